/**
 * What `npm start` bears on this machine: logins, registrations and refreshes together, at given rates, from a process
 * of its own. `npm run load` prints one minute of it and then shorter runs at twice and four times the rates.
 *
 * --times 1,2,4   multiples of the rates; by default these
 * --seconds 60    the length of the first run; the further ones take a third of it
 * --memory        instead: memory of the server over 100,000 requests
 * --requests N    with --memory: how many
 * --profile DIR   writes a CPU profile of the server there
 */
import { availableParallelism, cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { arrive } from './arrivals.js';
import { createClient } from './client.js';
import { memoryOver } from './memory.js';
import { createOperations } from './operations.js';
import { startServer } from './server.js';
import { columns, percentile } from './text.js';

/** Operations a second, and what they have to keep to. */
const rates = { login: 100, register: 10, refresh: 50 };
const target = { p99Ms: 250, cores: 1 };

const accounts = 300;
/** Of each operation alone, to tell what it costs. */
const samples = 300;
const warmUpSeconds = 5;

const { values } = parseArgs({
  options: {
    times: { type: 'string', default: '1,2,4' },
    seconds: { type: 'string', default: '60' },
    memory: { type: 'boolean', default: false },
    requests: { type: 'string', default: '100000' },
    profile: { type: 'string' },
  },
});

const nodeOptions = [
  ...(values.memory ? ['--expose-gc'] : []),
  ...(values.profile === undefined ? [] : ['--cpu-prof', '--cpu-prof-dir', values.profile]),
];
process.stdout.write(
  `Node ${process.version}, ${availableParallelism()} cores, ${cpus()[0]?.model ?? 'unknown processor'}\n`,
);
const server = await startServer(nodeOptions);
const client = createClient(server.url);
try {
  const operations = await createOperations(client, accounts);
  if (values.memory) await memoryOver(Number(values.requests), server, operations);
  else await loads(operations);
} finally {
  client.close();
  await server.stop();
}

async function loads(operations) {
  const costs = await costsAlone(operations);
  let met = true;
  for (const [index, times] of values.times.split(',').map(Number).entries()) {
    const kinds = Object.entries(rates).map(([name, rate]) => ({
      name,
      perSecond: rate * times,
      send: operations[name],
    }));
    await arrive(kinds, warmUpSeconds);
    const seconds = index === 0 ? Number(values.seconds) : Number(values.seconds) / 3;
    const isMet = await load(kinds, seconds, costs);
    if (times === 1) met = isMet;
  }
  if (!met) process.exitCode = 1;
}

/** CPU milliseconds of the server for one of each operation, when it does nothing else. */
async function costsAlone(operations) {
  const costs = {};
  for (const name of Object.keys(rates)) {
    const atOnce = 4;
    const before = await server.usage();
    for (let done = 0; done < samples; done += atOnce) {
      await Promise.all(Array.from({ length: atOnce }, () => operations[name]().catch(() => false)));
    }
    costs[name] = ((await server.usage()).cpuMs - before.cpuMs) / samples;
  }
  return costs;
}

async function load(kinds, seconds, costs) {
  const before = await server.usage();
  const own = process.cpuUsage();
  const start = performance.now();
  const results = await arrive(kinds, seconds);
  const elapsedMs = performance.now() - start;
  const cpuMs = (await server.usage()).cpuMs - before.cpuMs;
  const ownMs = Object.values(process.cpuUsage(own)).reduce((sum, micros) => sum + micros, 0) / 1000;
  const all = Object.values(results);
  const count = all.reduce((sum, { times }) => sum + times.length, 0);
  const errors = all.reduce((sum, one) => sum + one.errors + one.unsent, 0);
  const p99 = Math.max(...all.map(({ times }) => percentile(times, 99)));
  const cores = cpuMs / elapsedMs;
  const rows = kinds.map(({ name, perSecond }) => row(name, perSecond, results[name], costs[name]));
  const heading = ['', 'a second', 'done', 'errors', 'unsent', 'p50 ms', 'p90 ms', 'p99 ms', 'max ms', 'CPU ms alone'];
  process.stdout.write(`\n${seconds.toFixed(0)} s, arrivals at random\n${columns([heading, ...rows])}`);
  process.stdout.write(
    `server: ${cores.toFixed(2)} cores, ${(cpuMs / count).toFixed(2)} CPU ms a request; this generator: ${(ownMs / elapsedMs).toFixed(2)} cores\n`,
  );
  const isMet = errors === 0 && p99 < target.p99Ms && cores <= target.cores;
  process.stdout.write(
    `no error, every p99 below ${target.p99Ms} ms, at most ${target.cores} core: ${isMet ? 'met' : 'MISSED'}\n`,
  );
  return isMet;
}

function row(name, perSecond, { times, errors, unsent }, cost) {
  const at = (p) => percentile(times, p).toFixed(1);
  return [name, perSecond, times.length, errors, unsent, at(50), at(90), at(99), at(100), cost.toFixed(2)].map(String);
}
