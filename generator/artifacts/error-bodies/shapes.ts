import type { Contract, Operation, Response } from '../../contract/model/contract.js';
import { namesFields, type ErrorTemplate } from '../../contract/model/error-template.js';
import type { Schema } from '../../contract/model/schema.js';
import { symbol, type CodeSymbol } from '../../encode/code.js';
import { createSchemaContext } from '../schema-compiler/context.js';
import type { Missing } from './derive.js';
import { fillResponse, type Shape } from './fill.js';
import { errorShapeName } from '../../contract/model/derived-names.js';

/** A shape as it is emitted. */
export interface NamedShape extends Shape {
  /** The constant in `http/error-shapes.ts`. */
  readonly name: string;
}

/** A declared answer to an error, and how the backend fills it. */
export interface ErrorResponse {
  readonly operation: Operation;
  readonly response: Response;
  readonly shape: NamedShape | undefined;
  readonly missing: readonly Missing[];
}

/** How a contract words its errors. */
export interface ErrorShapes {
  /** Sorted by name. */
  readonly shapes: readonly NamedShape[];
  /** What is sent where an operation declares nothing: the shapes that the contract uses most, or the generator's own. */
  readonly fallback: Shape;
  readonly responses: readonly ErrorResponse[];
  readonly of: (response: Response) => NamedShape | undefined;
}

const known = new WeakMap<Contract, ErrorShapes>();

/** The shapes of a contract's errors. */
export function errorShapes(contract: Contract): ErrorShapes {
  const earlier = known.get(contract);
  if (earlier) return earlier;
  const made = readShapes(contract);
  known.set(contract, made);
  return made;
}

/** The shape of a response, as emitted code names it. */
export function shapeSymbol({ name }: NamedShape): CodeSymbol {
  return symbol(name, './http/error-shapes');
}

interface Use {
  readonly operation: Operation;
  readonly response: Response;
  readonly shape: Shape | undefined;
  readonly missing: readonly Missing[];
}

function readShapes(contract: Contract): ErrorShapes {
  const schemas = createSchemaContext(contract.schemas);
  const uses = contract.operations.flatMap((operation) =>
    operation.responses.filter(isError).flatMap((response): Use[] => {
      const filled = fillResponse({ contract, operation, schemas }, response);
      return filled ? [{ operation, response, ...filled }] : [];
    }),
  );
  const named = nameShapes(uses);
  const responses = uses.map((use) => ({ ...use, shape: use.shape && named.get(keyOf(use.shape)) }));
  const byResponse = new Map(responses.map(({ response, shape }) => [response, shape]));
  return {
    shapes: [...named.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    fallback: fallbackOf(uses),
    responses,
    of: (response) => byResponse.get(response),
  };
}

function isError({ status }: Response): boolean {
  return /^(4|5|default)/.test(status);
}

/** Whether two shapes are one. */
export function sameShape(a: Shape, b: Shape): boolean {
  return keyOf(a) === keyOf(b);
}

function keyOf({ contentType, kind, template }: Shape): string {
  return JSON.stringify([contentType, kind, template]);
}

/** Names by what the shapes are of; several of one name are numbered by their own text, whatever the order of the document. */
function nameShapes(uses: readonly Use[]): ReadonlyMap<string, NamedShape> {
  const distinct = new Map<string, { readonly shape: Shape; readonly wanted: Set<string> }>();
  for (const { shape, response } of uses) {
    if (!shape) continue;
    const key = keyOf(shape);
    const entry = distinct.get(key) ?? { shape, wanted: new Set<string>() };
    entry.wanted.add(wantedName(response.content?.schema));
    distinct.set(key, entry);
  }
  const named = new Map<string, NamedShape>();
  const taken = new Set<string>();
  for (const [key, { shape, wanted }] of [...distinct].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const [only = generalName, ...others] = wanted;
    const base = others.length === 0 ? only : generalName;
    let name = base;
    for (let number = 2; taken.has(name); number += 1) name = `${base}${number}`;
    taken.add(name);
    named.set(key, { ...shape, name });
  }
  return named;
}

const generalName = 'errorShape';

function wantedName(schema: Schema | undefined): string {
  if (schema?.kind === 'reference') return errorShapeName([schema.name]);
  const members = schema?.kind === 'union' ? schema.members : [];
  const names = members.flatMap((member) => (member.kind === 'reference' ? [member.name] : []));
  return names.length > 0 && names.length < 4 && names.length === members.length ? errorShapeName(names) : generalName;
}

/** The generator's own shape. */
const ownTemplate: ErrorTemplate = {
  kind: 'object',
  entries: [
    ...(['code', 'message', 'details'] as const).map((fact) => ({
      property: fact === 'code' ? 'error' : fact,
      value: { kind: 'fact' as const, fact },
    })),
    {
      property: 'validation_errors',
      value: {
        kind: 'byFields',
        general: undefined,
        fields: {
          kind: 'perField',
          item: {
            kind: 'object',
            entries: [
              { property: 'field', value: { kind: 'fact', fact: 'field' } },
              { property: 'message', value: { kind: 'fact', fact: 'fieldMessage' } },
            ],
          },
        },
      },
    },
    { property: 'request_id', value: { kind: 'fact', fact: 'requestId' } },
    { property: 'timestamp', value: { kind: 'fact', fact: 'timestamp' } },
  ],
};

function fallbackOf(uses: readonly Use[]): Shape {
  const counted = new Map<string, { readonly shape: Shape; count: number }>();
  for (const { shape, missing } of uses) {
    if (!shape || shape.kind !== 'json' || missing.length > 0) continue;
    const entry = counted.get(keyOf(shape)) ?? { shape, count: 0 };
    counted.set(keyOf(shape), { ...entry, count: entry.count + 1 });
  }
  const ranked = [...counted]
    .toSorted(([keyA, a], [keyB, b]) => b.count - a.count || (keyA < keyB ? -1 : 1))
    .map(([, { shape }]) => shape);
  const general = ranked.find(({ template }) => !namesFields(template)) ?? ranked[0];
  const forFields = ranked.find(
    ({ template, contentType }) => contentType === general?.contentType && namesFields(template),
  );
  if (!general) return { contentType: 'application/json', kind: 'json', template: ownTemplate };
  if (!forFields || forFields === general) return general;
  return {
    ...general,
    template: { kind: 'byFields', fields: inFields(forFields.template), general: general.template },
  };
}

function inFields(template: ErrorTemplate): ErrorTemplate {
  return template.kind === 'byFields' ? template.fields : template;
}
