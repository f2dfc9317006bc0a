import { Validator } from '@seriousme/openapi-schema-validator';
import type { ErrorObject, ValidateFunction } from 'ajv';
import type { OpenApiVersion } from './version.js';

declare module '@seriousme/openapi-schema-validator' {
  interface Validator {
    getAjvValidator(version: OpenApiVersion): ValidateFunction;
  }
}

/** What is wrong with the structure of a document, and the schema that says so. */
export interface StructureErrors {
  readonly errors: readonly ErrorObject[];
  readonly schema: unknown;
}

let validator: Validator | undefined;

/**
 * Holds a document against the schema that the OpenAPI Initiative publishes for that version, which is compiled once.
 * The package's own `validate` follows references as well, also where the author's data only looks like one.
 */
export function structureErrors(document: object, version: OpenApiVersion): StructureErrors {
  validator ??= new Validator({ allErrors: true, verbose: true, validateSchema: false });
  const validate = validator.getAjvValidator(version);
  return { errors: validate(document) ? [] : (validate.errors ?? []), schema: validate.schema };
}
