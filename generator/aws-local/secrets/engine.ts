import { createHash } from 'node:crypto';
import { AwsError } from '../endpoint/index.js';
import type { Engine } from '../endpoint/index.js';
import { localArn } from '../place.js';

/** A Secrets Manager that gives out the values it was started with. */
export interface SecretsEngine extends Engine {
  /** The ARN of a secret. Its last six characters stand for the random ones that AWS adds. */
  readonly arnOf: (name: string) => string;
}

/**
 * Secrets Manager as far as reading needs it: `GetSecretValue` by name or ARN.
 *
 * @param secrets values by name
 */
export function createSecrets(secrets: Readonly<Record<string, string>>, region: string): SecretsEngine {
  const partialArnOf = (name: string): string => localArn('secretsmanager', `secret:${name}`, region);
  const arnOf = (name: string): string => `${partialArnOf(name)}-a1b2c3`;
  const created = Math.floor(Date.now() / 1000);
  return {
    targetPrefix: 'secretsmanager',
    arnOf,
    async call(action, input) {
      if (action !== 'GetSecretValue') throw new AwsError('UnknownOperationException', `${action} is not emulated.`);
      const id = input['SecretId'];
      if (typeof id !== 'string' || id === '') throw new AwsError('ValidationException', 'SecretId is missing.');
      // The service also takes an ARN without the characters that it added.
      const found = Object.entries(secrets).find(([name]) => [name, arnOf(name), partialArnOf(name)].includes(id));
      const stage = input['VersionStage'] ?? 'AWSCURRENT';
      if (found === undefined) throw new AwsError('ResourceNotFoundException', notFound);
      if (stage !== 'AWSCURRENT') throw new AwsError('ResourceNotFoundException', noVersion);
      const [name, value] = found;
      return {
        ARN: arnOf(name),
        Name: name,
        SecretString: value,
        VersionId: versionOf(value),
        VersionStages: ['AWSCURRENT'],
        CreatedDate: created,
      };
    },
  };
}

const notFound = "Secrets Manager can't find the specified secret.";
const noVersion = "Secrets Manager can't find the specified secret value for staging label.";

/** Another value is another version. */
function versionOf(value: string): string {
  const digits = createHash('sha256').update(value).digest('hex');
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');
}
