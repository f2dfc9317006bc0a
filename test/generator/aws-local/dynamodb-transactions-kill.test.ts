import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { build } from 'esbuild';
import { afterAll, expect, test } from 'vitest';
import { startDynamoDb } from '../../../generator/aws-local/dynamodb/index.js';

const root = join(import.meta.dirname, '../../..');
const TableName = 'users-dev';
const tables = [{ name: TableName, indexes: [{ name: 'EmailIndex', pk: 'email' }] }];
const rounds = 10;

const folders: string[] = [];
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))));

/** A process that does transactions of two items, their index entries and a counter until it is killed. */
const writer = `
import { DynamoDBClient, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { startDynamoDb } from './generator/aws-local/dynamodb/index.js';

const [directory, round] = process.argv.slice(2);
const { endpoint } = await startDynamoDb({ tables: ${JSON.stringify(tables)}, directory });
const credentials = { accessKeyId: 'a', secretAccessKey: 'b' };
const client = new DynamoDBClient({ endpoint, region: 'us-east-1', credentials, maxAttempts: 1 });
const TableName = '${TableName}';
const item = (half, id) => ({
  Put: { TableName, Item: { pk: { S: id }, sk: { S: half }, email: { S: id }, filler: { S: 'x'.repeat(5000) } } },
});
const count = {
  Update: {
    TableName,
    Key: { pk: { S: 'COUNTER' }, sk: { S: 'COUNTER' } },
    UpdateExpression: 'ADD n :one',
    ExpressionAttributeValues: { ':one': { N: '1' } },
  },
};
async function work(worker) {
  for (let i = 0; ; i++) {
    const id = [round, worker, i].join('-');
    await client.send(new TransactWriteItemsCommand({ TransactItems: [item('A', id), item('B', id), count] }));
    if (i === 0) process.stdout.write('.');
  }
}
await Promise.all([1, 2, 3, 4].map(work));
`;

test(`a process killed ${rounds} times amid transactions leaves each of them whole or absent`, async () => {
  const directory = await folder(tmpdir());
  const script = await bundle();
  let known = 0;
  for (let round = 0; round < rounds; round++) {
    await killedWriter(script, directory, round);
    const { ids, byIndex, counted } = await readAll(directory);
    for (const [id, halves] of ids) expect(`${id}: ${halves.sort().join()}`).toBe(`${id}: A,B`);
    expect(byIndex).toBe(2 * ids.size);
    expect(counted).toBe(ids.size);
    expect(ids.size).toBeGreaterThan(known);
    known = ids.size;
  }
}, 60_000);

/** Beside the project's packages, which the bundle imports. */
async function bundle(): Promise<string> {
  const directory = await folder(join(root, 'tmp'));
  const outfile = join(directory, 'writer.mjs');
  const stdin = { contents: writer, resolveDir: root };
  await build({
    stdin,
    outfile,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    logLevel: 'error',
  });
  return outfile;
}

async function folder(parent: string): Promise<string> {
  await mkdir(parent, { recursive: true });
  const directory = await mkdtemp(join(parent, 'authwright-kill-'));
  folders.push(directory);
  return directory;
}

async function killedWriter(script: string, directory: string, round: number): Promise<void> {
  const stdio = ['ignore', 'pipe', 'inherit'] as ['ignore', 'pipe', 'inherit'];
  const child = spawn(process.execPath, ['--no-warnings', script, directory, String(round)], { stdio });
  const exited = once(child, 'exit');
  await Promise.race([once(child.stdout, 'data'), exited]);
  await new Promise((resolve) => setTimeout(resolve, Math.random() * 60));
  child.kill('SIGKILL');
  expect(await exited).toEqual([null, 'SIGKILL']);
}

async function readAll(directory: string) {
  const engine = await startDynamoDb({ tables, directory });
  const credentials = { accessKeyId: 'a', secretAccessKey: 'b' };
  const client = new DynamoDBClient({ endpoint: engine.endpoint, region: 'us-east-1', credentials });
  const scan = async (IndexName?: string) => {
    const rows: { pk: string; sk: string; n: string | undefined }[] = [];
    let start: Record<string, { S: string }> | undefined;
    do {
      const page = await client.send(new ScanCommand({ TableName, IndexName, ExclusiveStartKey: start }));
      for (const { pk, sk, n } of page.Items ?? []) rows.push({ pk: pk!.S!, sk: sk!.S!, n: n?.N });
      start = page.LastEvaluatedKey as Record<string, { S: string }> | undefined;
    } while (start !== undefined);
    return rows;
  };
  const items = await scan();
  const byIndex = (await scan('EmailIndex')).length;
  client.destroy();
  await engine.close();
  const ids = new Map<string, string[]>();
  for (const { pk, sk, n } of items) if (n === undefined) ids.set(pk, [...(ids.get(pk) ?? []), sk]);
  return { ids, byIndex, counted: Number(items.find(({ n }) => n !== undefined)?.n ?? 0) };
}
