import { createRequire } from 'node:module';
import { Writable } from 'node:stream';
import { compileFunction } from 'node:vm';
import { inProcessName, type Bundle, type InProcess } from './bundle.js';
import { fastClient, fastHandler } from './fast-sdk.js';
import { handlerInProcess, type Engines } from './in-process.js';
import { attributingHttp } from './invocation.js';
import { patientTimers } from '../patient-timers.js';

/** What a loaded bundle sees of its surroundings. */
export interface LoadOptions {
  /** The whole environment of the functions: nothing of this process's own gets in. */
  readonly environment: Readonly<Record<string, string>>;
  /** Receives each line the functions log. */
  readonly onLog: (line: string) => void;
  /** What it reaches without the wire. */
  readonly engines: Engines;
}

/**
 * Evaluates a CommonJS bundle with a `process` of its own: its environment and its output streams are given, so that
 * several backends can live in one Node process and none reads the developer's credentials. Its time-outs count the time
 * in which this process ran.
 */
export function loadBundle(
  bundle: Bundle,
  { environment, onLog, engines }: LoadOptions,
): Readonly<Record<string, unknown>> {
  const output = lineStream(onLog);
  const own = { env: { value: { ...environment } }, stdout: { value: output }, stderr: { value: output } };
  const itsProcess = Object.create(process, own) as NodeJS.Process;
  const realRequire = createRequire(bundle.filename);
  const replaced: Readonly<Record<string, unknown>> = { process: itsProcess, http: attributingHttp };
  const itsRequire = (id: string): unknown => replaced[id.replace(/^node:/, '')] ?? realRequire(id);
  const module = { exports: {} as Record<string, unknown> };
  const inProcess: InProcess = {
    handler: handlerInProcess(engines),
    fastHandler: fastHandler(engines),
    fastClient,
  };
  const given = {
    exports: module.exports,
    require: itsRequire,
    module,
    process: itsProcess,
    ...patientTimers(),
    [inProcessName]: inProcess,
  };
  compiled(bundle, Object.keys(given))(...Object.values(given));
  return module.exports;
}

/** By bundle: to compile megabytes is most of what it costs to load them, and each load only has to run them. */
const compilations = new WeakMap<Bundle, ReturnType<typeof compileFunction>>();

function compiled(bundle: Bundle, names: readonly string[]): ReturnType<typeof compileFunction> {
  const known = compilations.get(bundle);
  if (known) return known;
  const compilation = compileFunction(bundle.text, names, { filename: bundle.filename });
  compilations.set(bundle, compilation);
  return compilation;
}

function lineStream(onLine: (line: string) => void): Writable {
  let rest = '';
  return new Writable({
    decodeStrings: false,
    write(chunk: string | Buffer, _encoding, done) {
      const lines = (rest + String(chunk)).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) onLine(line);
      done();
    },
  });
}
