import { arrive } from './arrivals.js';
import { columns, percentile } from './text.js';

/** Operations a second, and what they have to keep to. */
const rates = { login: 100, register: 10, refresh: 50 };
const target = { p99Ms: 250, cores: 1 };

/** Of each operation alone, to tell what it costs. */
const samples = 300;
const warmUpSeconds = 5;

/**
 * Loads a server at multiples of the rates, one after the other, and prints what came of each.
 *
 * @param seconds the length of the first; the further ones take a third of it
 * @returns for each `{ times, cpuMs, cores, p99, errors, isMet }`: CPU for each request, the worst percentile of an
 *   operation, and whether the load kept to the target of the plain rates
 */
export async function runLoads(server, operations, { times: multiples, seconds }) {
  const costs = await costsAlone(server, operations);
  const loads = [];
  for (const [index, times] of multiples.entries()) {
    const kinds = Object.entries(rates).map(([name, rate]) => ({
      name,
      perSecond: rate * times,
      send: operations[name],
    }));
    await arrive(kinds, warmUpSeconds);
    loads.push({ times, ...(await load(server, kinds, index === 0 ? seconds : seconds / 3, costs)) });
  }
  return loads;
}

/** CPU milliseconds of the server for one of each operation, when it does nothing else. */
async function costsAlone(server, operations) {
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

async function load(server, kinds, seconds, costs) {
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
  return { cpuMs: cpuMs / count, cores, p99, errors, isMet };
}

function row(name, perSecond, { times, errors, unsent }, cost) {
  const at = (p) => percentile(times, p).toFixed(1);
  return [name, perSecond, times.length, errors, unsent, at(50), at(90), at(99), at(100), cost.toFixed(2)].map(String);
}
