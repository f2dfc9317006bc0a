import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Metafile, Plugin } from 'esbuild';

/**
 * Leaves out of the SDK what is of no use on Lambda, but would be read and run at every cold start:
 *
 * - of the chain of credential providers all but the one for a function, whose credentials are in its variables (Lambda
 *   developer guide, "Defined runtime environment variables"). The others, for profiles, single sign-on, containers and
 *   instances, are about a seventh of a bundle, and would ask the network where the variables are missing;
 * - the SDK's configuration files, of which a function has none: its settings are in its variables;
 * - of each client's `package.json` all but the version, which is what the client tells AWS of itself.
 */
export const onlyForLambda: Plugin = {
  name: 'only-for-lambda',
  setup(context) {
    const replace = (filter: RegExp, contents: (path: string) => string): void =>
      context.onLoad({ filter }, ({ path }) => ({
        contents: contents(path),
        loader: path.endsWith('.json') ? 'json' : 'js',
        resolveDir: dirname(path),
      }));
    replace(
      /[\\/]@aws-sdk[\\/]credential-provider-node[\\/].*[\\/]index\.js$/,
      () => "export { fromEnv as defaultProvider } from '@aws-sdk/credential-provider-env';",
    );
    replace(/[\\/]@smithy[\\/]core[\\/]dist-es[\\/].*[\\/]fromSharedConfigFiles\.js$/, () => noConfigurationFiles);
    replace(/[\\/]@aws-sdk[\\/][^\\/]+[\\/]package\.json$/, (path) => {
      const { version } = JSON.parse(readFileSync(path, 'utf8')) as { readonly version: string };
      return JSON.stringify({ version });
    });
  },
};

/** The SDK's chain of configuration goes on to the default after an error of this class. */
const noConfigurationFiles = `
import { CredentialsProviderError } from '@smithy/core/config';
export const fromSharedConfigFiles = () => async () => {
  throw new CredentialsProviderError('A function has no configuration files.');
};`;

const eventStreams = '@smithy/core/event-streams';

/** The SDK's module that would load them, whether a service has any or not. */
const loadsEventStreams = /[\\/]@smithy[\\/]core[\\/]dist-es[\\/].*[\\/]HttpProtocol\.js$/;

/**
 * Leaves out the event streams, which every client would load on demand and few services have. Whether somebody else
 * asks for them, as clients of such services do, `hasEventStreams` tells afterwards.
 */
export const withoutEventStreams: Plugin = {
  name: 'without-event-streams',
  setup(context) {
    context.onResolve({ filter: new RegExp(`^${eventStreams}$`) }, ({ path, importer }) =>
      loadsEventStreams.test(importer) ? { path, namespace: 'left-out' } : undefined,
    );
    context.onLoad({ filter: /.*/, namespace: 'left-out' }, ({ path }) => ({
      contents: `throw new Error('This bundle was made without ${path}.');`,
    }));
  },
};

/** Whether anything in bundles imports event streams by itself. */
export function hasEventStreams({ inputs }: Metafile): boolean {
  return Object.entries(inputs).some(
    ([path, { imports }]) => !loadsEventStreams.test(path) && imports.some(({ original }) => original === eventStreams),
  );
}
