/** Where API Gateway serves an API, so that its URLs are those that the contract says. */
export interface ApiPlacement {
  /** The stage of the REST API. On API Gateway's own address it is the first segment of every path. */
  readonly stageName: string;
  /** What the gateway's routes begin with: the other segments of the base path. */
  readonly prefix: string;
  /** The first segment, below which a domain is mapped to the stage; empty for the root of the domain. */
  readonly mappedPath: string;
  /** Whether API Gateway's own address serves the contract's path; else a stage needs a domain. */
  readonly onOwnAddress: boolean;
}

/** Names of stages (API Gateway developer guide, "Important notes"). */
const stageName = /^[A-Za-z0-9_-]{1,128}$/;

/** Signs that a domain maps (API Gateway reference, `CreateBasePathMapping`). */
const mappablePath = /^[A-Za-z0-9$_.+!*'()-]*$/;

/** What a segment of a path may hold (API Gateway developer guide, "Important notes for REST APIs"). */
const segmentSigns = /^[A-Za-z0-9_.,:-]+$/;

/** Places an API by its base path: `v1`, `api/v2`, or nothing. */
export function placeApi(basePath: string): ApiPlacement {
  const [first = '', ...others] = basePath.split('/');
  const onOwnAddress = stageName.test(first);
  return {
    stageName: onOwnAddress ? first : 'api',
    prefix: others.map((segment) => `/${segment}`).join(''),
    mappedPath: first,
    onOwnAddress,
  };
}

/** What in a base path API Gateway cannot serve, whatever the stages are: a sentence, or nothing. */
export function basePathFault(basePath: string): string | undefined {
  const [first = '', ...others] = basePath.split('/');
  const refused = [...others.filter((one) => !segmentSigns.test(one)), ...(mappablePath.test(first) ? [] : [first])];
  return refused.length === 0 ? undefined : `API Gateway cannot serve ${JSON.stringify(refused[0])} in "/${basePath}"`;
}

/** A route that API Gateway refuses, and why. */
export interface RouteFault {
  readonly path: string;
  readonly message: string;
}

/** Paths at the root of an API that API Gateway answers by itself (developer guide, "Important notes"). */
const ownPaths = new Set(['/ping', '/sping']);

/**
 * The routes that API Gateway refuses: it takes few signs, a parameter as a whole segment only, and one name of it among
 * siblings.
 */
export function routeFaults(paths: readonly string[], prefix: string): readonly RouteFault[] {
  const names = new Map<string, string>();
  return paths.toSorted().flatMap((path) => {
    const messages = [
      ...(ownPaths.has(`${prefix}${path}`) ? [`API Gateway answers ${path} by itself`] : []),
      ...segmentsOf(path).flatMap(segmentFaults),
      ...siblingFaults(path, names),
    ];
    return messages.map((message) => ({ path, message }));
  });
}

function segmentsOf(path: string): readonly string[] {
  return path === '/' ? [] : path.split('/').slice(1);
}

function segmentFaults(segment: string): readonly string[] {
  const name = /^\{([^{}]+)\}$/.exec(segment)?.[1];
  if (name === undefined && /[{}]/.test(segment)) return ['a parameter must be a whole segment'];
  if (segment === '') return ['a segment must not be empty'];
  const refused = [...(name ?? segment)].find((sign) => !segmentSigns.test(sign));
  return refused === undefined ? [] : [`API Gateway takes no ${JSON.stringify(refused)} in a path`];
}

/** @param names the parameter that is known below each place; what the path adds is noted */
function siblingFaults(path: string, names: Map<string, string>): readonly string[] {
  let parent = '';
  return segmentsOf(path).flatMap((segment) => {
    const place = parent;
    parent += `/${segment}`;
    if (!/^\{[^{}]+\}$/.test(segment)) return [];
    const known = names.get(place) ?? segment;
    names.set(place, known);
    return known === segment ? [] : [`beside ${known} there can be no ${segment}`];
  });
}
