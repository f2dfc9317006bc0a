import { diagnostic, type Reporter } from '../../../diagnostics/diagnostic.js';
import type { Secret } from '../../model/contract.js';
import { fields, keyOf, text, type Cursor } from '../../read/cursor.js';
import { readFlag, reportUnknownKeys } from '../extension-values.js';

/** The secrets that the team keeps in Secrets Manager, sorted by name. */
export function readSecrets(cursor: Cursor | undefined, reporter: Reporter): readonly Secret[] {
  const secrets = fields(cursor)
    .flatMap(([name, entry]) => readSecret(name, entry, reporter) ?? [])
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const { at } of secrets.filter(({ keysHashes }) => keysHashes).slice(1)) {
    reporter.report(diagnostic('AW302', at, 'one secret keys the hashes, and no more'));
  }
  return secrets;
}

function readSecret(name: string, cursor: Cursor, reporter: Reporter): Secret | undefined {
  reportUnknownKeys(cursor, ['description', 'generated', 'keysHashes'], reporter);
  if (!/^[a-z][a-z0-9-]{0,39}$/.test(name)) {
    reporter.report(diagnostic('AW302', keyOf(cursor), 'a secret is 1 to 40 lower-case letters, digits and hyphens'));
    return undefined;
  }
  return {
    name,
    description: text(cursor, 'description'),
    generated: readFlag(cursor, 'generated', false, reporter),
    keysHashes: readFlag(cursor, 'keysHashes', false, reporter),
    at: keyOf(cursor),
  };
}
