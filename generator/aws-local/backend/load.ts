import { createRequire } from 'node:module';
import { Writable } from 'node:stream';
import { compileFunction } from 'node:vm';
import { attributingHttp } from './invocation.js';
import { patientTimers } from './patient-timers.js';

/** What a loaded bundle sees of its surroundings. */
export interface LoadOptions {
  /** A name for stacks and debuggers; the file need not exist. */
  readonly filename: string;
  /** The whole environment of the functions: nothing of this process's own gets in. */
  readonly environment: Readonly<Record<string, string>>;
  /** Receives each line the functions log. */
  readonly onLog: (line: string) => void;
}

/**
 * Evaluates a CommonJS bundle with a `process` of its own: its environment and its output streams are given, so that
 * several backends can live in one Node process and none reads the developer's credentials. Its time-outs count the time
 * in which this process ran.
 */
export function loadBundle(
  text: string,
  { filename, environment, onLog }: LoadOptions,
): Readonly<Record<string, unknown>> {
  const output = lineStream(onLog);
  const own = { env: { value: { ...environment } }, stdout: { value: output }, stderr: { value: output } };
  const itsProcess = Object.create(process, own) as NodeJS.Process;
  const realRequire = createRequire(filename);
  const given: Readonly<Record<string, unknown>> = { process: itsProcess, http: attributingHttp };
  const itsRequire = (id: string): unknown => given[id.replace(/^node:/, '')] ?? realRequire(id);
  const module = { exports: {} as Record<string, unknown> };
  const timers = patientTimers();
  const names = ['exports', 'require', 'module', 'process', 'setTimeout', 'clearTimeout'];
  const run = compileFunction(text, names, { filename });
  run(module.exports, itsRequire, module, itsProcess, timers.setTimeout, timers.clearTimeout);
  return module.exports;
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
