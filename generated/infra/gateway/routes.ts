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

/** The paths of the operations, sorted. */
export function operationPaths(): readonly string[] {
  return [...new Set(Object.values(operations).map(({ path }) => path))].sort();
}
