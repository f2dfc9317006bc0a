import type { ErrorFact, ErrorTemplate } from '../../contract/model/error-template.js';
import { code, join, trusted, type Fragment } from '../../encode/code.js';
import { jsonLiteral, propertyKey, templateLiteral } from '../../encode/typescript.js';

/** Where in the emitted function a template stands: whether the faults of fields are there, and whether it is about one. */
type Known = 'nothing' | 'fields' | 'one field';

/** The expression of an error body over `facts`. */
export function templateExpression(template: ErrorTemplate, known: Known = 'nothing'): Fragment {
  switch (template.kind) {
    case 'constant':
      return jsonLiteral(template.value);
    case 'fact':
      return factExpression(template.fact);
    case 'text':
      return templateLiteral(
        template.parts.map((part) => (typeof part === 'string' ? part : factExpression(part.fact))),
      );
    case 'object':
      return code`{ ${join(
        template.entries.map(({ property, value }) => entryExpression(property, value, known)),
        ', ',
      )} }`;
    case 'list':
      return code`[${join(
        template.items.map((item) => templateExpression(item, known)),
        ', ',
      )}]`;
    case 'perField': {
      if (known === 'one field') return code`[${templateExpression(template.item, known)}]`;
      const faults = trusted(known === 'fields' ? 'facts.fields' : '(facts.fields ?? [])');
      return code`${faults}.map((fault) => (${templateExpression(template.item, 'one field')}))`;
    }
    case 'byFields': {
      if (known !== 'nothing') return templateExpression(template.fields, known);
      const general = template.general ? templateExpression(template.general) : trusted('undefined');
      return code`facts.fields === undefined ? ${general} : ${templateExpression(template.fields, 'fields')}`;
    }
  }
}

function entryExpression(property: string, value: ErrorTemplate, known: Known): Fragment {
  const key = propertyKey(property);
  if (value.kind === 'fact' && value.fact === 'details') {
    return code`...(facts.details === undefined ? {} : { ${key}: facts.details })`;
  }
  if (value.kind === 'byFields' && value.general === undefined && known === 'nothing') {
    const fields = templateExpression(value.fields, 'fields');
    return code`...(facts.fields === undefined ? {} : { ${key}: ${fields} })`;
  }
  return code`${key}: ${templateExpression(value, known)}`;
}

function factExpression(fact: ErrorFact): Fragment {
  if (fact === 'field') return trusted('fault.field');
  return fact === 'fieldMessage' ? trusted('fault.message') : code`facts.${trusted(fact)}`;
}

/** The properties of a body that hold the request id and the time, in every form that the body takes. */
export function completedProperties(
  template: ErrorTemplate,
): readonly { readonly property: string; readonly fact: 'requestId' | 'timestamp' }[] {
  if (template.kind === 'byFields') {
    const general = template.general ? completedProperties(template.general) : [];
    const names = new Set(completedProperties(template.fields).map(({ property }) => property));
    return general.filter(({ property }) => names.has(property));
  }
  if (template.kind !== 'object') return [];
  return template.entries.flatMap(({ property, value }) =>
    value.kind === 'fact' && (value.fact === 'requestId' || value.fact === 'timestamp')
      ? [{ property, fact: value.fact }]
      : [],
  );
}
