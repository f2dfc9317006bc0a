import { createInterface } from 'node:readline';
import { Worker } from 'node:worker_threads';

const thread = new URL('function-thread.js', import.meta.url);

/**
 * A function that is invoked in its own thread, which starts with the first invocation, as a cold start does. A thread
 * that dies fails what it was doing; the next invocation starts another one.
 *
 * @param bundle the absolute path of its bundle
 * @param environment all variables that it sees
 * @param now the backend's time
 * @param onLog receives each line that it logs
 * @param onStart told of each start of a thread
 */
export function deployedFunction({ bundle, environment, now, onLog, onStart }) {
  const waiting = new Map();
  let worker;
  let invocations = 0;
  const start = () => {
    onStart();
    const started = new Worker(thread, { workerData: { bundle }, env: environment, stdout: true, stderr: true });
    for (const stream of [started.stdout, started.stderr]) createInterface({ input: stream }).on('line', onLog);
    started.on('message', ({ id, result, error }) => {
      const { resolve, reject } = waiting.get(id);
      waiting.delete(id);
      if (error) reject(Object.assign(new Error(error.message), error));
      else resolve(result === undefined ? undefined : JSON.parse(result));
    });
    const died = (error) => {
      if (worker === started) worker = undefined;
      for (const { reject } of waiting.values()) reject(error);
      waiting.clear();
    };
    started.on('error', died);
    started.on('exit', (code) => died(new Error(`the function's thread ended with ${code}`)));
    return started;
  };
  return {
    invoke(event, context) {
      worker ??= start();
      const { getRemainingTimeInMillis, done: _done, fail: _fail, succeed: _succeed, ...facts } = context;
      const id = (invocations += 1);
      const limitMs = getRemainingTimeInMillis();
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        const ahead = now().getTime() - Date.now();
        worker.postMessage({ id, event: JSON.stringify(event), context: facts, limitMs, ahead });
      });
    },
    stop: () => worker?.terminate(),
  };
}
