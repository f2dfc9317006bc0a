import { createServer } from 'node:net';
import { join, relative, resolve, sep } from 'node:path';
import { serveConsole, type ConsoleBackend } from '../../console/api.js';
import type { Contract } from '../../contract/model/contract.js';
import { hasErrors, type Diagnostic } from '../../diagnostics/diagnostic.js';
import { planRun, type Run, type RunOptions } from '../../plan/run.js';
import {
  describeError,
  lambdaContext,
  startGateway,
  type AnswerRecord,
  type Gateway,
  type GatewayOptions,
  type RouteTable,
} from '../gateway/index.js';
import { bundle, type Bundle } from './bundle.js';
import { entrySource } from './entry.js';
import { localEnvironment } from './environment.js';
import { placedFunctions } from './functions.js';
import { loadBundle } from './load.js';
import { withMocks } from './mock.js';
import { createRecorder } from './recorder.js';
import { routeTable, withoutThrottles, type BackendModule } from './routes.js';
import { startServices, type ServiceHooks, type ServiceOptions, type Services } from './services.js';
import { backendState } from './state.js';

/** How a backend is started. */
export interface BackendOptions extends RunOptions, ServiceHooks {
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
  /** One line per fault of a handler or an authorizer, as the gateway sees it; standard error by default. */
  readonly onFault?: (line: string) => void;
  /** Whether the functions' SDK clients may leave out the SDK's middleware, which costs less and is not as on Lambda. */
  readonly fastSdk?: boolean;
  /** Whether the gateway lets in whatever comes, to measure what the machine bears. */
  readonly unthrottled?: boolean;
  /** Gives every function memory of its own, as on Lambda: what one has cached is not there for another. */
  readonly isolated?: boolean;
  /** Puts others in the place of the loaded functions, given the environment that these have. */
  readonly replaceFunctions?: (loaded: BackendModule, environment: Readonly<Record<string, string>>) => BackendModule;
  /** Another implementation of AWS in place of the engines. */
  readonly startServices?: (options: ServiceOptions) => Promise<Services>;
  /** What `prepareBackend` made with the same options, which is then not made again. */
  readonly prepared?: PreparedBackend;
}

/** A backend that is planned and bundled. Any number of backends may be started with it. */
export interface PreparedBackend {
  readonly run: Run;
  readonly bundle: Bundle;
}

/** A running backend. */
export interface Backend {
  /** `http://localhost:4000/v1`. */
  readonly url: string;
  readonly port: number;
  /** What it was started with. */
  readonly run: Run;
  /** The engines around it, for tests and the console. */
  readonly services: Services;
  /** The backend's time, which may have been moved on. */
  readonly now: () => Date;
  readonly advanceClock: (milliseconds: number) => Date;
  /** Plans and loads everything again. With errors in the contract or an override the old code goes on answering. */
  reload(): Promise<Run>;
  close(): Promise<void>;
}

/** A contract or an override that is wrong from the start. */
export class InvalidContract extends Error {
  override readonly name = 'InvalidContract';
  constructor(readonly run: Run) {
    super('the contract or an override is wrong');
  }

  /** The faults. */
  get diagnostics(): readonly Diagnostic[] {
    return this.run.diagnostics;
  }
}

/** A job may run as long as Lambda lets a function run. */
const jobLimitMs = 15 * 60_000;

/** What is replaced as a whole by a reload. */
interface Loaded {
  readonly run: Run;
  readonly table: RouteTable;
  readonly module: BackendModule;
}

/**
 * Does what of `startBackend` takes longest and is the same each time, until contract or overrides change.
 * @throws InvalidContract when there is nothing to serve
 */
export async function prepareBackend(options: BackendOptions): Promise<PreparedBackend> {
  const run = await validRun(options);
  return { run, bundle: await bundleRun(run, options) };
}

async function validRun(options: BackendOptions): Promise<Run> {
  const run = await planBackend(options);
  if (!run.result || hasErrors(run.diagnostics)) throw new InvalidContract(run);
  return run;
}

/** What changes while a backend runs. */
interface Live {
  /** Milliseconds that the backend's time is ahead. */
  offset: number;
  loaded: Loaded | undefined;
}

/** What the parts of a running backend share. */
interface Core {
  readonly options: BackendOptions;
  readonly live: Live;
  readonly now: () => Date;
  readonly recorder: ReturnType<typeof createRecorder>;
}

/**
 * Serves a contract's backend: plans it in memory, bundles the handlers, and puts a gateway and the engines around
 * them, all in this process.
 * @throws InvalidContract when there is nothing to serve; an Error with the code EADDRINUSE when the port is taken
 */
export async function startBackend(options: BackendOptions): Promise<Backend> {
  const run = options.prepared?.run ?? (await validRun(options));
  // Before the engines: a second server of the same project is told of the port, not of the folder it shares.
  await assertPortFree(options.port);
  const live: Live = { offset: 0, loaded: undefined };
  const now = (): Date => new Date(Date.now() + live.offset);
  const core: Core = { options, live, now, recorder: createRecorder() };
  const services = await loadFirst(run, core);
  try {
    const gateway = await startGateway(gatewayOptions(run, services, core));
    return runningBackend(run, services, gateway, core);
  } catch (error) {
    await services.close();
    throw error;
  }
}

