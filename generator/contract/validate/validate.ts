import { diagnostic, type Diagnostic, type Location, type Reporter } from '../../diagnostics/diagnostic.js';
import type { Cursor } from '../read/cursor.js';
import { childPointer, pointerKeys } from '../read/pointer.js';
import type { References } from '../resolve/references.js';
import { bundleDocument } from './bundle.js';
import { causesOf, type Cause } from './causes.js';
import { structureErrors } from './structure.js';
import type { OpenApiVersion } from './version.js';

/**
 * Checks the structure of the document against the schema of its OpenAPI version, and the names of vendor extensions.
 * References are left as they are: following them would make large documents enormous.
 */
export function validateDocument(
  root: Cursor,
  version: OpenApiVersion,
  references: References,
  reporter: Reporter,
): void {
  const bundle = bundleDocument(root, references, reporter);
  // A document of nothing is told so once, by the reader of its operations. 3.0 asks for "paths" all the same.
  const common = version === '3.0' ? {} : { paths: {} };
  // The schemas know fewer versions than there are patches of the specification.
  const document = { ...common, ...bundle.document, openapi: `${version}.0` };
  for (const cause of causesOf(structureErrors(document, version)))
    reporter.report(causeDiagnostic(cause, bundle.locate(pointerKeys(`#${cause.instancePath}`))));
}

function causeDiagnostic(cause: Cause, at: Location): Diagnostic {
  const key = (name: string): Location => ({ file: at.file, pointer: childPointer(at.pointer, name), target: 'key' });
  const name = pointerKeys(at.pointer).at(-1) ?? 'the document';
  switch (cause.kind) {
    case 'unknown': {
      const extra = cause.meant === undefined ? {} : { fix: `Did you mean "${cause.meant}"?` };
      return diagnostic('AW202', key(cause.key), `"${cause.key}" is no field of OpenAPI here`, extra);
    }
    case 'missing':
      return missingDiagnostic(cause, at);
    case 'exclusive': {
      const fix = `Keep one of ${quoted(cause.keys, 'and')}.`;
      return diagnostic('AW202', at, `${quoted(cause.keys, 'and')} exclude each other`, { fix });
    }
    case 'name':
      return diagnostic('AW202', key(cause.key), `"${cause.key}" ${cause.message}`);
    case 'form':
      return diagnostic('AW230', at, `${cause.key} is not ${forms[cause.format] ?? cause.format}`);
    case 'value':
      return valueDiagnostic(cause, name, at);
  }
}

function missingDiagnostic({ instancePath, oneOf }: Cause & { kind: 'missing' }, at: Location): Diagnostic {
  // Nothing that is emitted depends on it.
  if (oneOf[0] === 'description' && isResponse(instancePath)) return diagnostic('AW224', at, 'it has no description');
  const message =
    oneOf.length === 1 ? `the field ${quoted(oneOf, 'or')} is missing` : `${quoted(oneOf, 'or')} is missing`;
  return diagnostic('AW202', at, message, { fix: `Add ${quoted(oneOf, 'or')}.` });
}

function valueDiagnostic(cause: Cause & { kind: 'value' }, name: string, at: Location): Diagnostic {
  const list = cause.allowed.length > 0 ? `: ${cause.allowed.join(', ')}` : '';
  const isScalar = ['number', 'boolean'].includes(typeof cause.value);
  const extra =
    cause.message === 'must be string' && isScalar ? { fix: `Write it in quotes: "${String(cause.value)}".` } : {};
  return diagnostic('AW202', at, `${name} ${cause.message}${list}`, extra);
}

/** `/paths/~1notes/get/responses/200`, `/components/responses/Missing` */
function isResponse(instancePath: string): boolean {
  return instancePath.split('/').at(-2) === 'responses';
}

const forms: Readonly<Record<string, string>> = {
  email: 'an email address',
  uri: 'an absolute URI',
  'uri-reference': 'a URI',
};

/** `"a"`, `"a" or "b"`, `"a", "b" or "c"` */
function quoted(words: readonly string[], conjunction: 'and' | 'or'): string {
  const quotes = words.map((word) => `"${word}"`);
  const last = quotes.pop() ?? '';
  return quotes.length === 0 ? last : `${quotes.join(', ')} ${conjunction} ${last}`;
}
