import { ConditionalCheckFailedException, GetItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { dynamodb } from './dynamodb-client.js';
import { unlessInConflict } from './write-conflicts.js';

// The first statement of each call is a fact that permissions are derived from: a bundle keeps it, whatever it renames.

/** The item that counts the attempts of one key: `RATE#{scope}#{key}` / `{window}`. */
export interface CounterKey {
  readonly table: string;
  readonly pk: string;
  readonly sk: string;
}

/** One window of a counter. Times are seconds since 1970. */
export interface CounterWindow {
  /** Those that count, and those whose outcome is not known yet. */
  readonly attempts: number;
  /** Those of them that are known to count. */
  readonly counted: number;
  /** When the last attempt was reserved. */
  readonly reservedAt: number;
  readonly windowEnds: number;
}

/**
 * Reserves one more attempt in the open window, if there is room in it. A window without attempts
 * (all were given back) counts as none, so that the window of those to come begins with the first.
 *
 * @returns the window's end, or undefined when no window is open or the open one is full
 */
export async function addAttempt(key: CounterKey, max: number, now: number): Promise<number | undefined> {
  'authwright:rate-counter addAttempt';
  return unlessRefused(async () => {
    const { Attributes } = await dynamodb.send(
      new UpdateItemCommand({
        ...itemOf(key),
        UpdateExpression: 'ADD attempts :one SET reservedAt = :now',
        ConditionExpression: 'windowEnds > :now AND attempts > :zero AND attempts < :max',
        ExpressionAttributeValues: { ':one': number(1), ':zero': number(0), ':now': number(now), ':max': number(max) },
        ReturnValues: 'ALL_NEW',
      }),
    );
    return Number(Attributes?.['windowEnds']?.N);
  });
}

/**
 * Opens a window with one reserved attempt in it, if none is open.
 *
 * @returns its end, or undefined when one is open
 */
export async function openWindow(key: CounterKey, now: number, windowEnds: number): Promise<number | undefined> {
  'authwright:rate-counter openWindow';
  return unlessRefused(async () => {
    await dynamodb.send(
      new UpdateItemCommand({
        ...itemOf(key),
        UpdateExpression:
          'SET attempts = :one, counted = :zero, reservedAt = :now, windowEnds = :ends, expiresAt = :ends',
        ConditionExpression: 'attribute_not_exists(pk) OR windowEnds <= :now OR attempts <= :zero',
        ExpressionAttributeValues: {
          ':one': number(1),
          ':zero': number(0),
          ':now': number(now),
          ':ends': number(windowEnds),
        },
      }),
    );
    return windowEnds;
  });
}

/** The counter as it stands (consistent read), or undefined when there is none. */
export async function readWindow(key: CounterKey): Promise<CounterWindow | undefined> {
  'authwright:rate-counter readWindow';
  const { TableName, Key } = itemOf(key);
  const { Item } = await dynamodb.send(new GetItemCommand({ TableName, Key, ConsistentRead: true }));
  if (Item === undefined) return undefined;
  const numberOf = (name: string): number => Number(Item[name]?.N ?? 0);
  return {
    attempts: numberOf('attempts'),
    counted: numberOf('counted'),
    reservedAt: numberOf('reservedAt'),
    windowEnds: numberOf('windowEnds'),
  };
}

/** Notes that a reserved attempt counts, unless its window has ended and another has begun meanwhile. */
export async function countAttempt(key: CounterKey, windowEnds: number): Promise<void> {
  'authwright:rate-counter countAttempt';
  await unlessRefused(async () => {
    await dynamodb.send(
      new UpdateItemCommand({
        ...itemOf(key),
        UpdateExpression: 'ADD counted :one',
        ConditionExpression: 'attempts > :zero AND windowEnds = :ends',
        ExpressionAttributeValues: { ':one': number(1), ':zero': number(0), ':ends': number(windowEnds) },
      }),
    );
    return windowEnds;
  });
}

/** Takes one attempt back, unless its window has ended and another has begun meanwhile. */
export async function giveBackAttempt(key: CounterKey, windowEnds: number): Promise<void> {
  'authwright:rate-counter giveBackAttempt';
  await unlessRefused(async () => {
    await dynamodb.send(
      new UpdateItemCommand({
        ...itemOf(key),
        UpdateExpression: 'ADD attempts :minusOne',
        ConditionExpression: 'attempts > :zero AND windowEnds = :ends',
        ExpressionAttributeValues: { ':minusOne': number(-1), ':zero': number(0), ':ends': number(windowEnds) },
      }),
    );
    return windowEnds;
  });
}

function itemOf({ table, pk, sk }: CounterKey) {
  return { TableName: table, Key: { pk: { S: pk }, sk: { S: sk } } };
}

function number(value: number) {
  return { N: String(value) };
}

/** A condition that does not hold is an answer, not a fault. */
async function unlessRefused(write: () => Promise<number>): Promise<number | undefined> {
  try {
    return await unlessInConflict(write);
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return undefined;
    throw error;
  }
}
