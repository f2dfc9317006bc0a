import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { traced } from '../../generated/http/tracing.js';

const secretsManager = /* @__PURE__ */ traced(
  /* @__PURE__ */ new SecretsManagerClient({
    maxAttempts: 2,
    requestHandler: { connectionTimeout: 1_000, requestTimeout: 2_000, throwOnRequestTimeout: true },
  }),
);

/** `GetSecretValue` of a secret that is one text. */
export async function getSecretText(arn: string): Promise<string> {
  const { SecretString } = await secretsManager.send(new GetSecretValueCommand({ SecretId: arn }));
  if (SecretString === undefined || SecretString === '') throw new Error('A secret has no text.');
  return SecretString;
}
