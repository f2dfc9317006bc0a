import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { resourceName } from '../names.js';
import { secrets } from '../project.js';
import { acknowledgeSecret } from './acknowledge-secret.js';
import { pascalCase } from './function.js';
import type { BaseInput, LastingPart } from './part.js';

const published = (name: string): string => `secrets/${name}`;

/** The secrets of `x-authwright.secrets`. Their values are put in by hand, or made at random with the secret. */
export const secretsPart: LastingPart<Readonly<Record<string, Secret>>> = {
  create: (input) =>
    Object.fromEntries(Object.entries(secrets).map(([name, facts]) => [name, createSecret(input, name, facts)])),
  arns: (_stage, read) => ({ secret: ({ secret = '' }) => [read(published(secret))] }),
  variables: (_stage, read) =>
    Object.fromEntries(
      Object.entries(secrets).map(([name, { environmentVariable }]) => [
        environmentVariable,
        () => read(published(name)),
      ]),
    ),
};

function createSecret(
  { stack, stage, storageKey, publish }: BaseInput,
  name: string,
  { description, generated }: { readonly description: string; readonly generated: boolean },
): Secret {
  const origin = generated ? 'its value is made at random, and nothing rotates it' : 'its value is put in by hand';
  const secret = new Secret(stack, `${pascalCase(name)}Secret`, {
    secretName: resourceName(stage, name),
    description: description === '' ? `The secret ${name}; ${origin}` : description,
    encryptionKey: storageKey,
    removalPolicy: stage.removalPolicy,
    // Some 380 bits.
    ...(generated && { generateSecretString: { passwordLength: 64, excludePunctuation: true } }),
  });
  acknowledgeSecret(
    secret,
    generated
      ? 'Its value is made at random with the stage, and nobody else issues it.'
      : 'Its value is issued elsewhere, and replaced by whoever issues it.',
  );
  publish(published(name), secret.secretArn);
  return secret;
}
