import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { resourceName } from '../names.js';
import { secrets } from '../project.js';
import { acknowledgeSecret } from './acknowledge-secret.js';
import { pascalCase } from './function.js';
import type { BaseInput, LastingPart } from './part.js';

const published = (name: string): string => `secrets/${name}`;

/** The secrets of `x-authwright.secrets`, whose values are put in by hand. */
export const secretsPart: LastingPart<Readonly<Record<string, Secret>>> = {
  create: (input) =>
    Object.fromEntries(
      Object.entries(secrets).map(([name, { description }]) => [name, createSecret(input, name, description)]),
    ),
  arns: (_stage, read) => ({ secret: ({ secret = '' }) => [read(published(secret))] }),
  variables: (_stage, read) =>
    Object.fromEntries(
      Object.entries(secrets).map(([name, { environmentVariable }]) => [
        environmentVariable,
        () => read(published(name)),
      ]),
    ),
};

function createSecret({ stack, stage, storageKey, publish }: BaseInput, name: string, description: string): Secret {
  const secret = new Secret(stack, `${pascalCase(name)}Secret`, {
    secretName: resourceName(stage, name),
    description: description === '' ? `The secret ${name}; its value is put in by hand` : description,
    encryptionKey: storageKey,
    removalPolicy: stage.removalPolicy,
  });
  acknowledgeSecret(secret, 'Its value is issued elsewhere, and replaced by whoever issues it.');
  publish(published(name), secret.secretArn);
  return secret;
}
