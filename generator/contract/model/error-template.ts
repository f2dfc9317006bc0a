/** What the backend knows of an error that it answers by itself. */
export type ErrorFact =
  | 'status'
  /** The reason phrase of the status (RFC 9110, 15): `Bad Request`. */
  | 'title'
  | 'code'
  | 'message'
  | 'details'
  | 'requestId'
  | 'timestamp'
  /** One fault of the request: which field it is in. */
  | 'field'
  /** One fault of the request: what is wrong with the field. */
  | 'fieldMessage';

/** The facts that `x-authwright-errors` may name. */
export const namedFacts = [
  'status',
  'title',
  'code',
  'message',
  'requestId',
  'timestamp',
  'field',
  'fieldMessage',
] as const satisfies readonly ErrorFact[];

/** How the body of an error is put together: JSON with facts in it. */
export type ErrorTemplate =
  | { readonly kind: 'constant'; readonly value: unknown }
  /** A fact by itself. The status is a number, every other one a string, `details` is what it is. */
  | { readonly kind: 'fact'; readonly fact: ErrorFact }
  | { readonly kind: 'text'; readonly parts: readonly (string | { readonly fact: ErrorFact })[] }
  /** An entry whose value is absent is left out. */
  | { readonly kind: 'object'; readonly entries: readonly ErrorEntry[] }
  | { readonly kind: 'list'; readonly items: readonly ErrorTemplate[] }
  /** One item for each fault of the request; none where no field is at fault. */
  | { readonly kind: 'perField'; readonly item: ErrorTemplate }
  /** Where fields of the request are at fault, and everywhere else. */
  | { readonly kind: 'byFields'; readonly fields: ErrorTemplate; readonly general: ErrorTemplate | undefined };

/** A property of an error body. */
export interface ErrorEntry {
  readonly property: string;
  readonly value: ErrorTemplate;
}

/** The values of the facts of one error. */
export interface ErrorFactValues {
  readonly status: number;
  readonly title: string;
  readonly code: string;
  readonly message: string;
  readonly details?: unknown;
  /** Absent where nobody knows it: a firewall has none. */
  readonly requestId?: string;
  /** Absent where nobody knows the time: a gateway cannot compute one. */
  readonly timestamp?: string;
  readonly fields?: readonly { readonly field: string; readonly message: string }[];
}

/** The body of one error, or undefined where nothing is left of it. */
export function fillTemplate(template: ErrorTemplate, facts: ErrorFactValues): unknown {
  switch (template.kind) {
    case 'constant':
      return template.value;
    case 'fact':
      return factOf(template.fact, facts);
    case 'text': {
      const parts = template.parts.map((part) => (typeof part === 'string' ? part : factOf(part.fact, facts)));
      return parts.includes(undefined) ? undefined : parts.join('');
    }
    case 'object': {
      const entries = template.entries.map(({ property, value }) => [property, fillTemplate(value, facts)] as const);
      return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
    }
    case 'list':
      return template.items.map((item) => fillTemplate(item, facts));
    case 'perField':
      return (facts.fields ?? []).map((fault) => fillTemplate(template.item, { ...facts, fields: [fault] }));
    case 'byFields': {
      const chosen = facts.fields === undefined ? template.general : template.fields;
      return chosen && fillTemplate(chosen, facts);
    }
  }
}

function factOf(fact: ErrorFact, facts: ErrorFactValues): unknown {
  if (fact === 'field') return facts.fields?.[0]?.field;
  return fact === 'fieldMessage' ? facts.fields?.[0]?.message : facts[fact];
}

/** Whether a template says something of single fields. */
export function namesFields(template: ErrorTemplate): boolean {
  switch (template.kind) {
    case 'fact':
      return isFieldFact(template.fact);
    case 'text':
      return template.parts.some((part) => typeof part === 'object' && isFieldFact(part.fact));
    case 'object':
      return template.entries.some(({ value }) => namesFields(value));
    case 'list':
      return template.items.some(namesFields);
    case 'perField':
      return namesFields(template.item);
    case 'byFields':
      return namesFields(template.fields);
    case 'constant':
      return false;
  }
}

/** Whether a fact is about one fault of a request. */
export function isFieldFact(fact: ErrorFact): boolean {
  return fact === 'field' || fact === 'fieldMessage';
}

/** Whether a template depends on the error at all. */
export function usesFacts(template: ErrorTemplate): boolean {
  switch (template.kind) {
    case 'constant':
      return false;
    case 'object':
      return template.entries.some(({ value }) => usesFacts(value));
    case 'list':
      return template.items.some(usesFacts);
    default:
      return true;
  }
}
