import type { Store } from 'dynalite/db/index.js';
import { AwsError, startEndpoint } from '../endpoint/index.js';
import type { EndpointOptions } from '../endpoint/index.js';
import { createEngine } from './engine.js';
import type { DynamoDbEngine } from './engine.js';
import { openStore } from './store.js';
import { ensureTable } from './tables.js';
import { setTimeToLive } from './ttl.js';
import type { DynamoDb, DynamoDbOptions, Hooks, TableDefinition } from './types.js';

/** AWS promises "within a few days"; a developer wants to see it happen. */
const sweepEveryMs = 60_000;

/**
 * Starts DynamoDB inside this process, on a free port of 127.0.0.1, with its tables ready.
 *
 * @throws TableMismatch when the folder holds a table with other indexes
 * @throws FolderUnavailable when the folder cannot be opened, among others because it is in use
 */
export async function startDynamoDb({ tables, directory, now, ...hooks }: DynamoDbOptions): Promise<DynamoDb> {
  const store = await openStore(directory);
  const engine = createEngine(store, now ?? (() => new Date()));
  try {
    for (const table of tables) await prepare(engine, store, table);
    const endpoint = await startEndpoint({ engines: [engine], ...endpointHooks(hooks) });
    const sweeper = startSweeper(engine);
    let closed: Promise<void> | undefined;
    const close = async (): Promise<void> => {
      await Promise.all([endpoint.close(), sweeper.stop()]);
      await store.lifecycleManager.gracefulClose();
    };
    return {
      endpoint: endpoint.url,
      answer: endpoint.answer,
      sweepExpired: (time) => engine.sweepExpired(time),
      close: () => (closed ??= close()),
    };
  } catch (error) {
    await store.lifecycleManager.gracefulClose().catch(() => {});
    throw error;
  }
}

async function prepare(engine: DynamoDbEngine, store: Store, table: TableDefinition): Promise<void> {
  await ensureTable(engine, table);
  await setTimeToLive(store, table.name, table.ttlAttribute);
}

/** Sweeps now and then; a sweep that fails is tried again at the next turn. */
function startSweeper(engine: DynamoDbEngine): { stop(): Promise<void> } {
  let running: Promise<unknown> = Promise.resolve();
  const timer = setInterval(() => {
    running = running.then(() => engine.sweepExpired()).catch(() => {});
  }, sweepEveryMs);
  timer.unref();
  return {
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}

/** The hooks' name of the service, and the name that DynamoDB itself gives to its failures. */
function endpointHooks({ onCall, fault }: Hooks): Pick<EndpointOptions, 'onCall' | 'fault'> {
  const failure = new AwsError('InternalServerError', 'Internal server error', 500);
  return {
    ...(onCall && { onCall: (call) => onCall({ ...call, service: 'dynamodb' }) }),
    ...(fault && {
      fault: (_, action, attempt) => {
        const planned = fault('dynamodb', action, attempt);
        return planned === 'error' ? failure : planned;
      },
    }),
  };
}
