import { parseArgs } from 'node:util';
import { operations } from '../operations.js';

/** Fewer than the firewall admits of one address in five minutes. */
const mostRequests = 100;

/** A request that changes nothing, and what must be true of its answer. */
interface Probe {
  readonly method: string;
  readonly path: string;
  readonly wanted: string;
  readonly isRight: (status: number) => boolean;
}

/**
 * `smoke URL`: asks a deployed API what can be asked without an account, and changes nothing: what everybody may read,
 * what nobody may have without credentials, and a route that is not there.
 */
export async function main(args: readonly string[]): Promise<number> {
  const { positionals } = parseArgs({ args: [...args], allowPositionals: true, options: {} });
  const [url = ''] = positionals;
  if (!URL.canParse(url)) throw new Error('Which API? node generated/infra/run.mjs smoke https://...');
  const base = url.replace(/\/$/, '');
  const faults: string[] = [];
  const probes = probesOf();
  for (const probe of probes) faults.push(...(await faultsOf(base, probe)));
  for (const fault of faults) process.stderr.write(`${fault}\n`);
  process.stdout.write(`${probes.length} requests to ${base}, ${faults.length} wrong\n`);
  return faults.length === 0 ? 0 : 1;
}

function probesOf(): readonly Probe[] {
  const all = Object.values(operations);
  // Who may not call is told before anything is done, so that any method may be asked.
  const secured = all
    .filter(({ security }) => security.length > 0)
    .map(({ method, path }) => ({
      method,
      path: filled(path),
      wanted: '401',
      isRight: (status: number) => status === 401,
    }));
  const open = all
    .filter(
      ({ method, path, security, filled }) =>
        method === 'get' && security.length === 0 && !path.includes('{') && filled,
    )
    .map(({ method, path }) => ({ method, path, wanted: 'no 5xx', isRight: (status: number) => status < 500 }));
  const missing = {
    method: 'get',
    path: '/-/no-such-route',
    wanted: '404',
    isRight: (status: number) => status === 404,
  };
  return [missing, ...open, ...secured].slice(0, mostRequests);
}

function filled(path: string): string {
  return path.replaceAll(/\{[^}]*\}/g, 'smoke');
}

async function faultsOf(base: string, { method, path, wanted, isRight }: Probe): Promise<readonly string[]> {
  const name = `${method.toUpperCase()} ${path}`;
  try {
    const { status, headers } = await fetch(`${base}${path}`, { method: method.toUpperCase(), redirect: 'manual' });
    return [
      ...(isRight(status) ? [] : [`${name}: ${status}, and ${wanted} is right.`]),
      ...(headers.has('x-request-id') ? [] : [`${name}: the answer has no x-request-id.`]),
    ];
  } catch (error) {
    return [`${name}: no answer (${(error as Error).message}).`];
  }
}
