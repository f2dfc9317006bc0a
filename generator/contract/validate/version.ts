import { diagnostic, type Reporter } from '../../diagnostics/diagnostic.js';
import { child, isMapping, type Cursor } from '../read/cursor.js';

/** The minor versions of OpenAPI that are read. */
export type OpenApiVersion = '3.0' | '3.1' | '3.2';

/** The version a document states, or undefined and a diagnostic. */
export function openApiVersion(root: Cursor, reporter: Reporter): OpenApiVersion | undefined {
  const entry = isMapping(root.value) ? child(root, 'openapi') : undefined;
  const match = typeof entry?.value === 'string' ? /^(3\.[012])\.\d+(-.+)?$/.exec(entry.value) : null;
  if (match) return match[1] as OpenApiVersion;
  const swagger = entry || !isMapping(root.value) ? undefined : child(root, 'swagger');
  if (swagger) {
    const message = `the document is Swagger ${String(swagger.value)}`;
    const fix = 'Convert it to OpenAPI 3, for example with "npx swagger2openapi".';
    reporter.report(diagnostic('AW201', swagger.at, message, { fix }));
    return undefined;
  }
  const message =
    entry === undefined ? 'the document states no OpenAPI version' : `the version is ${JSON.stringify(entry.value)}`;
  reporter.report(diagnostic('AW201', entry?.at ?? root.at, message));
  return undefined;
}
