import { resolve } from 'node:path';
import { afterEach } from 'vitest';
import type * as DynamoDB from '@aws-sdk/client-dynamodb';
import { bundle, type Bundle } from '../../../generator/aws-local/backend/bundle.js';
import { loadBundle } from '../../../generator/aws-local/backend/load.js';
import type { Engines } from '../../../generator/aws-local/backend/in-process.js';
import { startDynamoDb } from '../../../generator/aws-local/dynamodb/index.js';
import type { AnswerRequest, AwsAnswer, AwsRequest } from '../../../generator/aws-local/endpoint/index.js';

/** Bundled as the functions of a backend are. */
const source = `
  export { ConditionalCheckFailedException, DynamoDBClient, GetItemCommand, PutItemCommand, TransactWriteItemsCommand }
    from '@aws-sdk/client-dynamodb';
  export const isName = (text: string): boolean => /^[’ž]+$/.test(text);
  export const raw = String.raw\`ž\\n\`;
`;
export type Sdk = typeof DynamoDB & { readonly isName: (text: string) => boolean; readonly raw: string };

/** How the functions of a backend have the SDK: by default, and with `--fast-sdk`. */
export type Form = 'plain' | 'fast';

const bundles: Partial<Record<Form, Promise<Bundle>>> = {};

/** As functions have it: which Node.js is here is no matter of theirs. */
const environment = { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' };

/** The bundle of a form, made once. */
function bundleOf(form: Form): Promise<Bundle> {
  const entry = resolve('generated', 'in-process.entry.ts');
  const input = { entry, files: new Map([[entry, source]]), planned: resolve('generated'), fastSdk: form === 'fast' };
  return (bundles[form] ??= bundle(input));
}

/** The SDK as functions have it that reach the given engines. */
export async function sdkOf(form: Form, engines: Engines): Promise<Sdk> {
  const options = { environment, onLog: () => {}, engines };
  return loadBundle(await bundleOf(form), options) as unknown as Sdk;
}

/** Undone after the test, the last one first. */
export const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

export const item = { TableName: 'things', Key: { pk: { S: 'a' }, sk: { S: 'b' } } };

export const settings = {
  region: 'eu-central-1',
  credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
  maxAttempts: 2,
};

/** An address at which every request fails: whoever is answered was answered without it. */
export const nowhere = 'http://127.0.0.1:1';

/** The SDK, and a client of its whose endpoint is the given engine. */
export async function setUp(form: Form, answer: AnswerRequest, more: object = {}) {
  const sdk = await sdkOf(form, new Map([[nowhere, answer]]));
  const dynamodb = new sdk.DynamoDBClient({ ...settings, endpoint: nowhere, ...more });
  cleanups.push(() => dynamodb.destroy());
  return { sdk, dynamodb, read: () => dynamodb.send(new sdk.GetItemCommand(item)) };
}

/** An engine that keeps what it was asked; the given answers come before its own. */
export async function recorded(...answers: (AwsAnswer | undefined)[]): Promise<[AnswerRequest, AwsRequest[]]> {
  const answer = await engine();
  const requests: AwsRequest[] = [];
  const record: AnswerRequest = async (request) => {
    requests.push(request);
    return answers.length > 0 ? answers.shift() : answer(request);
  };
  return [record, requests];
}

export async function engine(): Promise<AnswerRequest> {
  const { answer, close } = await startDynamoDb({ tables: [{ name: 'things', indexes: [] }] });
  cleanups.push(close);
  return answer;
}

/** Which calls went through the whole of the SDK, which signs them. */
export const throughChain = (requests: readonly AwsRequest[]) =>
  requests.map(({ headers }) => 'authorization' in headers);
