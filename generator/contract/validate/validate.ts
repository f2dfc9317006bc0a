import SwaggerParser from '@apidevtools/swagger-parser';
import type { OpenAPI } from 'openapi-types';
import { diagnostic, type Location, type Reporter } from '../../diagnostics/diagnostic.js';
import { bundleDocument, type Bundle } from './bundle.js';
import { child, isMapping, type Cursor } from '../read/cursor.js';
import { asOpenApi31 } from './openapi-32.js';
import { childPointer, pointerKeys } from '../read/pointer.js';
import { closest, type References } from '../resolve/references.js';

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

/**
 * Checks the structure of the document against the schema of its OpenAPI version (swagger-parser), and the names of
 * vendor extensions. References are left as they are: following them would make large documents enormous.
 */
export async function validateDocument(
  root: Cursor,
  version: OpenApiVersion,
  references: References,
  reporter: Reporter,
): Promise<void> {
  const bundle = bundleDocument(root, references, reporter);
  const document = validatable(bundle.document, version);
  // The validator's own first look takes a document without paths for none at all. From 3.1 on it may have none.
  if (version === '3.0' && !child(root, 'paths')) {
    reporter.report(diagnostic('AW202', root.at, 'the field "paths" is missing', { fix: 'Add "paths".' }));
  }
  try {
    await SwaggerParser.validate({ paths: {}, ...document } as unknown as OpenAPI.Document, {
      resolve: { external: false },
      dereference: { circular: 'ignore', excludedPathMatcher: () => true },
      validate: { schema: true, spec: false },
    });
  } catch (error) {
    reportSchemaErrors(error, bundle, reporter);
  }
}

/** swagger-parser knows 3.0 and 3.1; our own readers check what they use of 3.2. */
function validatable(document: Record<string, unknown>, version: OpenApiVersion): object {
  if (version === '3.2') return { ...asOpenApi31(document), openapi: '3.1.0' };
  return { ...document, openapi: version === '3.0' ? '3.0.3' : '3.1.0' };
}

interface SchemaError {
  readonly instancePath: string;
  readonly keyword: string;
  readonly message?: string;
  readonly propertyName?: string;
  readonly params?: Readonly<Record<string, unknown>>;
}

/** Of the errors that alternatives of the specification's schema give, only the deepest say something. */
function reportSchemaErrors(error: unknown, bundle: Bundle, reporter: Reporter): void {
  const details = (error as { details?: readonly SchemaError[] }).details;
  if (!details) {
    const message = error instanceof Error ? error.message : String(error);
    reporter.report(diagnostic('AW202', bundle.root, message.split('\n')[0] ?? message));
    return;
  }
  const useful = details.filter((one) => !isNoise(one, details));
  for (const one of useful.length > 0 ? useful : details.slice(0, 1)) {
    const at = bundle.locate(pointerKeys(`#${one.instancePath}`));
    reporter.report(schemaDiagnostic(one, at));
  }
}

function isNoise(one: SchemaError, all: readonly SchemaError[]): boolean {
  if (['oneOf', 'anyOf', 'if', 'not', 'dependentSchemas', 'propertyNames'].includes(one.keyword)) return true;
  if (one.keyword === 'required' && one.params?.['missingProperty'] === '$ref') return true;
  return all.some(
    (other) => other !== one && other.instancePath.startsWith(`${one.instancePath}/`) && one.keyword !== 'required',
  );
}

function schemaDiagnostic(one: SchemaError, at: Location): ReturnType<typeof diagnostic> {
  const unknown = one.params?.['additionalProperty'] ?? one.params?.['unevaluatedProperty'];
  if (typeof unknown === 'string') {
    const close = closest(unknown, knownFields);
    const place: Location = { file: at.file, pointer: childPointer(at.pointer, unknown), target: 'key' };
    return diagnostic(
      'AW202',
      place,
      `"${unknown}" is no field of OpenAPI here`,
      close ? { fix: `Did you mean "${close}"?` } : {},
    );
  }
  if (one.propertyName !== undefined) {
    const place: Location = { file: at.file, pointer: childPointer(at.pointer, one.propertyName), target: 'key' };
    return diagnostic('AW202', place, `"${one.propertyName}" ${one.message ?? 'is not valid'}`);
  }
  const missing = one.params?.['missingProperty'];
  // Nothing that is emitted depends on it.
  if (missing === 'description' && isResponse(one.instancePath))
    return diagnostic('AW224', at, 'it has no description');
  if (typeof missing === 'string')
    return diagnostic('AW202', at, `the field "${missing}" is missing`, { fix: `Add "${missing}".` });
  const allowed = one.params?.['allowedValues'];
  const list = Array.isArray(allowed) ? `: ${allowed.join(', ')}` : '';
  return diagnostic(
    'AW202',
    at,
    `${pointerKeys(at.pointer).at(-1) ?? 'the document'} ${one.message ?? 'is not valid'}${list}`,
  );
}

/** `/paths/~1notes/get/responses/200`, `/components/responses/Missing` */
function isResponse(instancePath: string): boolean {
  return instancePath.split('/').at(-2) === 'responses';
}

const knownFields = [
  'openapi',
  'info',
  'servers',
  'paths',
  'components',
  'security',
  'tags',
  'externalDocs',
  'operationId',
  'summary',
  'description',
  'parameters',
  'requestBody',
  'responses',
  'deprecated',
  'content',
  'schema',
  'schemas',
  'headers',
  'examples',
  'example',
  'required',
  'properties',
  'name',
  'in',
  'type',
  'format',
  'items',
  'securitySchemes',
  'title',
  'version',
  'url',
];
