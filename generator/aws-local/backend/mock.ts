import { basename } from 'node:path';
import { createSchemaContext, type SchemaContext } from '../../artifacts/schema-compiler/context.js';
import { operationModule } from '../../artifacts/operations/input.js';
import { findSample, sampleOf } from '../../artifacts/samples/sample.js';
import {
  mediaTypesOf,
  type Contract,
  type MediaType,
  type Operation,
  type Response,
  type ResponseHeader,
} from '../../contract/model/contract.js';
import { code, join, symbol, type Fragment } from '../../encode/code.js';
import { identifier, jsonLiteral, propertyKey, stringLiteral } from '../../encode/typescript.js';
import type { OverrideFiles } from '../../overrides/files.js';
import { operationSlotPath } from '../../overrides/slots.js';
import { childPointer } from '../../contract/read/pointer.js';
import { specifier } from '../../encode/specifier.js';

/**
 * The override files with a service for every operation that has none: it answers with the contract's own example.
 * Mocks fill slots the way hand-written code does, so the emitted code knows nothing of them.
 * @param fromOverrides the path from the overrides folder to the output folder
 */
export function withMocks(contract: Contract, given: OverrideFiles, fromOverrides: string): OverrideFiles {
  const schemas = createSchemaContext(contract.schemas);
  const files = new Map(given.files);
  for (const operation of contract.operations) {
    const path = `${operationSlotPath(operation.names.file, 'service')}.ts`;
    if (!files.has(path)) files.set(path, mockService(operation, path, fromOverrides, schemas));
  }
  return { ...given, files };
}

function mockService(operation: Operation, path: string, fromOverrides: string, schemas: SchemaContext): string {
  const definition = symbol(
    `${operation.names.value}Definition`,
    `${fromOverrides}${operationModule(operation, 'models').slice(1)}`,
  );
  const response = successOf(operation);
  const status = /^\d{3}$/.test(response.status)
    ? response.status
    : response.status === 'default'
      ? '200'
      : `${response.status.charAt(0)}00`;
  const fields = [code`status: ${Number(status)}`];
  if (response.content) fields.push(code`...bodyIn(accept)`);
  const headers = response.headers
    .filter((header) => header.required)
    .map((header) => code`${stringLiteral(header.name)}: ${jsonLiteral(headerSample(header, schemas))}`);
  if (headers.length > 0) fields.push(code`headers: { ${join(headers, ', ')} }`);
  const errors = symbol('HttpError', `${fromOverrides}/http/errors`);
  const text = code`import { ${identifier(definition.name)} as definition } from ${stringLiteral(specifier(path, definition.module))};
import { HttpError } from ${stringLiteral(specifier(path, errors.module))};

const { body, alternatives = [] } = (definition.responses as any)[${stringLiteral(response.status)}];
const candidates: Record<string, any[]> = { ${candidatesByType(response, schemas)} };
const missing: Record<string, string> = { ${missingByType(response, schemas)} };
const notFound = (reason: string) => {
  const message = 'The mock has no value for ' + reason + '. Give an example there, or write the service.';
  return new HttpError(501, 'NO_MOCK', message, { cause: message });
};
const places = (issues: any[]) =>
  issues.map(({ path, message }) => ['body', ...path].join('.') + ': ' + message).join(', ');
const bodyIn = (accept: string) => {
  const { contentType, schema } = alternatives.find((one: any) => one.contentType === accept) ?? body;
  const given = candidates[contentType] ?? [];
  const fitting = given.find((one) => schema.safeParse(one).success);
  if (fitting !== undefined) return { contentType, body: fitting };
  throw notFound(missing[contentType] ?? places(schema.safeParse(given.at(-1)).error.issues));
};

export const ${identifier(operation.names.value)} = async ({ accept }: any): Promise<any> => ({ ${join(fields, ', ')} });
`;
  return text.parts.map((part) => (typeof part === 'string' ? part : part.local)).join('');
}

/** The first declared success, else whatever is declared first. */
function successOf(operation: Operation): Response {
  const [first] = operation.responses;
  const success =
    operation.responses.find((response) => response.status.startsWith('2')) ??
    operation.responses.find((response) => response.status === 'default');
  const chosen = success ?? first;
  if (!chosen) throw new Error(`${operation.operationId} declares no response`);
  return chosen;
}

/** The candidates of each media type, by its name. */
function candidatesByType(response: Response, schemas: SchemaContext): Fragment {
  const entries = mediaTypesOf(response).map(
    (media) => code`${propertyKey(media.type)}: ${bodyCandidates(media, schemas)}`,
  );
  return join(entries, ', ');
}

/** The author's examples first; a sample made of the schema for an author whose examples break it, or who gave none. */
function bodyCandidates(media: MediaType, schemas: SchemaContext): Fragment {
  if (media.kind === 'binary') return code`[new Uint8Array([0])]`;
  const sample = findSample(media.schema, schemas);
  const samples = [...media.examples, ...(sample.found ? [sample.value] : [])];
  return code`[${join(samples.map(jsonLiteral), ', ')}]`;
}

/** Of each media type that no value was found for, which part: property, keyword, and where it stands in the contract. */
function missingByType(response: Response, schemas: SchemaContext): Fragment {
  const entries = mediaTypesOf(response).flatMap((media) => {
    const sample = media.kind === 'binary' ? undefined : findSample(media.schema, schemas);
    if (!sample || sample.found) return [];
    const { path, keyword, at } = sample.missing;
    const place = `${basename(at.file)}${childPointer(at.pointer, keyword)}`;
    const part = `${['body', ...path].join('.')}: "${keyword}" of ${place}`;
    return [code`${propertyKey(media.type)}: ${stringLiteral(part)}`];
  });
  return join(entries, ', ');
}

/** A value of a header that the contract requires; any text where it says nothing of it. */
function headerSample({ schema }: ResponseHeader, schemas: SchemaContext): unknown {
  return schema.kind === 'any' ? 'example' : sampleOf(schema, schemas);
}
