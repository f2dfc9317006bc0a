import { createRequire } from 'node:module';

/** What dynalite gives its parsers beside the text. The two `unused` lose what an expression uses. */
export interface Context {
  readonly attrNames?: Readonly<Record<string, string>>;
  readonly attrVals?: Readonly<Record<string, AttributeValue>>;
  readonly unusedAttrNames: Record<string, true>;
  readonly unusedAttrVals: Record<string, true>;
}

/** `{ S: 'text' }` */
type AttributeValue = Readonly<Record<string, unknown>>;

/** One of dynalite's parsers. Its result is made of lists and plain objects, or a text that says what is wrong. */
export interface Parser {
  parse(text: string, options: { readonly context: Context }): unknown;
}

/** A parsed expression, and what it takes to have parsed it for any values. */
interface Remembered {
  readonly result: unknown;
  /** The names of values, by what stands for them in `result`. */
  readonly names: ReadonlyMap<unknown, string>;
  readonly usedNames: readonly string[];
  readonly usedValues: readonly string[];
}

/** What a process has of different expressions is in its code. What is longer was made up, and is not kept. */
const mostRemembered = 1_000;
const longestKey = 4_096;

/** What the parser judges by the value, and not by its type alone. */
const judgesValues = /between|attribute_type/i;

/**
 * A parser that parses an expression once for all values of the same types. Parsing was the dearest part of a call.
 */
export function remembering({ parse }: Parser): Parser {
  const remembered = new Map<string, Remembered>();
  return {
    parse(text, options) {
      const { context } = options;
      const key = keyOf(text, context);
      if (key === undefined || key.length > longestKey) return parse(text, options);
      const known = remembered.get(key);
      if (known !== undefined) return recalled(known, context);
      const made = remember(parse, text, options);
      if (remembered.size >= mostRemembered) remembered.clear();
      remembered.set(key, made);
      return recalled(made, context);
    },
  };
}

/** All that a result depends on, but for the values themselves. */
function keyOf(text: string, { attrNames, attrVals }: Context): string | undefined {
  if (judgesValues.test(text)) return undefined;
  const types = Object.entries(attrVals ?? {}).map(([name, value]) => [name, Object.keys(value)]);
  return JSON.stringify([text, attrNames, types]);
}

function remember(parse: Parser['parse'], text: string, options: { readonly context: Context }): Remembered {
  const { context } = options;
  const unusedAttrNames = everyKey(context.attrNames);
  const unusedAttrVals = everyKey(context.attrVals);
  const attrVals = Object.fromEntries(
    Object.entries(context.attrVals ?? {}).map(([name, value]) => [name, typesOf(value)]),
  );
  const result = parse(text, { ...options, context: { ...context, attrVals, unusedAttrNames, unusedAttrVals } });
  return {
    result,
    names: new Map(Object.entries(attrVals).map(([name, value]) => [value, name])),
    usedNames: Object.keys(context.attrNames ?? {}).filter((name) => !Object.hasOwn(unusedAttrNames, name)),
    usedValues: Object.keys(context.attrVals ?? {}).filter((name) => !Object.hasOwn(unusedAttrVals, name)),
  };
}

/** Stands for a value: the value itself is its caller's, and may be large. */
function typesOf(value: AttributeValue): AttributeValue {
  return Object.fromEntries(Object.keys(value).map((type) => [type, true]));
}

function everyKey(record: object = {}): Record<string, true> {
  return Object.fromEntries(Object.keys(record).map((name) => [name, true]));
}

function recalled({ result, names, usedNames, usedValues }: Remembered, context: Context): unknown {
  for (const name of usedNames) delete context.unusedAttrNames[name];
  for (const name of usedValues) delete context.unusedAttrVals[name];
  const withValues = (part: unknown): unknown => {
    if (typeof part !== 'object' || part === null) return part;
    const name = names.get(part);
    if (name !== undefined) return context.attrVals?.[name];
    if (Array.isArray(part)) return part.map(withValues);
    // dynalite looks names up in objects without a prototype.
    const copy = Object.create(Object.getPrototypeOf(part)) as Record<string, unknown>;
    for (const [key, member] of Object.entries(part)) copy[key] = withValues(member);
    return copy;
  };
  return withValues(result);
}

const require = createRequire(import.meta.url);

/** Lets dynalite's parsers of this process remember. */
export function rememberExpressions(): void {
  for (const name of ['conditionParser', 'updateParser', 'projectionParser']) {
    const parser = require(`dynalite/db/${name}.js`) as Parser;
    Object.assign(parser, remembering({ parse: parser.parse }));
  }
}
