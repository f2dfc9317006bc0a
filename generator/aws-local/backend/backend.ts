import { createServer } from 'node:net';
import { join, relative, resolve, sep } from 'node:path';
import { operationModule } from '../../artifacts/operations/input.js';
import type { Contract } from '../../contract/model.js';
import { hasErrors, type Diagnostic } from '../../diagnostics/diagnostic.js';
import { stringLiteral } from '../../encode/typescript.js';
import { planRun, type Run, type RunOptions } from '../../plan/run.js';
import { startDynamoDb, type DynamoDb, type TableDefinition } from '../dynamodb/index.js';
import { startGateway, type AnswerRecord, type RouteTable } from '../gateway/index.js';
import { bundle } from './bundle.js';
import { localEnvironment, localStage, tableName, tablesOf } from './environment.js';
import { loadBundle } from './load.js';
import { withMocks } from './mock.js';
import { routeTable, type BackendModule } from './routes.js';

/** How a backend is started. */
export interface BackendOptions extends RunOptions {
  /** 0 takes any free port. */
  readonly port: number;
  /** Whether operations without a service answer with the contract's example instead of 501. */
  readonly mock: boolean;
  /** Where the engines keep their state; absent keeps it in memory. */
  readonly data?: string;
  /** The least level that functions log, in Powertools' words; `INFO` by default. */
  readonly logLevel?: string;
  /** Receives each line that a function logs. */
  readonly onLog?: (line: string) => void;
  readonly onAnswer?: (record: AnswerRecord) => void;
}

/** A running backend. */
export interface Backend {
  /** `http://localhost:4000/v1`. */
  readonly url: string;
  readonly port: number;
  /** Plans and loads everything again. With errors in the contract or an override the old code goes on answering. */
  reload(): Promise<Run>;
  close(): Promise<void>;
}

/** A contract or an override that is wrong from the start. */
export class InvalidContract extends Error {
  constructor(readonly run: Run) {
    super('the contract or an override is wrong');
  }

  /** The faults. */
  get diagnostics(): readonly Diagnostic[] {
    return this.run.diagnostics;
  }
}

/**
 * Serves a contract's backend: plans it in memory, bundles the handlers, and puts a gateway and the engines around
 * them, all in this process.
 * @throws InvalidContract when there is nothing to serve
 */
export async function startBackend(options: BackendOptions): Promise<Backend & { readonly run: Run }> {
  const run = await planBackend(options);
  if (!run.result || hasErrors(run.diagnostics)) throw new InvalidContract(run);
  const { contract } = run.result;
  // Before the engines: a second server of the same project is told of the port, not of the folder it shares.
  await assertPortFree(options.port);
  const dynamodb = await startTables(contract, options);
  let table: RouteTable;
  let gateway;
  try {
    table = await loadRoutes(run, options, dynamodb);
    const { onAnswer } = options;
    gateway = await startGateway({
      port: options.port,
      stage: contract.basePath,
      routes: () => table,
      ...(onAnswer ? { onAnswer } : {}),
    });
  } catch (error) {
    await dynamodb?.close();
    throw error;
  }
  return {
    run,
    url: gateway.url,
    port: gateway.port,
    async reload() {
      const next = await planBackend(options);
      if (next.result && !hasErrors(next.diagnostics)) table = await loadRoutes(next, options, dynamodb);
      return next;
    },
    async close() {
      await gateway.close();
      await dynamodb?.close();
    },
  };
}

/** @throws Error with the code EADDRINUSE */
async function assertPortFree(port: number): Promise<void> {
  if (port === 0) return;
  const probe = createServer();
  await new Promise<void>((free, taken) => probe.once('error', taken).listen(port, '127.0.0.1', free));
  await new Promise((closed) => probe.close(closed));
}

function planBackend(options: BackendOptions): Promise<Run> {
  if (!options.mock) return planRun(options);
  const path = relative(resolve(options.overrides), resolve(options.out)).split(sep).join('/');
  const fromOverrides = path.startsWith('.') ? path : `./${path}`;
  return planRun(options, (contract, files) => withMocks(contract, files, fromOverrides));
}

async function loadRoutes(
  { result }: Run,
  options: BackendOptions,
  dynamodb: DynamoDb | undefined,
): Promise<RouteTable> {
  if (!result) throw new Error('a run without a plan cannot be loaded');
  const { contract, plan } = result;
  const out = resolve(options.out);
  const entry = join(out, 'backend.entry.ts');
  const files = new Map([
    ...[...plan.files].map(([path, file]) => [join(out, path), file.content] as const),
    ...[...result.overrides.filled.values()].map((override) => [override.file, override.source] as const),
    [entry, entrySource(contract)] as const,
  ]);
  const text = await bundle({ entry, files, planned: out });
  const module = loadBundle(text, {
    filename: entry,
    environment: localEnvironment(contract, { dynamodb: dynamodb?.endpoint }, options.logLevel ?? 'INFO'),
    onLog: options.onLog ?? (() => undefined),
  });
  return routeTable(contract, module as unknown as BackendModule, options.mock);
}

/** The entry imports every handler, so that one bundle holds them all and shares what they share. */
function entrySource(contract: Contract): string {
  const literal = (value: string): string => stringLiteral(value).parts.join('');
  const imports = contract.operations.map(
    (operation, index) =>
      `import { handler as h${index} } from ${literal(`${operationModule(operation, 'handler')}.js`)};`,
  );
  const entries = contract.operations.map((operation, index) => `[${literal(operation.operationId)}]: h${index},`);
  return [
    ...imports,
    "export { runtimeHeaders } from './http/headers.js';",
    "export { setClock } from './http/clock.js';",
    `export const handlers = { ${entries.join(' ')} };`,
  ].join('\n');
}

async function startTables(contract: Contract, { data }: BackendOptions): Promise<DynamoDb | undefined> {
  const tables = tablesOf(contract).map((table): TableDefinition => {
    const entities = contract.entities.filter((entity) => entity.table === table);
    const indexes = new Map(entities.flatMap((entity) => entity.indexes.map((index) => [index.name, index])));
    const ttl = entities.find((entity) => entity.ttl !== undefined)?.ttl;
    return {
      name: tableName(table, localStage),
      indexes: [...indexes.values()].map(({ name, sk }) => ({
        name,
        pk: `${name}Pk`,
        ...(sk ? { sk: `${name}Sk` } : {}),
      })),
      ...(ttl === undefined ? {} : { ttlAttribute: ttl }),
    };
  });
  if (tables.length === 0) return undefined;
  return startDynamoDb({ tables, ...(data === undefined ? {} : { directory: join(data, 'dynamodb') }) });
}
