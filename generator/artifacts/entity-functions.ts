import type { Entity, EntityIndex, KeyTemplate } from '../contract/model/contract.js';
import { templateProperties } from '../contract/model/entity-functions.js';
import type { Property } from '../contract/model/schema.js';
import { code, join, symbol, trusted, type Fragment } from '../encode/code.js';
import { propertyAccess, stringLiteral } from '../encode/typescript.js';

/** The module of an entity, as imports name it. */
export function entityModule(entity: Entity): string {
  return `./entities/${entity.file}`;
}

/** A property of an entity by its name. */
export function propertyOf({ schema }: Entity, name: string): Property | undefined {
  return schema.kind === 'object' ? schema.properties.find((property) => property.name === name) : undefined;
}

/** The property that an index sorts by: the one at the end of its sort key, when it is the only one. */
export function sortProperty({ sk = [] }: EntityIndex): string | undefined {
  const last = sk.at(-1);
  return last && 'property' in last && templateProperties(sk).length === 1 && sk.length <= 2
    ? last.property
    : undefined;
}

/** The text that all keys of a template begin with. */
export function prefixOf(template: KeyTemplate): string {
  const [first] = template;
  return first && 'literal' in first ? first.literal : '';
}

/** Whether two templates may make the same key, or keys among each other. Rather yes than no: it costs a filter. */
export function overlap(a: KeyTemplate, b: KeyTemplate): boolean {
  const [one, other] = [prefixOf(a), prefixOf(b)];
  if (templateProperties(a, b).length === 0) return one === other;
  return one.startsWith(other) || other.startsWith(one);
}

/** `(key) => keyText\`USER#${key.userId}\`` */
export function keyFunction(
  entity: Entity,
  template: KeyTemplate,
  parameter: 'key' | 'item',
  purpose: 'identity' | 'order',
): Fragment {
  const text = keyText(entity, template, (property) => code`${trusted(parameter)}${propertyAccess(property)}`, purpose);
  return templateProperties(template).length === 0 ? code`() => ${text}` : code`(${trusted(parameter)}) => ${text}`;
}

/** A key template as a tagged template. Where keys are put in order, integers are printed so that they sort. */
export function keyText(
  entity: Entity,
  template: KeyTemplate,
  value: (property: string) => Fragment,
  purpose: 'identity' | 'order',
): Fragment {
  const parts = template.map((part) => {
    if ('literal' in part) return templateText(part.literal);
    const schema = propertyOf(entity, part.property)?.schema;
    const ordered = purpose === 'order' && schema?.kind === 'number' && schema.integer;
    const text = value(part.property);
    return ordered ? code`\${${symbol('sortable', './entities/_keys')}(${text})}` : code`\${${text}}`;
  });
  return code`${symbol('keyText', './entities/_keys')}\`${join(parts, '')}\``;
}

/** Text between the backticks of a template: like a string, but for what ends it or begins an expression. */
function templateText(text: string): Fragment {
  const [quoted = ''] = stringLiteral(text).parts;
  return trusted(String(quoted).slice(1, -1).replaceAll('`', '\\`').replaceAll('${', '\\${'));
}
