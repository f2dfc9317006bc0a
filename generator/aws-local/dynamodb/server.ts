import type { Server } from 'node:http';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import dynalite from 'dynalite';
import { prepareFolder } from './folder.js';
import { ensureTable } from './tables.js';
import type { DynamoDb, DynamoDbOptions, TableDefinition } from './types.js';

/**
 * Starts DynamoDB inside this process, on a free port of 127.0.0.1, with its tables ready.
 *
 * @throws TableMismatch when the folder holds a table with other indexes
 * @throws FolderUnavailable when the folder cannot be opened, among others because it is in use
 */
export async function startDynamoDb({ tables, directory }: DynamoDbOptions): Promise<DynamoDb> {
  if (directory !== undefined) await prepareFolder(directory);
  const server = dynalite({
    ...(directory === undefined ? {} : { path: directory }),
    createTableMs: 0,
    deleteTableMs: 0,
    updateTableMs: 0,
  });
  surviveAbortedRequests(server);
  const endpoint = await listen(server);
  try {
    await ensureTables(endpoint, tables);
  } catch (error) {
    await closeServer(server).catch(() => {});
    throw error;
  }
  let closed: Promise<void> | undefined;
  return { endpoint, close: () => (closed ??= closeServer(server)) };
}

async function ensureTables(endpoint: string, tables: readonly TableDefinition[]): Promise<void> {
  const client = new DynamoDBClient({
    endpoint,
    region: 'us-east-1',
    // The engine wants a signature and verifies none; without these the SDK would look for an account.
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  });
  try {
    for (const table of tables) await ensureTable(client, table);
  } finally {
    client.destroy();
  }
}

/** dynalite throws where a caller goes away in mid-request, which would end the whole process. */
function surviveAbortedRequests(server: Server): void {
  server.on('request', (request) => {
    request.removeAllListeners('error');
    request.on('error', () => {});
  });
}

function listen(server: Server): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      server.off('error', reject);
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      resolve(`http://127.0.0.1:${port}`);
    });
  });
}

/**
 * The store closes only after the last connection. SDK clients keep theirs open, so each is ended
 * as soon as its request in flight is answered.
 */
function closeServer(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    const sweep = setInterval(() => server.closeIdleConnections(), 10);
    server.close((error) => {
      clearInterval(sweep);
      if (error) reject(error);
      else resolve();
    });
  });
}
