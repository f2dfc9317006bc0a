import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** A function that calls nothing, one that calls one service, and one that calls most of them. */
const handlers = ['operations/get-health-status', 'jobs/sweep', 'operations/login-user'];

/**
 * Prints what `x-authwright.tracing: calls` adds to bundles: their size and load time without it and with it. What is
 * over budget with it fails nothing, since it is a choice.
 *
 * @param node the Node.js that loads the bundles
 */
export function tracing(node) {
  process.stdout.write('\ntracing: functions, then tracing: calls\n');
  const copy = mkdtempSync(resolve('tmp', 'tracing-'));
  for (const part of ['contract', 'overrides', 'generated']) cpSync(part, join(copy, part), { recursive: true });
  writeFileSync(join(copy, 'package.json'), '{ "type": "module" }\n');
  measure(copy, node);
  const contract = join(copy, 'contract/openapi.yaml');
  writeFileSync(
    contract,
    readFileSync(contract, 'utf8').replace('\n  packaging: ', '\n  tracing: calls\n  packaging: '),
  );
  spawnSync(process.execPath, [resolve('bin/authwright.js'), 'generate'], { cwd: copy, stdio: 'ignore' });
  measure(copy, node);
  rmSync(copy, { recursive: true, force: true });
}

function measure(cwd, node) {
  spawnSync(process.execPath, ['generated/infra/run.mjs', 'bundles', node, ...handlers], { cwd, stdio: 'inherit' });
}
