import { AwsError, type Engine } from '../endpoint/index.js';

/** A Secrets Manager that gives out the values it was started with. */
export interface SecretsEngine extends Engine {
  /** The ARN of a secret, whose last six characters stand for the random ones that AWS adds. */
  readonly arnOf: (name: string) => string;
}

/** @param secrets values by name */
export function createSecrets(secrets: Readonly<Record<string, string>>, region: string): SecretsEngine {
  const arnOf = (name: string): string => `arn:aws:secretsmanager:${region}:000000000000:secret:${name}-a1b2c3`;
  return {
    targetPrefix: 'secretsmanager',
    arnOf,
    async call(action, input) {
      if (action !== 'GetSecretValue') throw new AwsError('UnknownOperationException', `${action} is not emulated.`);
      const name = Object.keys(secrets).find((one) => input['SecretId'] === one || input['SecretId'] === arnOf(one));
      if (name === undefined)
        throw new AwsError('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
      return {
        ARN: arnOf(name),
        Name: name,
        SecretString: secrets[name],
        VersionStages: ['AWSCURRENT'],
        CreatedDate: 0,
      };
    },
  };
}
