import { operations } from '../operations.js';

/**
 * Routes that API Gateway refuses: it takes a parameter as a whole segment only, and one name of it among siblings.
 *
 * @param paths path templates of OpenAPI
 * @returns a sentence for each
 */
export function routeFaults(paths: readonly string[] = operationPaths()): readonly string[] {
  const names = new Map<string, string>();
  return paths.flatMap((path) => {
    const faults: string[] = [];
    let parent = '';
    for (const segment of path.split('/').slice(1)) {
      const isParameter = /^\{[^{}]+\}$/.test(segment);
      if (!isParameter && /[{}]/.test(segment)) faults.push(`${path}: a parameter must be a whole segment.`);
      const known = names.get(parent);
      if (isParameter && known !== undefined && known !== segment) {
        faults.push(`${path}: beside ${known} there can be no ${segment}.`);
      }
      if (isParameter && known === undefined) names.set(parent, segment);
      parent += `/${segment}`;
    }
    return faults;
  });
}

/**
 * Resources that an API may have unless its quota was raised (developer guide, "Quotas for configuring and running a
 * REST API").
 */
const defaultResources = 300;

/** What has to be asked of AWS before so many paths can be deployed; nothing where the default quota is enough. */
export function resourceNote(paths: readonly string[] = operationPaths()): string | undefined {
  // Every place in the tree of paths is a resource, and so is its root.
  const resources = new Set(['']);
  for (const path of paths) {
    let place = '';
    for (const segment of path.split('/').slice(1)) resources.add((place += `/${segment}`));
  }
  if (resources.size <= defaultResources) return undefined;
  return `The API has ${resources.size} resources, and API Gateway allows ${defaultResources}: have the quota "Resources per API" raised before the first deployment.`;
}

/** The paths of the operations, sorted. */
export function operationPaths(): readonly string[] {
  return [...new Set(Object.values(operations).map(({ path }) => path))].sort();
}
