import { diagnostic, type Reporter } from '../../../diagnostics/diagnostic.js';
import type { Frontend } from '../../model/contract.js';
import { items, text, type Cursor } from '../../read/cursor.js';
import { reportUnknownKeys } from '../extension-values.js';

/** The web applications that call the backend; undefined where none are named. */
export function readFrontends(cursor: Cursor | undefined, reporter: Reporter): readonly Frontend[] | undefined {
  if (!cursor) return undefined;
  return items(cursor).flatMap((item): Frontend[] => {
    reportUnknownKeys(item, ['origin', 'linkBase'], reporter);
    const origin = text(item, 'origin');
    const linkBase = text(item, 'linkBase') ?? origin;
    if (origin === undefined || linkBase === undefined || !isOrigin(origin) || !URL.canParse(linkBase)) {
      reporter.report(
        diagnostic(
          'AW302',
          item.at,
          'a frontend has an "origin" (scheme, host and port only) and a "linkBase" (a URL)',
        ),
      );
      return [];
    }
    return [{ origin, linkBase: linkBase.replace(/\/$/, '') }];
  });
}

/** An origin as browsers send it (RFC 6454 section 6.2): nothing after the port. */
function isOrigin(value: string): boolean {
  return URL.canParse(value) && new URL(value).origin === value;
}
