import { diagnostic, type Diagnostic, type Reporter } from '../../diagnostics/diagnostic.js';
import { child, fields, flag, isMapping, keyOf, text, type Cursor } from '../read/cursor.js';
import type { BodyKind, MediaType, RequestBody, Response, ResponseHeader } from '../model/contract.js';
import { referredName, type References } from '../resolve/references.js';
import type { SchemaReader } from './schemas.js';

/** What reading a body needs. */
export interface ContentReader {
  readonly references: References;
  readonly schemas: SchemaReader;
  readonly reporter: Reporter;
}

/** The request body of an operation. */
export function readBody(operation: Cursor, reader: ContentReader): RequestBody | undefined {
  const entry = child(operation, 'requestBody');
  const cursor = entry && reader.references.resolve(entry);
  if (!cursor) return undefined;
  const content = readContent(cursor, reader);
  if (content.length === 0) return undefined;
  return { required: flag(cursor, 'required'), description: text(cursor, 'description'), content, at: cursor.at };
}

/** The responses of an operation, sorted by status, `default` last. */
export function readResponses(operation: Cursor, reader: ContentReader): readonly Response[] {
  const holder = child(operation, 'responses');
  const responses = fields(holder).flatMap(([status, entry]): Response[] => {
    if (status.startsWith('x-')) return [];
    const cursor = reader.references.resolve(entry);
    if (!cursor) return [];
    const [content, ...others] = concreteTypes(readContent(cursor, reader, 'written'));
    const normal = status === 'default' ? status : status.toUpperCase();
    return [
      {
        status: normal,
        name: referredName(entry),
        description: text(cursor, 'description'),
        content,
        others,
        headers: readHeaders(cursor, reader),
        at: cursor.at,
      },
    ];
  });
  if (responses.length === 0) {
    reader.reporter.report(diagnostic('AW213', holder ? keyOf(holder) : keyOf(operation), 'no response is declared'));
  }
  return responses.sort((a, b) => (statusOrder(a.status) < statusOrder(b.status) ? -1 : 1));
}

/** The media types of a body that the runtime can read or write: JSON first, then by name. */
function readContent(cursor: Cursor, reader: ContentReader, verb: 'parsed' | 'written' = 'parsed'): MediaType[] {
  const found: MediaType[] = [];
  const unsupported: Diagnostic[] = [];
  for (const [key, entry] of fields(child(cursor, 'content'))) {
    const type = (key.split(';')[0] ?? '').trim().toLowerCase();
    const media = reader.references.resolve(entry);
    if (!media || found.some((one) => one.type === type)) continue;
    const schema = child(media, 'schema');
    const kind = bodyKind(type, schema && reader.references.resolve(schema));
    if (!kind) {
      unsupported.push(diagnostic('AW210', keyOf(entry), `${type} is not ${verb}`));
      continue;
    }
    const stream = child(media, 'itemSchema');
    if (stream)
      unsupported.push(diagnostic('AW218', keyOf(stream), `the items of a stream of ${type} are not checked`));
    found.push({
      type,
      kind,
      schema: reader.schemas.read(schema ?? { value: true, at: media.at }),
      examples: examplesOf(media, reader.references),
      at: media.at,
    });
  }
  for (const one of unsupported) reader.reporter.report(one);
  return found.sort((a, b) => (contentOrder(a) < contentOrder(b) ? -1 : 1));
}

/** The examples at a media type or parameter. */
export function examplesOf(cursor: Cursor, references: References): readonly unknown[] {
  const single = child(cursor, 'example');
  const several = fields(child(cursor, 'examples'))
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, entry]) => {
      const example = references.resolve(entry);
      const value = example && (child(example, 'dataValue') ?? child(example, 'value'));
      return value ? [value.value] : [];
    });
  return single ? [single.value, ...several] : several;
}

function readHeaders(cursor: Cursor, reader: ContentReader): ResponseHeader[] {
  return fields(child(cursor, 'headers'))
    .flatMap(([name, entry]): ResponseHeader[] => {
      const header = reader.references.resolve(entry);
      // OpenAPI (Response Object): a header named Content-Type is ignored.
      if (!header || name.toLowerCase() === 'content-type') return [];
      const [, content] = fields(child(header, 'content'))[0] ?? [];
      const schema = content ? child(content, 'schema') : child(header, 'schema');
      return [
        {
          name: name.toLowerCase(),
          required: flag(header, 'required'),
          description: text(header, 'description'),
          schema: reader.schemas.read(schema ?? { value: true, at: header.at }),
          explode: flag(header, 'explode'),
          json: content !== undefined,
        },
      ];
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** How a media type is read and written; undefined where it is not. A range is read by what its schema says. */
function bodyKind(type: string, schema: Cursor | undefined): BodyKind | undefined {
  if (/^(application|text)\/(x-)?json$/.test(type) || type.endsWith('+json')) return 'json';
  if (type === 'application/x-www-form-urlencoded') return 'form';
  if (type === 'multipart/form-data') return 'multipart';
  if (type === '*/*' || type === 'application/*') return kindOfSchema(schema);
  if (type === 'application/xml' || type === 'text/xml' || type.endsWith('+xml') || type.startsWith('multipart/'))
    return undefined;
  if (!type.startsWith('text/')) return 'binary';
  // Text is one string; how it would hold an object or a list, only its author knows.
  return kindOfSchema(schema) === 'json' ? undefined : 'text';
}

/** Text for strings, bytes for binary ones and where nothing is said, JSON for everything else. */
function kindOfSchema(schema: Cursor | undefined): BodyKind {
  const type = schema && text(schema, 'type');
  if (type === 'string') return schema && text(schema, 'format') === 'binary' ? 'binary' : 'text';
  return schema && isMapping(schema.value) && Object.keys(schema.value).length > 0 ? 'json' : 'binary';
}

/** The media types of an answer, each once: a range may come to one that is named as well. */
function concreteTypes(content: readonly MediaType[]): readonly MediaType[] {
  const byType = new Map<string, MediaType>();
  for (const media of content.toSorted((a, b) => Number(isRange(a)) - Number(isRange(b)))) {
    const type = concreteType(media);
    if (!byType.has(type)) byType.set(type, { ...media, type });
  }
  return [...byType.values()].sort((a, b) => (contentOrder(a) < contentOrder(b) ? -1 : 1));
}

function isRange({ type }: MediaType): boolean {
  return type.includes('*');
}

/** What is sent has one media type, also where the contract names a range. */
function concreteType({ type, kind }: MediaType): string {
  if (!type.includes('*')) return type;
  if (kind === 'json') return 'application/json';
  return kind === 'text' ? 'text/plain' : 'application/octet-stream';
}

function contentOrder(media: MediaType): string {
  const rank = media.type === 'application/json' ? '0' : media.kind === 'json' ? '1' : '2';
  return `${rank} ${media.type}`;
}

function statusOrder(status: string): string {
  return status === 'default' ? 'z' : status;
}
