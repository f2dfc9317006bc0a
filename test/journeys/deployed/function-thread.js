/**
 * A function as Lambda's runtime has it: its bundle is required in a thread with an environment and global objects of its own.
 * Events come and results go as JSON.
 */
import { createRequire } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';

/** Milliseconds by which the backend's clock is ahead of this machine's. Deployed code has no other clock to be set. */
let aheadMs = 0;
const now = () => SystemDate.now() + aheadMs;
const SystemDate = Date;
globalThis.Date = new Proxy(SystemDate, {
  construct: (target, args, newTarget) => Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget),
  get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
});

const { handler } = createRequire(import.meta.url)(workerData.bundle);

parentPort.on('message', async ({ id, event, context, limitMs, ahead }) => {
  aheadMs = ahead;
  const deadline = performance.now() + limitMs;
  const getRemainingTimeInMillis = () => Math.max(0, Math.round(deadline - performance.now()));
  try {
    const result = await handler(JSON.parse(event), { ...context, getRemainingTimeInMillis });
    parentPort.postMessage({ id, result: JSON.stringify(result) });
  } catch (error) {
    parentPort.postMessage({ id, error: { name: error.name, message: error.message, stack: error.stack } });
  }
});
