import type { Stack } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { deniedScheme } from '../gateway/security.js';
import type { Stage } from '../stage.js';
import { createFunction } from './function.js';
import type { Surroundings } from './surroundings.js';

/** API Gateway answers 401 to an authorizer that throws this very word. */
const source = "exports.handler = async () => { throw new Error('Unauthorized'); };\n";

/** The authorizer of routes whose scheme has none yet: it lets nobody in. */
export function createDenyingAuthorizer(stack: Stack, stage: Stage, around: Surroundings): void {
  createFunction(stack, stage, around, {
    handler: {
      entry: 'security/denied',
      file: 'authorizer-denied',
      folder: '',
      bytes: source.length,
      service: deniedScheme,
      metrics: [],
      commands: [],
      variables: [],
      required: [],
      grants: [],
    },
    code: Code.fromInline(source),
    handlerName: 'index.handler',
    settings: { memory: 128, timeout: 3 },
    description: 'Lets nobody in: the slot of an authorizer is not filled',
  });
}
