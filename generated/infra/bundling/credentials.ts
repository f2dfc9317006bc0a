import { dirname } from 'node:path';
import type { Plugin } from 'esbuild';

/**
 * Leaves of the SDK's chain of credential providers the one that Lambda needs: a function's credentials are in its
 * variables (Lambda developer guide, "Defined runtime environment variables"). The others, for profiles, single sign-on,
 * containers and instances, are about a seventh of a bundle, and would ask the network where the variables are missing.
 */
export const environmentCredentials: Plugin = {
  name: 'environment-credentials',
  setup(context) {
    context.onLoad({ filter: /[\\/]@aws-sdk[\\/]credential-provider-node[\\/].*[\\/]index\.js$/ }, ({ path }) => ({
      contents: "export { fromEnv as defaultProvider } from '@aws-sdk/credential-provider-env';",
      loader: 'js',
      resolveDir: dirname(path),
    }));
  },
};
