import type { Schema } from '../../contract/model/schema.js';
import type { SchemaContext } from '../schema-compiler/context.js';
import { missingPart, type MissingPart } from './missing.js';
import { first } from './scene.js';
import { valuesOf } from './values.js';

/** A value that a schema accepts, or the part of the schema that none was found for. */
export type Sample =
  | { readonly found: true; readonly value: unknown }
  | { readonly found: false; readonly missing: MissingPart };

/**
 * A value that a schema accepts, for documentation, mocks and tests: the author's example where one is valid, else the
 * most readable one that the constraints allow.
 */
export function findSample(schema: Schema, schemas: SchemaContext): Sample {
  for (const value of valuesOf(schema, schemas)) return { found: true, value };
  return { found: false, missing: missingPart(schema, schemas) };
}

/** The value of `findSample`; null where none is found. */
export function sampleOf(schema: Schema, schemas: SchemaContext): unknown {
  return first(valuesOf(schema, schemas)) ?? null;
}
