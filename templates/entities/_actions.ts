import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
  type Delete,
  type Put,
  type Update,
} from '@aws-sdk/client-dynamodb';
import { dynamodb } from '../http/dynamodb-client.js';
import { unlessInConflict } from '../http/write-conflicts.js';
import { fromStored, type Layout } from './_items.js';
import { itemPlace } from './_requests.js';

/**
 * The calls of DynamoDB, one function for each action: a bundle keeps only the commands of those it
 * uses, and a Lambda function's permissions are derived from them.
 */

/** How an item is read. */
export interface ReadOptions {
  /** Sees every write that was answered before; costs twice as much. */
  readonly consistent?: boolean;
}

/** Reads one item. */
export async function getItem<Item, Key>(
  layout: Layout<Item, Key>,
  key: Key,
  options: ReadOptions,
): Promise<Item | undefined> {
  const { Item } = await dynamodb.send(
    new GetItemCommand({ ...itemPlace(layout, key), ConsistentRead: options.consistent ?? false }),
  );
  return Item && fromStored(layout, Item);
}

/** Stores an item. False when the request's condition does not hold. */
export async function putItem(request: Put): Promise<boolean> {
  const output = await unlessRefused(() => dynamodb.send(new PutItemCommand(request)));
  return output !== undefined;
}

/** Changes an item and returns it as it is then. Undefined when the request's condition does not hold. */
export async function updateItem<Item, Key>(layout: Layout<Item, Key>, request: Update): Promise<Item | undefined> {
  const output = await unlessRefused(() =>
    dynamodb.send(new UpdateItemCommand({ ...request, ReturnValues: 'ALL_NEW' })),
  );
  return output?.Attributes && fromStored(layout, output.Attributes);
}

/** Removes an item and returns it. Undefined when there was none or the request's condition does not hold. */
export async function deleteItem<Item, Key>(layout: Layout<Item, Key>, request: Delete): Promise<Item | undefined> {
  const output = await unlessRefused(() =>
    dynamodb.send(new DeleteItemCommand({ ...request, ReturnValues: 'ALL_OLD' })),
  );
  return output?.Attributes && fromStored(layout, output.Attributes);
}

/** A condition that does not hold is an answer, not a fault. */
async function unlessRefused<Output>(send: () => Promise<Output>): Promise<Output | undefined> {
  try {
    return await unlessInConflict(send);
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return undefined;
    throw error;
  }
}
