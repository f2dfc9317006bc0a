import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { traced } from '../../generated/http/tracing.js';

/**
 * The one Cognito client of a function; region, credentials and endpoint come from the environment. Time-outs in
 * milliseconds: two attempts of three seconds leave a login, which may run for ten, the time to answer 503.
 */
export const cognito = /* @__PURE__ */ traced(
  /* @__PURE__ */ new CognitoIdentityProviderClient({
    maxAttempts: 2,
    requestHandler: { connectionTimeout: 1_000, requestTimeout: 3_000, throwOnRequestTimeout: true },
  }),
);
