import type { Contract, NamedSchema } from '../contract/model/contract.js';
import { code, trusted } from '../encode/code.js';
import { docComment, identifier, lineComment } from '../encode/typescript.js';
import type { Artifact, Family } from './artifact.js';
import { createSchemaContext, z, type SchemaContext } from './schema-compiler/context.js';
import { typeExpression } from './schema-compiler/types.js';
import { zodExpression } from './schema-compiler/zod.js';

/** `schemas/`: a file for each component schema, an index, and the rules of JSON Schema that zod has no word for. */
export const schemas: Family = { name: 'schemas', emit: emitSchemas };

function emitSchemas(contract: Contract): readonly Artifact[] {
  const context = createSchemaContext(contract.schemas);
  const index: Artifact = {
    path: 'schemas/index.ts',
    template: 'schemas/index.ts.hbs',
    view: {
      exports: contract.schemas.map(
        (schema) => code`export { ${identifier(schema.name)} } from './${trusted(schema.file)}.js';`,
      ),
    },
    declared: [],
    pointer: '#/components/schemas',
    slots: [],
  };
  return contract.schemas.length === 0 ? [] : [...contract.schemas.map((schema) => emitSchema(schema, context)), index];
}

function emitSchema(named: NamedSchema, context: SchemaContext): Artifact {
  const { schema } = named;
  return {
    path: `schemas/${named.file}.ts`,
    template: 'schemas/[schema].ts.hbs',
    view: {
      origin: lineComment(`Contract: ${named.pointer}`),
      comment: docComment(
        schema.description ?? schema.title,
        variantComment(named),
        schema.deprecated ? '@deprecated' : undefined,
      ),
      name: identifier(named.name),
      z,
      expression: zodExpression(schema, context),
      // A schema that mentions itself needs its type spelt out, and its evaluation put off.
      recursiveType: named.recursive ? typeExpression(schema, context) : undefined,
    },
    declared: [named.name],
    pointer: named.pointer,
    slots: [],
  };
}

/** What sets a variant apart from the schema that has the component's own name. */
function variantComment({ variant }: NamedSchema): string | undefined {
  if (variant === undefined) return undefined;
  return variant === 'Writable'
    ? 'What callers send: without what the contract calls `readOnly`.'
    : 'What is stored: all that requests and answers hold.';
}
