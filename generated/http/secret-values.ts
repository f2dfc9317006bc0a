import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { now } from './clock.js';
import { traced } from './tracing.js';

const secretsManager = /* @__PURE__ */ traced(
  /* @__PURE__ */ new SecretsManagerClient({
    maxAttempts: 2,
    requestHandler: { connectionTimeout: 1_000, requestTimeout: 2_000, throwOnRequestTimeout: true },
  }),
);

/** Milliseconds for which a value is kept: after that time a rotated one is in use everywhere. */
const keptFor = 5 * 60_000;

const kept = /* @__PURE__ */ new Map<string, { readonly value: string; readonly until: number }>();

/** The text of a secret, from memory while it is fresh. @throws the errors of Secrets Manager */
export async function readSecret(arn: string): Promise<string> {
  const time = now().getTime();
  const known = kept.get(arn);
  if (known !== undefined && known.until > time) return known.value;
  const { SecretString: value } = await secretsManager.send(new GetSecretValueCommand({ SecretId: arn }));
  if (value === undefined || value === '') throw new Error('A secret has no text.');
  kept.set(arn, { value, until: time + keptFor });
  return value;
}
