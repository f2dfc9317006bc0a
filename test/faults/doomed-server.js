/**
 * A whole backend in a process of its own, engines and data folder included, that kills itself with SIGKILL right after
 * a given call of AWS took effect. Its parent asks for things by messages `{ id, ask, value }` and gets `{ id, answer }`.
 */
import { startBackend } from '../../dist/aws-local/index.js';

const [data, port] = process.argv.slice(2);
let calls = [];
let killAfter;
let gate = Promise.resolve();
let openGate = () => undefined;
// Empty until the contract is read: workers may find messages of an earlier life before.
let queues = [];

const backend = await startBackend({
  contract: 'contract/openapi.yaml',
  out: 'generated',
  overrides: 'overrides',
  port: Number(port),
  mock: false,
  logLevel: 'CRITICAL',
  data,
  onCall: ({ service, action }) => {
    calls.push({ service, action });
    if (calls.length === killAfter) process.kill(process.pid, 'SIGKILL');
  },
  onJob: (name) => (queues.includes(name) ? gate : undefined),
});
const { services, run } = backend;
const jobsOf = (kind) =>
  run.result.contract.jobs.filter(({ trigger }) => trigger.kind === kind).map(({ name }) => name);
queues = jobsOf('queue');

const answers = {
  /** Forgets the calls so far and holds up the workers; `value` is the call to die after. */
  watch(value) {
    calls = [];
    killAfter = value;
    gate = new Promise((resolve) => (openGate = resolve));
  },
  /** Gives the calls since `watch` and lets the workers do their work. */
  async release() {
    const made = [...calls];
    killAfter = undefined;
    openGate();
    await services.drainQueues();
    return made;
  },
  drain: () => services.drainQueues(),
  look: () => ({ dynamodb: services.resources.dynamodb, users: services.users() }),
  runJob: (name) => services.runJob(name),
  scheduledJobs: () => jobsOf('schedule'),
};

process.on('message', async ({ id, ask, value }) => process.send({ id, answer: await answers[ask](value) }));
process.on('disconnect', () => process.exit());
process.send({ url: backend.url });
