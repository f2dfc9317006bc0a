import { diagnostic, type Reporter } from '../../../diagnostics/diagnostic.js';
import type { Domain } from '../../model/contract.js';
import { text, type Cursor } from '../../read/cursor.js';
import { reportUnknownKeys } from '../extension-values.js';

const hostname = /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/;

/** The name under which a stage is reached. */
export function readDomain(cursor: Cursor | undefined, reporter: Reporter): Domain | undefined {
  if (!cursor) return undefined;
  reportUnknownKeys(cursor, ['name', 'hostedZoneId', 'hostedZoneName'], reporter);
  const [name = '', hostedZoneId = '', hostedZoneName = ''] = ['name', 'hostedZoneId', 'hostedZoneName'].map((key) =>
    text(cursor, key),
  );
  const within = name === hostedZoneName || name.endsWith(`.${hostedZoneName}`);
  if (hostname.test(name) && hostname.test(hostedZoneName) && /^Z[A-Z0-9]{1,31}$/.test(hostedZoneId) && within) {
    return { name, hostedZoneId, hostedZoneName };
  }
  reporter.report(
    diagnostic(
      'AW302',
      cursor.at,
      'a domain has a "name" within a hosted zone of Route 53: its "hostedZoneId" and its "hostedZoneName"',
    ),
  );
  return undefined;
}
