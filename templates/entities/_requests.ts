import type { ConditionCheck, Delete, Put, Update } from '@aws-sdk/client-dynamodb';
import { updateExpression, type AnyChange } from './_changes.js';
import { allOf, conditionClauses } from './_conditions.js';
import { createPlaceholders } from './_expressions.js';
import { marshalled, tableKey, tableName, toStored, type Attributes, type Layout } from './_items.js';

/**
 * What is asked of DynamoDB, without asking it: the same request is sent alone or as a part of a
 * transaction.
 */

/** The place of an item. */
export function itemPlace<Item, Key>(layout: Layout<Item, Key>, key: Key): { TableName: string; Key: Attributes } {
  return { TableName: tableName(layout), Key: marshalled(tableKey(layout, key)) };
}

/** Stores an item, in place of the one that may be there. */
export function putRequest<Item extends Key, Key>(layout: Layout<Item, Key>, item: Item): Put {
  return { TableName: tableName(layout), Item: toStored(layout, item) };
}

/** Stores an item unless one with its key is there. */
export function createRequest<Item extends Key, Key>(layout: Layout<Item, Key>, item: Item): Put {
  return { ...putRequest(layout, item), ConditionExpression: 'attribute_not_exists(pk)' };
}

/** Changes an item that is there. Without that condition DynamoDB would make one of nothing but the change. */
export function updateRequest<Item, Key>(layout: Layout<Item, Key>, key: Key, change: AnyChange): Update {
  const placeholders = createPlaceholders();
  return {
    ...itemPlace(layout, key),
    UpdateExpression: updateExpression(placeholders, layout, key, change),
    ...allOf(['attribute_exists(pk)', ...conditionClauses(placeholders, change.if)]),
    ...placeholders.attributes(),
  };
}

/** Removes an item. */
export function deleteRequest<Item, Key>(layout: Layout<Item, Key>, key: Key, condition: object | undefined): Delete {
  const placeholders = createPlaceholders();
  return {
    ...itemPlace(layout, key),
    ...allOf(conditionClauses(placeholders, condition)),
    ...placeholders.attributes(),
  };
}

/** Leaves an item that is there as it is, but lets the transaction fail when the condition does not hold. */
export function checkRequest<Item, Key>(layout: Layout<Item, Key>, key: Key, condition: object): ConditionCheck {
  const placeholders = createPlaceholders();
  const clauses = ['attribute_exists(pk)', ...conditionClauses(placeholders, condition)];
  return {
    ...itemPlace(layout, key),
    ConditionExpression: clauses.join(' AND '),
    ...placeholders.attributes(),
  };
}
