import type { Key } from 'aws-cdk-lib/aws-kms';
import { isNeeded } from '../needs.js';
import { createKey } from './keys.js';
import type { LastingPart } from './part.js';

const published = 'data-key-arn';
const variable = 'DATA_KEY_ID';

/** The key of what functions encrypt themselves: only its data keys ever see the plain text. */
export const dataKeyPart: LastingPart<Key | undefined> = {
  create: ({ stack, stage, handlers, publish }) => {
    if (!isNeeded(handlers, variable)) return undefined;
    const key = createKey(stack, stage, 'data', 'Secrets that functions seal');
    publish(published, key.keyArn);
    return key;
  },
  arns: (_stage, read) => ({ dataKey: () => [read(published)] }),
  variables: (_stage, read) => ({ [variable]: () => read(published) }),
};
