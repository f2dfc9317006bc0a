/**
 * Prints what a large contract costs: by default GitHub's (874 operations), where it lies beside the repository, or
 * the one named by `npm run bench -- --contract FILE`. The first run writes everything; then one operation of the
 * document changes.
 */
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { extname, join, resolve } from 'node:path';
import { row } from './measure.js';

const methods = new Set(['get', 'put', 'post', 'delete', 'patch', 'head', 'options']);

/** The rows of a large contract; a JSON document, since one of its operations is rewritten. */
export function large(given) {
  const document = resolve(given ?? '../shared/contracts/github.json');
  if (!existsSync(document)) {
    process.stdout.write(`\nno large contract at ${document}: skipped (npm run bench -- --contract FILE)\n`);
    return true;
  }
  mkdirSync('tmp', { recursive: true });
  const folder = mkdtempSync(resolve('tmp', 'bench-large-'));
  const contract = join(folder, `openapi${extname(document)}`);
  cpSync(document, contract);
  const parsed = JSON.parse(readFileSync(contract, 'utf8'));
  const operations = Object.values(parsed.paths).flatMap((item) =>
    Object.entries(item).flatMap(([method, operation]) => (methods.has(method) ? [operation] : [])),
  );
  process.stdout.write(`\n${document}: ${operations.length} operations\n`);
  const args = ['--contract', contract, '--out', join(folder, 'generated'), '--overrides', join(folder, 'overrides')];
  const [first] = operations;
  let edits = 0;
  const edit = () => {
    first.summary = `Edit ${(edits += 1)}`;
    first.responses = { ...first.responses, [`24${edits}`]: { description: 'One more answer.' } };
    writeFileSync(contract, JSON.stringify(parsed, undefined, 2));
  };
  const met = [
    row('generate, everything new', ['generate', ...args], folder, {
      runs: 3,
      limit: 15,
      before: () => rmSync(join(folder, 'generated'), { recursive: true, force: true }),
    }),
    row('check, in sync', ['check', ...args], folder, { runs: 3, limit: 15 }),
    row('generate after one operation changed', ['generate', ...args], folder, { runs: 3, limit: 15, before: edit }),
    row('check after one operation changed', ['check', ...args], folder, { runs: 3, before: edit, expected: 1 }),
  ];
  rmSync(folder, { recursive: true, force: true });
  return met.every(Boolean);
}
