import { createRequire } from 'node:module';
import type { Done, Store } from 'dynalite/db/index.js';
import validations from 'dynalite/validations/index.js';
import { AwsError } from '../endpoint/index.js';
import { rememberExpressions } from './expressions.js';

/** A request, or its answer, as JSON. */
export type Json = Record<string, unknown>;

/** The actions that dynalite knows. */
const names = [
  'BatchGetItem',
  'BatchWriteItem',
  'CreateTable',
  'DeleteItem',
  'DeleteTable',
  'DescribeTable',
  'DescribeTimeToLive',
  'GetItem',
  'ListTables',
  'ListTagsOfResource',
  'PutItem',
  'Query',
  'Scan',
  'TagResource',
  'UntagResource',
  'UpdateItem',
  'UpdateTable',
] as const;

/** One of them. */
export type ActionName = (typeof names)[number];

interface Action {
  readonly perform: (store: Store, data: Json, done: Done<object>) => void;
  readonly types: object;
  readonly custom: unknown;
}

const require = createRequire(import.meta.url);
rememberExpressions();
const actions = new Map<string, Action>(names.map((name) => [name, load(name)]));

function load(name: ActionName): Action {
  const file = `${name.charAt(0).toLowerCase()}${name.slice(1)}.js`;
  const { types, custom } = require(`dynalite/validations/${file}`) as Pick<Action, 'types' | 'custom'>;
  return { perform: require(`dynalite/actions/${file}`) as Action['perform'], types, custom };
}

/** Whether dynalite knows an action of this name. */
export function isKnown(name: string): name is ActionName {
  return actions.has(name);
}

/**
 * A request whose form was checked, with its expressions parsed. What the action does not know is left out.
 *
 * @throws AwsError `ValidationException` or `SerializationException`
 */
export function checked(store: Store, name: ActionName, input: Readonly<Json>): Json {
  const { types, custom } = actions.get(name)!;
  try {
    const data = validations.checkTypes({ ...input }, types);
    validations.checkValidations(data, types, custom, store);
    return data;
  } catch (error) {
    throw asAwsError(error);
  }
}

/**
 * Performs an action on a checked request.
 *
 * @throws AwsError what dynalite refuses; any other error is a fault of the engine
 */
export function perform(store: Store, name: ActionName, data: Json): Promise<object> {
  return new Promise((resolve, reject) => {
    actions.get(name)!.perform(store, data, (error, answer) => {
      if (error) reject(asAwsError(error));
      else resolve(answer ?? {});
    });
  });
}

/** dynalite's failures carry the answer: `{ statusCode, body: { __type, message } }`. */
function asAwsError(error: unknown): unknown {
  if (!(error instanceof Error && 'statusCode' in error && 'body' in error)) return error;
  const body = error.body as { readonly __type: string; readonly message?: string; readonly Message?: string };
  const name = body.__type.slice(body.__type.indexOf('#') + 1);
  return new AwsError(name, body.message ?? body.Message ?? '', Number(error.statusCode));
}
