import type { Response, ResponseHeader } from '../../contract/model/contract.js';
import { code, join, trusted, type Fragment } from '../../encode/code.js';
import { propertyKey } from '../../encode/typescript.js';
import type { SchemaContext } from '../schema-compiler/context.js';
import { typeExpression } from '../schema-compiler/types.js';
import { presentSchema, zodExpression } from '../schema-compiler/zod.js';

/** A header that occurs once for each of its values: a comma may stand in one (RFC 9110, 5.3). */
const repeated = 'set-cookie';

/** The runtime sets the id of the request itself, over whatever a service returns. */
const ownHeader = 'x-request-id';

/** How the runtime checks and writes a header of an answer. */
export function headerDefinition(header: ResponseHeader, schemas: SchemaContext): Fragment {
  const parts = [code`required: ${header.required}`];
  if (header.name !== ownHeader && !isPlainText(header))
    parts.push(code`schema: ${zodExpression(valueSchema(header), schemas)}`);
  if (header.explode && !header.json) parts.push(trusted('explode: true'));
  if (header.json) parts.push(trusted('json: true'));
  return code`{ ${join(parts, ', ')} }`;
}

/** The headers of a result; undefined where a service sets none. */
export function headersField(response: Response, schemas: SchemaContext): Fragment | undefined {
  const headers = response.headers.filter(({ name }) => name !== ownHeader);
  if (headers.length === 0) return undefined;
  const entries = headers.map(
    (header) =>
      code`readonly ${propertyKey(header.name)}${trusted(header.required ? '' : '?')}: ${headerType(header, schemas)}`,
  );
  const optional = trusted(headers.some(({ required }) => required) ? '' : '?');
  return code`readonly headers${optional}: { ${join(entries, '; ')} }`;
}

function headerType(header: ResponseHeader, schemas: SchemaContext): Fragment {
  const schema = valueSchema(header);
  if (schema.kind === 'array') return code`readonly ${typeExpression(schema, schemas)}`;
  const type = schema.kind === 'any' && !header.json ? trusted('string') : typeExpression(schema, schemas);
  return header.name === repeated ? code`${type} | readonly (${type})[]` : type;
}

/** A default of the schema says what a caller may take an absent header for; none is put into an answer. */
function valueSchema({ schema }: ResponseHeader): ResponseHeader['schema'] {
  return presentSchema({ required: true, schema });
}

/** Whether any text will do. */
function isPlainText({ schema, json }: ResponseHeader): boolean {
  if (json) return false;
  if (schema.kind === 'any') return true;
  return (
    schema.kind === 'string' &&
    !schema.nullable &&
    schema.minLength === undefined &&
    schema.maxLength === undefined &&
    schema.pattern === undefined &&
    schema.format === undefined
  );
}
