import { decodeSegment, matchSegment, openness, parseTemplate } from './path-template.js';
import type { SegmentTemplate } from './path-template.js';
import type { Route } from './types.js';

/** A request path that some route has, with its routes by upper-case method. */
export interface PathMatch {
  readonly methods: ReadonlyMap<string, Route>;
  /** The percent-decoded values of a template's parameters. Routes of a path may name them differently. */
  parametersOf(route: Route): Readonly<Record<string, string>>;
}

interface Resource {
  readonly segments: readonly SegmentTemplate[];
  readonly methods: Map<string, Route>;
}

/**
 * The path of a request among the routes, or undefined. As in API Gateway the path is chosen before
 * the method: where `/pets/mine` has no DELETE, the one of `/pets/{petId}` does not stand in.
 *
 * Literals win over parameters, from the left. `/pets/` is not `/pets`. A segment `.` or `..`,
 * encoded or not, matches nothing: clients resolve them, so that only an attack sends one.
 *
 * @param path begins with `/`, still percent-encoded, without the base path
 */
export function matchPath(routes: readonly Route[], path: string): PathMatch | undefined {
  const segments = path.slice(1).split('/').map(decodeSegment);
  if (!segments.every(isProper)) return undefined;
  for (const resource of resourcesOf(routes)) {
    const values = matchSegments(resource.segments, segments);
    if (values === undefined) continue;
    return { methods: resource.methods, parametersOf: (route) => nameValues(route, values) };
  }
  return undefined;
}

function isProper(segment: string | undefined): segment is string {
  return segment !== undefined && segment !== '.' && segment !== '..';
}

function matchSegments(templates: readonly SegmentTemplate[], segments: readonly string[]): string[] | undefined {
  if (templates.length !== segments.length) return undefined;
  const values: string[] = [];
  for (const [index, template] of templates.entries()) {
    const found = matchSegment(template, segments[index] ?? '');
    if (found === undefined) return undefined;
    values.push(...found);
  }
  return values;
}

function nameValues(route: Route, values: readonly string[]): Record<string, string> {
  const names = parseTemplate(route.path).flatMap((segment) => segment.names);
  return Object.fromEntries(names.map((name, index) => [name, values[index] ?? '']));
}

/** A table lives for thousands of requests and is replaced as a whole, so its array is the key. */
const known = new WeakMap<readonly Route[], readonly Resource[]>();

/** The resources of some routes, the most specific first. */
function resourcesOf(routes: readonly Route[]): readonly Resource[] {
  let resources = known.get(routes);
  if (resources === undefined) {
    resources = readResources(routes);
    known.set(routes, resources);
  }
  return resources;
}

function readResources(routes: readonly Route[]): Resource[] {
  const byShape = new Map<string, Resource>();
  for (const route of routes) {
    const segments = parseTemplate(route.path);
    const shape = JSON.stringify(segments.map((segment) => segment.literals));
    const resource = byShape.get(shape) ?? { segments, methods: new Map<string, Route>() };
    resource.methods.set(route.method.toUpperCase(), route);
    byShape.set(shape, resource);
  }
  return [...byShape.values()].sort(bySpecificity);
}

/** An order of all resources, so that paths of different lengths cannot stand between two that compete. */
function bySpecificity(a: Resource, b: Resource): number {
  if (a.segments.length !== b.segments.length) return a.segments.length - b.segments.length;
  for (const [index, segment] of a.segments.entries()) {
    const other = b.segments[index];
    const difference = other === undefined ? 0 : openness(segment) - openness(other);
    if (difference !== 0) return difference;
  }
  return 0;
}
