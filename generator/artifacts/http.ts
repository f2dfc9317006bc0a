import type { Contract, ErrorShape } from '../contract/model/contract.js';
import { createSchemaContext } from './schema-compiler/context.js';
import { code, join, symbol, trusted, typeSymbol, type Fragment } from '../encode/code.js';
import { docComment, identifier, propertyKey, stringLiteral } from '../encode/typescript.js';
import { secretVariable, typeName } from '../contract/model/naming.js';
import type { Artifact, Family } from './artifact.js';
import { requestFactProperties } from './error-facts.js';

/** `http/`: the runtime that every handler shares, and how this contract words its errors. */
export const http: Family = {
  name: 'http',
  emit: (contract) => [emitErrorShapes(contract), ...emitSecrets(contract)],
};

/** `http/secrets.ts`: a reader for each secret, so that a bundle tells which of them a function reads. */
function emitSecrets({ secrets }: Contract): readonly Artifact[] {
  if (secrets.length === 0) return [];
  const readers = secrets.map(({ name }) => `read${typeName(name)}`);
  return [
    {
      path: 'http/secrets.ts',
      template: 'http/secrets.ts.hbs',
      view: {
        readSecret: symbol('readSecret', './http/secret-values'),
        environment: symbol('environment', './http/environment'),
        secrets: secrets.map(({ name, description }, index) => ({
          comment: docComment(description ?? `The secret ${name}.`),
          read: identifier(readers[index] ?? name),
          variable: stringLiteral(secretVariable(name)),
        })),
      },
      declared: readers,
      pointer: '#/x-authwright/secrets',
      slots: [],
    },
  ];
}

function emitErrorShapes(contract: Contract): Artifact {
  const schemas = createSchemaContext(contract.schemas);
  const { general, validation } = contract.errorShapes;
  const keys = requestFactProperties(contract.errorShapes);
  return {
    path: 'http/error-shapes.ts',
    template: 'http/error-shapes.ts.hbs',
    view: {
      ErrorFacts: typeSymbol('ErrorFacts', './http/error-facts'),
      generalType: general.schema ? code`${schemas.type(general.schema)}` : trusted('Record<string, unknown>'),
      general: shapeEntries(general),
      validationType: validation.schema ? code`${schemas.type(validation.schema)}` : trusted('Record<string, unknown>'),
      validation: shapeEntries(validation),
      completed: keys.length === 0 ? trusted('never') : join(keys.map(stringLiteral), ' | '),
      requestId: completedEntries(contract, 'requestId'),
      timestamp: completedEntries(contract, 'timestamp'),
    },
    declared: ['CompletedProperty', 'validationBody', 'generalBody', 'requestIdProperties', 'timestampProperties'],
    onlyIfImported: true,
    pointer: '#/components/schemas',
    slots: [],
  };
}

/** The properties of an error body with the facts that fill them. */
function shapeEntries(shape: ErrorShape): Fragment[] {
  return shape.roles.map(({ property, role }) => {
    const key = propertyKey(property);
    switch (role) {
      case 'details':
        return code`...(facts.details === undefined ? {} : { ${key}: facts.details as Record<string, unknown> })`;
      case 'fields':
        return code`${key}: (facts.fields ?? []).map(({ field, message }) => ({ ${fieldKeys(shape)} }))`;
      case 'code':
        return code`${key}: ${shape.field && isValidationCode(shape) ? trusted("'VALIDATION_ERROR'") : trusted('facts.code')}`;
      default:
        return code`${key}: facts.${trusted(role)}`;
    }
  });
}

/** A validation body's code is always the same one; as a literal it also fits a schema that says `const`. */
function isValidationCode(shape: ErrorShape): boolean {
  return shape.roles.some(({ role }) => role === 'fields');
}

function fieldKeys(shape: ErrorShape): Fragment {
  const { name, message } = shape.field ?? { name: 'field', message: 'message' };
  const entry = (key: string, value: string): Fragment =>
    key === value ? trusted(value) : code`${propertyKey(key)}: ${trusted(value)}`;
  return code`${entry(name, 'field')}, ${entry(message, 'message')}`;
}

/** The property names under which one request fact appears in either shape. */
function completedEntries(contract: Contract, role: 'requestId' | 'timestamp'): Fragment[] {
  const { general, validation } = contract.errorShapes;
  const names = [general, validation].flatMap((shape) =>
    shape.roles.filter((one) => one.role === role).map(({ property }) => property),
  );
  return [...new Set(names)].sort().map(stringLiteral);
}
