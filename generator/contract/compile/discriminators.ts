import { diagnostic } from '../../diagnostics/diagnostic.js';
import { child, fields, text, type Cursor } from '../read/cursor.js';
import { childPointer } from '../read/pointer.js';
import { placeKey, type References } from '../resolve/references.js';
import type { Discriminator } from '../model/schema.js';
import { nameExternal, nameRecursive, type NamingContext } from './named-schemas.js';

/** The discriminator of a schema, its mapping as emitted names. */
export function readDiscriminator(cursor: Cursor, context: NamingContext): Discriminator | undefined {
  const { references, named, reporter } = context;
  const discriminator = child(cursor, 'discriminator');
  const property = discriminator && text(discriminator, 'propertyName');
  if (!discriminator || property === undefined) return undefined;
  const nameOf = (entry: Cursor | undefined): string | undefined => {
    if (!entry || typeof entry.value !== 'string') return undefined;
    const target = mappingTarget(entry, references);
    const naming =
      target && (named.get(placeKey(target)) ?? nameExternal(target, context) ?? nameRecursive(target, context));
    if (!naming) reporter.report(diagnostic('AW219', entry.at, `"${entry.value}" names no schema`));
    return naming?.name;
  };
  const mapping = fields(child(discriminator, 'mapping')).flatMap(([value, entry]) => {
    const name = nameOf(entry);
    return name === undefined ? [] : [[value, name] as const];
  });
  return { property, mapping, otherwise: nameOf(child(discriminator, 'defaultMapping')) };
}

/** A value of the mapping is the name of a component schema, or a reference (OpenAPI, Discriminator Object). */
function mappingTarget(entry: Cursor, references: References): Cursor | undefined {
  const value = String(entry.value);
  const components = references.root && child(references.root, 'components');
  const schemas = components && child(components, 'schemas');
  const component = schemas && child(schemas, value);
  if (component || !/[#/.]/.test(value)) return component;
  const at = { file: entry.at.file, pointer: entry.at.pointer };
  return references.find({ value: { $ref: value }, at: { ...at, pointer: childPointer(at.pointer, '$ref') } });
}
