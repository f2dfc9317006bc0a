/**
 * The backend as it is deployed, but for AWS: engines and gateway are those of the dev server; each function comes from
 * the bundle in the folder that is given, and has the environment variables that its deployment gives it and no others.
 * The scheduled functions run once. Then `ready URL` is printed; the functions' logs go to stderr.
 */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { startBackend } from '../../../dist/aws-local/index.js';
import { deployedFunction } from './deployed-function.js';

const [folder] = process.argv.slice(2);
const manifest = JSON.parse(readFileSync(join(folder, 'functions.json'), 'utf8'));
const functions = [];
const faults = [];

function onLog(line) {
  if (line.includes('Invoke Error')) faults.push(line);
  process.stderr.write(`${line}\n`);
}

/** Functions by name, as those of the dev server's own bundle are. */
function deploy(members, environment, clock) {
  return Object.fromEntries(
    members.map(({ name, entry, variables }) => {
      const own = Object.entries(environment).filter(([key]) => isGiven(key, variables));
      const one = deployedFunction({
        bundle: resolve(folder, entry, 'handler.js'),
        environment: Object.fromEntries(own),
        now: () => clock.now(),
        onLog,
        onStart: () => process.stderr.write(`started ${entry}\n`),
      });
      functions.push(one);
      return [name, one.invoke];
    }),
  );
}

/** Those of AWS are Lambda's own, or point the SDK at the engines. */
function isGiven(key, variables) {
  return key.startsWith('AWS_') || key === 'LOG_LEVEL' || variables.includes(key);
}

const backend = await startBackend({
  contract: 'contract/openapi.yaml',
  out: 'generated',
  overrides: 'overrides',
  port: 0,
  mock: false,
  logLevel: 'WARN',
  onLog,
  replaceFunctions(loaded, environment) {
    const clock = { now: () => new Date() };
    const { handlers, authorizers, jobs } = manifest;
    return {
      ...loaded,
      handlers: deploy(handlers, environment, clock),
      authorizers: deploy(authorizers, environment, clock),
      jobs: deploy(jobs, environment, clock),
      setClock: (now) => (clock.now = now),
    };
  },
});
for (const { name, trigger } of backend.run.result.contract.jobs)
  if (trigger.kind === 'schedule') await backend.services.runJob(name);
if (faults.length > 0) process.exit(1);

process.once('SIGTERM', async () => {
  await backend.close();
  for (const one of functions) await one.stop();
});
process.stderr.write(`functions run on Node ${process.version}\n`);
process.stdout.write(`ready ${backend.url}\n`);
