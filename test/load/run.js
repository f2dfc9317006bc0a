/**
 * What `authwright dev` bears on this machine: logins, registrations and refreshes together, at given rates, from a
 * process of its own. `npm run load` prints one minute of it and then shorter runs at twice and four times the rates,
 * first with the SDK's clients as they are (plain), then with `--fast-sdk`, each on a server of its own, and sets both
 * beside each other. The gateway has no throttles meanwhile: those of a deployment would answer 429 to a part of it.
 *
 * --form plain    only one of the two forms: plain or fast
 * --times 1,2,4   multiples of the rates; by default these
 * --seconds 60    the length of the first run; the further ones take a third of it
 * --memory        instead: memory of the server over 100,000 requests
 * --requests N    with --memory: how many
 * --profile DIR   writes a CPU profile of the server there
 */
import { availableParallelism, cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { createClient } from './client.js';
import { runLoads } from './loads.js';
import { memoryOver } from './memory.js';
import { createOperations } from './operations.js';
import { startServer } from './server.js';
import { columns } from './text.js';

/** How the functions have the SDK, and what asks the server for it. */
const forms = {
  plain: { title: "plain: the SDK's clients as they are", args: [] },
  fast: { title: 'fast: with --fast-sdk', args: ['--fast-sdk'] },
};

const accounts = 300;

const { values } = parseArgs({
  options: {
    form: { type: 'string' },
    times: { type: 'string', default: '1,2,4' },
    seconds: { type: 'string', default: '60' },
    memory: { type: 'boolean', default: false },
    requests: { type: 'string', default: '100000' },
    profile: { type: 'string' },
  },
});
if (values.form !== undefined && !Object.hasOwn(forms, values.form))
  throw new Error(`--form takes one of ${Object.keys(forms).join(' and ')}`);

const nodeOptions = [
  ...(values.memory ? ['--expose-gc'] : []),
  ...(values.profile === undefined ? [] : ['--cpu-prof', '--cpu-prof-dir', values.profile]),
];
process.stdout.write(
  `Node ${process.version}, ${availableParallelism()} cores, ${cpus()[0]?.model ?? 'unknown processor'}\n`,
);
process.stdout.write(
  'throttles of the gateway are off (--unthrottled): measured is what the machine bears, not what is let in\n',
);
const found = [];
for (const form of values.form === undefined ? Object.keys(forms) : [values.form])
  found.push(...(await measure(form)).map((load) => ({ form, ...load })));
if (!values.memory) compare(found);

/** Measures a server of its own; gives its loads. */
async function measure(form) {
  const { title, args } = forms[form];
  process.stdout.write(`\n${title}\n`);
  const server = await startServer({ nodeOptions, args });
  const client = createClient(server.url);
  try {
    const operations = await createOperations(client, accounts);
    if (!values.memory)
      return await runLoads(server, operations, {
        times: values.times.split(',').map(Number),
        seconds: Number(values.seconds),
      });
    await memoryOver(Number(values.requests), server, operations);
    return [];
  } finally {
    client.close();
    await server.stop();
  }
}

/** Prints the loads of all forms, those of the same rates beside each other. */
function compare(loads) {
  const rows = loads
    .toSorted((one, other) => one.times - other.times)
    .map(({ form, times, cpuMs, cores, p99, errors }) =>
      [form, times, cpuMs.toFixed(2), cores.toFixed(2), p99.toFixed(1), errors].map(String),
    );
  const heading = ['form', 'times', 'CPU ms a request', 'cores', 'worst p99 ms', 'errors and unsent'];
  process.stdout.write(`\n${columns([heading, ...rows])}`);
  // Who only looks at a multiple of the rates has no target to miss.
  if (loads.some(({ times, isMet }) => times === 1 && !isMet)) process.exitCode = 1;
}
