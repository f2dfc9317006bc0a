import { operations } from '../operations.js';
import { gatewayPath } from '../placement.js';

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
    for (const segment of gatewayPath(path).split('/').slice(1)) resources.add((place += `/${segment}`));
  }
  if (resources.size <= defaultResources) return undefined;
  return `The API has ${resources.size} resources, and API Gateway allows ${defaultResources}: have the quota "Resources per API" raised before the first deployment.`;
}

/** The paths of the operations, sorted. */
export function operationPaths(): readonly string[] {
  return [...new Set(Object.values(operations).map(({ path }) => path))].sort();
}
