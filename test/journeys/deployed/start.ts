import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startServer, type DevServer } from '../../support/dev-server.js';
import { loadBundling } from '../../support/infra.js';
import { repository } from '../../support/project.js';

/** A function as `server.js` is told of it. */
interface Listed {
  /** As the backend calls it: an operation's id, a scheme's or a job's name. */
  readonly name: string;
  readonly entry: string;
  /** The environment variables that its deployment gives it. */
  readonly variables: readonly string[];
}

/**
 * Bundles all functions as for a deployment, and starts `server.js` with them.
 *
 * @param node the path of the Node that it runs on
 * @param output a folder for the bundles
 */
export async function startDeployed(node: string, output: string): Promise<DevServer> {
  mkdirSync(output, { recursive: true });
  const bundling = await loadBundling(repository, output);
  const folder = join(output, 'bundles');
  const bundles = await bundling.bundleFunctions(folder, {
    project: repository,
    emitted: join(repository, 'generated'),
  });
  const list = (kind: string, members: Readonly<Record<string, { readonly file: string }>>): Listed[] =>
    Object.entries(members).flatMap(([name, { file }]) => {
      const bundle = bundles.get(`${kind}/${file}`);
      return bundle ? [{ name, entry: bundle.entry, variables: bundle.usage.variables }] : [];
    });
  const functions = {
    handlers: list('operations', bundling.operations),
    authorizers: list('security', bundling.securitySchemes),
    jobs: list('jobs', bundling.jobs),
  };
  writeFileSync(join(folder, 'functions.json'), JSON.stringify(functions, undefined, 2));
  return startServer(node, [join('test', 'journeys', 'deployed', 'server.js'), folder], repository);
}
