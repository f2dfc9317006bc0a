import { diagnostic, type Location } from '../../diagnostics/diagnostic.js';
import { child, fields, items, keyOf, text, type Cursor } from '../read/cursor.js';
import type { SecurityScheme } from '../model/contract.js';
import type { NameRegistry } from '../model/name-registry.js';
import { fileName, valueName } from '../model/naming.js';
import { closest, placeKey, type References } from '../resolve/references.js';
import type { OperationEnvironment } from './environment.js';

/** The security schemes of the contract, sorted by name. */
export function readSecuritySchemes(
  root: Cursor,
  references: References,
  registry: NameRegistry,
): readonly SecurityScheme[] {
  const components = child(root, 'components');
  return fields(components && child(components, 'securitySchemes'))
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([name, entry]): SecurityScheme[] => {
      const cursor = references.resolve(entry);
      const spellings = { value: valueName(name), file: fileName(name) };
      const at = keyOf(entry);
      const given = registry.claim({
        family: 'security scheme',
        original: name,
        place: placeKey(entry),
        at,
        spellings,
      });
      if (!cursor || !given) return [];
      return [
        {
          name,
          type: text(cursor, 'type') ?? '',
          credential: credentialOf(cursor),
          httpScheme: text(cursor, 'scheme'),
          file: given.file,
          exportName: given.value,
          description: text(cursor, 'description'),
          at: entry.at,
        },
      ];
    });
}

/** HTTP, OAuth 2 and OpenID Connect use the Authorization header (RFC 9110 11.6.2, RFC 6750 2.1); an API key says where it is. */
function credentialOf(cursor: Cursor): SecurityScheme['credential'] {
  const type = text(cursor, 'type');
  if (type === 'http' || type === 'oauth2' || type === 'openIdConnect') return { in: 'header', name: 'authorization' };
  const place = text(cursor, 'in');
  const name = text(cursor, 'name');
  if (type !== 'apiKey' || name === undefined) return undefined;
  return place === 'header' || place === 'query' || place === 'cookie' ? { in: place, name } : undefined;
}

/** The security that holds for an operation, its own or the root's, and where it stands. */
export interface ReadSecurity {
  readonly security: readonly (readonly string[])[];
  readonly securityAt: Location;
}

/**
 * The security of an operation. A scheme that is not defined is an error, because a gateway
 * that does not know it would leave the route open.
 */
export function readSecurity(root: Cursor, operation: Cursor, environment: OperationEnvironment): ReadSecurity {
  const holder = child(operation, 'security') ?? child(root, 'security');
  const alternatives = items(holder).map((alternative) => {
    const schemes = fields(alternative);
    for (const [name, cursor] of schemes) {
      if (environment.schemeNames.has(name)) continue;
      const close = closest(name, [...environment.schemeNames]);
      const fix = close ? { fix: `Did you mean "${close}"?` } : {};
      environment.reporter.report(diagnostic('AW207', keyOf(cursor), `"${name}" is not defined`, fix));
    }
    return schemes.map(([name]) => name).sort();
  });
  // Alternatives may differ in their scopes alone, which are the authorizer's affair.
  const different = [...new Map(alternatives.map((names) => [names.join(), names])).values()];
  // `{}` beside other alternatives makes security optional; alone it is the same as none.
  const security = different.every((alternative) => alternative.length === 0)
    ? []
    : different.sort((a, b) => (a.join() < b.join() ? -1 : 1));
  return { security, securityAt: keyOf(holder ?? operation) };
}
