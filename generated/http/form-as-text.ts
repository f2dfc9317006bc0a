import { isAmbiguous, textOnly } from './coercion.js';
import type { BodyContent } from './definition.js';
import { findFlaw } from './flaws.js';

/**
 * A form whose fields are left as text, where their text may stand for values of several types and the schema refuses
 * the one that was read. Undefined where there is no second reading.
 */
export function formAsText(content: BodyContent, value: unknown): BodyContent | undefined {
  const fields = Object.entries(content.properties ?? {});
  // A value with a flaw never reaches the schema.
  if (!fields.some(([, type]) => isAmbiguous(type)) || findFlaw(value) !== undefined) return undefined;
  const issues = content.schema.safeParse(value).error?.issues ?? [];
  const refused = new Set(issues.map(({ path: [first] }) => first));
  // What refuses a form as a whole, such as a union, does not say which of its fields is the fault.
  const isRefused = (name: string): boolean => refused.has(name) || refused.has(undefined);
  const properties = fields.map(([name, type]) => [name, isRefused(name) ? textual(type) : type] as const);
  return { ...content, properties: Object.fromEntries(properties) };
}

function textual(type: NonNullable<BodyContent['properties']>[string]): typeof type {
  return isAmbiguous(type) ? textOnly(type) : type;
}
