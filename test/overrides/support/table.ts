import { call, onReset } from './calls.js';

/** A fake of `generated/entities`: the same functions over a map, with the conditions that overrides use. */

type Item = Record<string, unknown>;
type Test = Item | string | number | boolean;

interface Part {
  readonly holds: () => boolean;
  readonly apply: () => void;
}

interface Change {
  readonly set?: Item;
  readonly add?: Record<string, number>;
  readonly remove?: readonly string[];
  readonly if?: Item;
}

/** Everything that is stored, by entity and key: `User/…`. */
export const table = new Map<string, Item>();
const tokens = new Set<string>();

onReset(() => {
  table.clear();
  tokens.clear();
});

/** The items of an entity. */
export function itemsOf(entity: string): Item[] {
  return [...table].filter(([key]) => key.startsWith(`${entity}/`)).map(([, item]) => item);
}

function passes(value: unknown, test: unknown): boolean {
  if (typeof test !== 'object' || test === null) return value === test;
  return Object.entries(test as Item).every(([operator, operand]) => {
    switch (operator) {
      case 'absent':
        return value === undefined;
      case 'absentOr':
        return value === undefined || passes(value, operand);
      case 'not':
        return value !== operand;
      case 'lessThan':
        return value !== undefined && Number(value) < Number(operand);
      case 'atLeast':
        return value !== undefined && Number(value) >= Number(operand);
      default:
        throw new Error(`The fake knows no ${operator}.`);
    }
  });
}

function holds(item: Item | undefined, condition: Item = {}): boolean {
  return Object.entries(condition).every(([property, test]) => passes(item?.[property], test as Test));
}

function changed(item: Item, { set = {}, add = {}, remove = [] }: Change): Item {
  const next: Item = { ...item };
  for (const [name, value] of Object.entries(set)) if (value !== undefined) next[name] = value;
  for (const [name, by] of Object.entries(add)) next[name] = Number(next[name] ?? 0) + by;
  for (const name of remove) delete next[name];
  return next;
}

function entity(name: string, properties: readonly string[]): Record<string, unknown> {
  const keyOf = (key: Item): string => `${name}/${properties.map((property) => String(key[property])).join('/')}`;
  const create = (item: Item): Part => ({
    holds: () => !table.has(keyOf(item)),
    apply: () => table.set(keyOf(item), structuredClone(item)),
  });
  const put = (item: Item): Part => ({ ...create(item), holds: () => true });
  const update = (key: Item, change: Change): Part => ({
    holds: () => table.has(keyOf(key)) && holds(table.get(keyOf(key)), change.if),
    apply: () => table.set(keyOf(key), changed(table.get(keyOf(key)) ?? {}, change)),
  });
  const remove = (key: Item, options: Change = {}): Part => ({
    holds: () => holds(table.get(keyOf(key)), options.if),
    apply: () => table.delete(keyOf(key)),
  });
  const check = (key: Item, condition: Item): Part => ({
    holds: update(key, { if: condition }).holds,
    apply: () => {},
  });
  const doIt = (part: Part): boolean => part.holds() && (part.apply(), true);
  const copy = (key: Item): Item | undefined => structuredClone(table.get(keyOf(key)));
  return {
    [`get${name}`]: (key: Item, { consistent = false } = {}) =>
      call(`GetItem ${name}${consistent ? '' : ' (eventual)'}`, () => copy(key)),
    [`create${name}`]: (item: Item) => call(`PutItem ${name}`, () => doIt(create(item))),
    [`put${name}`]: (item: Item) => call(`PutItem ${name}`, () => void doIt(put(item))),
    [`update${name}`]: (key: Item, change: Change) =>
      call(`UpdateItem ${name}`, () => (doIt(update(key, change)) ? copy(key) : undefined)),
    [`delete${name}`]: (key: Item, options?: Change) =>
      call(`DeleteItem ${name}`, () => {
        const old = copy(key);
        return doIt(remove(key, options)) ? old : undefined;
      }),
    [`create${name}Part`]: create,
    [`put${name}Part`]: put,
    [`update${name}Part`]: update,
    [`delete${name}Part`]: remove,
    [`check${name}Part`]: check,
  };
}

/** The fake module. */
export const entities: Record<string, unknown> = {
  ...entity('User', ['userId']),
  ...entity('EmailReservation', ['emailHash']),
  ...entity('Session', ['userId', 'originJti']),
  ...entity('OneTimeToken', ['hash']),
  ...entity('MfaChallenge', ['tokenHash']),
  ...entity('BackupCodes', ['userId']),
  ...entity('RegistrationIntent', ['emailHash', 'attemptId']),
  ...entity('AccountIntent', ['userId', 'intentId']),
  ...entity('ReturnedMail', ['emailHash']),
  listAccountIntent: ({ userId }: Item) =>
    call('Query AccountIntent', () => ({
      items: itemsOf('AccountIntent').filter((intent) => intent['userId'] === userId),
    })),
  findAccountIntentByDueIndex: ({ dueShard }: Item, { sk }: { sk: { atMost: string } }) =>
    call('Query DueIndex', () => ({
      items: itemsOf('AccountIntent').filter(
        (intent) => intent['dueShard'] === dueShard && String(intent['dueAt']) <= sk.atMost,
      ),
    })),
  listSession: ({ userId }: Item) =>
    call('Query Session', () => ({ items: itemsOf('Session').filter((session) => session['userId'] === userId) })),
  listRegistrationIntent: ({ emailHash }: Item) =>
    call('Query RegistrationIntent', () => ({
      items: itemsOf('RegistrationIntent').filter((intent) => intent['emailHash'] === emailHash),
    })),
  findRegistrationIntentByDueIndex: ({ dueShard }: Item, { sk }: { sk: { atMost: string } }) =>
    call('Query DueIndex', () => ({
      items: itemsOf('RegistrationIntent').filter(
        (intent) => intent['dueShard'] === dueShard && String(intent['dueAt']) <= sk.atMost,
      ),
    })),
  findMfaChallengeByDueIndex: (
    { dueShard }: Item,
    { sk, limit, after }: { sk: { atMost: string }; limit: number; after?: Item },
  ) =>
    call('Query DueIndex', () => {
      const place = (item: Item): string => `${String(item['dueAt'])}/${String(item['tokenHash'])}`;
      // An item that is gone still says where its page ended.
      const due = itemsOf('MfaChallenge')
        .filter((item) => item['dueShard'] === dueShard)
        .filter((item) => String(item['dueAt']) <= sk.atMost && (after === undefined || place(item) > place(after)))
        .sort((a, b) => (place(a) < place(b) ? -1 : 1));
      const last = due.length > limit ? due[limit - 1] : undefined;
      const next = last && { tokenHash: last['tokenHash'], dueShard, dueAt: last['dueAt'] };
      return { items: due.slice(0, limit), ...(next && { next }) };
    }),
  writeTransaction: (parts: readonly Part[], { token }: { token?: string } = {}) =>
    call('TransactWriteItems', () => {
      if (token !== undefined && tokens.has(token)) return { committed: true };
      const reasons = parts.map((part) => (part.holds() ? 'None' : 'ConditionalCheckFailed'));
      if (reasons.includes('ConditionalCheckFailed')) return { committed: false, reasons };
      for (const part of parts) part.apply();
      if (token !== undefined) tokens.add(token);
      return { committed: true };
    }),
};
