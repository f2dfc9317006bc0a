import type { Contract } from '../../contract/model/contract.js';
import { authorizerSlotPath, jobSlotPath } from '../../overrides/slots.js';
import { invokeAs, type FunctionName } from './invocation.js';
import type { BackendModule } from './routes.js';

/** How the functions of a bundle are put in place of the module's own. */
interface Placement {
  /** Loads the bundle. */
  readonly load: () => BackendModule;
  /** Whether every function gets an instance of the bundle of its own, as it has a process of its own on Lambda. */
  readonly isolated: boolean;
  /** Whether calls to AWS carry the name of the function that makes them. */
  readonly named: boolean;
}

/**
 * A loaded bundle whose functions say who they are to the engines where that is asked for: it makes every promise of
 * this process dearer on Node before 24. Isolated functions share no memory, so that what one
 * has cached is not there for another; it costs an evaluation of the bundle for each that is invoked.
 */
export function placedFunctions(contract: Contract, { load, isolated, named }: Placement): BackendModule {
  const first = load();
  let clock: Parameters<BackendModule['setClock']>[0] | undefined;
  let observer: Parameters<BackendModule['observeRefusals']>[0] | undefined;
  const instance = (): BackendModule => {
    const module = load();
    if (clock) module.setClock(clock);
    if (observer) module.observeRefusals(observer);
    return module;
  };
  const place = <Args extends unknown[], Result>(
    name: FunctionName,
    pick: (module: BackendModule) => (...args: Args) => Result,
  ): ((...args: Args) => Result) => {
    let own = isolated ? undefined : pick(first);
    const invoke = (...args: Args): Result => (own ??= pick(instance()))(...args);
    return named ? (...args) => invokeAs(name, () => invoke(...args)) : invoke;
  };
  const folders = folderNames(contract);
  return {
    ...first,
    setClock: (now) => {
      clock = now;
      first.setClock(now);
    },
    observeRefusals: (observe) => {
      observer = observe;
      first.observeRefusals(observe);
    },
    handlers: mapped(first.handlers, (key) => place(folders.operations(key), ({ handlers }) => present(handlers[key]))),
    authorizers: mapped(first.authorizers, (key) =>
      place(folders.security(key), ({ authorizers }) => present(authorizers[key])),
    ),
    jobs: mapped(first.jobs, (key) => place(jobSlotPath({ name: key }), ({ jobs }) => present(jobs[key]))),
  };
}

function folderNames({ operations, securitySchemes }: Contract) {
  const files = new Map(operations.map(({ operationId, names }) => [operationId, names.file]));
  const schemes = new Map(securitySchemes.map(({ name, file }) => [name, file]));
  return {
    operations: (id: string) => `operations/${files.get(id) ?? id}`,
    security: (scheme: string) => authorizerSlotPath({ file: schemes.get(scheme) ?? scheme }),
  };
}

function mapped<T>(record: Readonly<Record<string, T>>, change: (key: string) => T): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.keys(record).map((key) => [key, change(key)]));
}

function present<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('one bundle has a function that another evaluation of it lacks');
  return value;
}
