import { diagnostic } from '../../diagnostics/diagnostic.js';
import { child, fields, flag, items, text, type Cursor } from '../read/cursor.js';
import type { Parameter, ParameterPlace } from '../model/contract.js';
import type { Schema } from '../model/schema.js';
import { examplesOf } from './content.js';
import type { OperationEnvironment } from './environment.js';

/** Headers that OpenAPI leaves to other parts of the document (Parameter Object, `name`). */
const ignoredHeaders = new Set(['accept', 'content-type', 'authorization']);

const defaultStyles = { path: 'simple', query: 'form', header: 'simple', cookie: 'form' } as const;
const styles = ['simple', 'label', 'matrix', 'form', 'spaceDelimited', 'pipeDelimited', 'deepObject'] as const;

/** The parameters of an operation over those of its path, by place, sorted by name. */
export function readParameters(
  item: Cursor,
  operation: Cursor,
  environment: OperationEnvironment,
): Readonly<Record<ParameterPlace, readonly Parameter[]>> {
  const found = new Map<string, Parameter>();
  for (const holder of [item, operation]) {
    for (const entry of items(child(holder, 'parameters'))) {
      const cursor = environment.references.resolve(entry);
      const parameter = cursor && readParameter(cursor, environment);
      if (parameter) found.set(`${parameter.place} ${parameter.name}`, parameter);
    }
  }
  const at = (place: ParameterPlace): readonly Parameter[] =>
    [...found.values()].filter((one) => one.place === place).sort((a, b) => (a.name < b.name ? -1 : 1));
  return { path: at('path'), query: at('query'), header: at('header'), cookie: at('cookie') };
}

function readParameter(cursor: Cursor, environment: OperationEnvironment): Parameter | undefined {
  const name = text(cursor, 'name');
  if (text(cursor, 'in') === 'querystring') {
    const message = `"${name ?? ''}", the query string as a whole, is not read`;
    environment.reporter.report(diagnostic('AW218', cursor.at, message, { fix: 'Declare query parameters.' }));
    return undefined;
  }
  const place = placeOf(text(cursor, 'in'));
  if (!name || !place) return undefined;
  if (place === 'header' && ignoredHeaders.has(name.toLowerCase())) return undefined;
  // A parameter has either a schema or one media type, whose text is a document of its own.
  const [, content] = fields(child(cursor, 'content'))[0] ?? [];
  const schema = (content && child(content, 'schema')) ?? child(cursor, 'schema');
  const read = environment.schemas.read(schema ?? { value: true, at: cursor.at });
  const style = styles.find((one) => one === text(cursor, 'style')) ?? defaultStyles[place];
  const explode = child(cursor, 'explode') ? flag(cursor, 'explode') : style === 'form' || style === 'deepObject';
  if (style === 'form' && explode && !content) reportCollector(name, cursor, read, environment);
  return {
    name: place === 'header' ? name.toLowerCase() : name,
    place,
    required: place === 'path' || flag(cursor, 'required'),
    description: text(cursor, 'description'),
    style: content ? 'json' : style,
    explode,
    schema: read,
    examples: examplesOf(content ?? cursor, environment.references),
    at: cursor.at,
  };
}

/** An exploded object is sent as its properties; one that declares none would be whatever else is sent. */
function reportCollector(name: string, cursor: Cursor, schema: Schema, environment: OperationEnvironment): void {
  environment.afterSchemas((find) => {
    const target = schema.kind === 'reference' ? find(schema.name) : schema;
    if (target?.kind !== 'object' || target.properties.length > 0) return;
    const fix = 'Declare its properties, or use the style deepObject.';
    environment.reporter.report(
      diagnostic('AW218', cursor.at, `"${name}", an exploded object that declares no property, is not read`, { fix }),
    );
  });
}

function placeOf(value: string | undefined): ParameterPlace | undefined {
  return value === 'path' || value === 'query' || value === 'header' || value === 'cookie' ? value : undefined;
}