/** Starts the engines and loads the functions. The bundle, which takes megabytes, is not kept. */
async function loadFirst(run: Run, core: Core): Promise<Services> {
  const { options, live } = core;
  const code = options.prepared?.bundle ?? (await bundleRun(run, options));
  const services = await (options.startServices ?? startServices)(serviceOptions(run, code, core));
  try {
    live.loaded = loadRun(run, code, services, core);
    return services;
  } catch (error) {
    await services.close();
    throw error;
  }
}

function serviceOptions(run: Run, { clients }: Bundle, { options, live, now }: Core): ServiceOptions {
  return {
    ...options,
    contract: contractOf(run),
    clients,
    now,
    invokeJob: (name, event) => {
      const job = live.loaded?.module.jobs[name];
      return job && invokeJob(job, name, event, options);
    },
    // As Lambda's runtime logs an invocation that threw.
    onJobError: (job, error) =>
      options.onLog?.(JSON.stringify({ level: 'ERROR', message: 'Invoke Error', job, error: describeError(error) })),
  };
}

function loadRun(run: Run, code: Bundle, services: Services, { options, now, recorder }: Core): Loaded {
  const module = loadModule(run, code, options, services);
  module.setClock(now);
  module.observeRefusals(recorder.refused);
  const table = routeTable(contractOf(run), module, options.mock);
  return { run, module, table: options.unthrottled ? withoutThrottles(table) : table };
}

function gatewayOptions(run: Run, services: Services, core: Core): GatewayOptions {
  const { options, live, now, recorder } = core;
  const consoleBackend = consoleOf(run, services, core);
  return {
    port: options.port,
    stage: contractOf(run).basePath,
    routes: () => tableOf(live.loaded),
    middleware: (request, response) => serveConsole(consoleBackend, request, response),
    now,
    ...(options.onFault && { log: options.onFault }),
    onAnswer: (record) => {
      recorder.record(record, now());
      options.onAnswer?.(record);
    },
  };
}

function consoleOf(run: Run, services: Services, { live, now, recorder }: Core): ConsoleBackend {
  return {
    mails: async () => {
      await services.drainQueues();
      return services.mails();
    },
    requests: recorder.recent,
    state: () => backendState(live.loaded?.run ?? run, services),
    advanceClock: clockOf(live, now),
    clearLimits: services.clearLimits,
  };
}

function clockOf(live: Live, now: () => Date): (milliseconds: number) => Date {
  return (milliseconds) => {
    live.offset += milliseconds;
    return now();
  };
}

function runningBackend(run: Run, services: Services, gateway: Gateway, core: Core): Backend {
  const { options, live, now } = core;
  return {
    run,
    services,
    url: gateway.url,
    port: gateway.port,
    now,
    advanceClock: clockOf(live, now),
    async reload() {
      const next = await planBackend(options);
      if (next.result && !hasErrors(next.diagnostics)) {
        live.loaded = loadRun(next, await bundleRun(next, options), services, core);
        services.wakeQueues();
      }
      return next;
    },
    async close() {
      await gateway.close();
      await services.close();
    },
  };
}

function tableOf(loaded: Loaded | undefined): RouteTable {
  if (!loaded) throw new Error('requests came before there was a backend');
  return loaded.table;
}

async function invokeJob(
  job: BackendModule['jobs'][string],
  name: string,
  event: unknown,
  { onJob }: ServiceHooks,
): Promise<unknown> {
  await onJob?.(name);
  return job(event, lambdaContext(name, jobLimitMs));
}

/** @throws Error with the code EADDRINUSE */
async function assertPortFree(port: number): Promise<void> {
  if (port === 0) return;
  const probe = createServer();
  await new Promise<void>((free, taken) => probe.once('error', taken).listen(port, '127.0.0.1', free));
  await new Promise((closed) => probe.close(closed));
}

function contractOf({ result }: Run): Contract {
  if (!result) throw new Error('a run with errors has no contract');
  return result.contract;
}

function planBackend(options: BackendOptions): Promise<Run> {
  if (!options.mock) return planRun(options);
  const path = relative(resolve(options.overrides), resolve(options.out)).split(sep).join('/');
  const fromOverrides = path.startsWith('.') ? path : `./${path}`;
  return planRun(options, (contract, files) => withMocks(contract, files, fromOverrides));
}

function entryOf(options: BackendOptions): string {
  return join(resolve(options.out), 'backend.entry.ts');
}

function bundleRun({ result }: Run, options: BackendOptions): Promise<Bundle> {
  if (!result) throw new Error('a run without a plan cannot be bundled');
  const out = resolve(options.out);
  const files = new Map([
    ...[...result.plan.files].map(([path, file]) => [join(out, path), file.content] as const),
    ...[...result.overrides.filled.values()].map((override) => [override.file, override.source] as const),
    [entryOf(options), entrySource(result.contract, result.overrides)] as const,
  ]);
  return bundle({ entry: entryOf(options), files, planned: out, fastSdk: options.fastSdk ?? false });
}

function loadModule(run: Run, code: Bundle, options: BackendOptions, services: Services): BackendModule {
  const contract = contractOf(run);
  const environment = localEnvironment(contract, services.resources, options.logLevel ?? 'INFO');
  const onLog = options.onLog ?? (() => undefined);
  const load = (): BackendModule =>
    loadBundle(code, {
      environment,
      onLog,
      engines: services.inProcess,
    }) as unknown as BackendModule;
  const placement = { load, isolated: options.isolated ?? false, named: options.onCall !== undefined };
  const placed = placedFunctions(contract, placement);
  return options.replaceFunctions?.(placed, environment) ?? placed;
}
