import { expect, it } from 'vitest';
import type { Grant } from '../../generated/infra/permissions/grant.js';
import { compare } from './compare.js';
import { usesOf } from './uses.js';

const caller = 'operations/get-note';
const grant: Grant = {
  action: 'dynamodb:GetItem',
  resource: { kind: 'table', table: 'users' },
  leadingKeys: ['NOTE#*'],
  reason: 'getNote',
};

function compared(grants: readonly Grant[], calls: Parameters<typeof usesOf>[0][]) {
  const { denied, unused } = compare({
    grants: new Map([[caller, grants]]),
    uses: calls.flatMap(usesOf),
    isOpen: (action) => action === 'cognito-idp:InitiateAuth',
  });
  return { denied: denied.map(({ action, key }) => [action, key]), unused: unused.map(({ action }) => action) };
}

function read(pk: string, from = caller) {
  return {
    service: 'dynamodb',
    action: 'GetItem',
    caller: from,
    input: { TableName: 'users-local', Key: { pk: { S: pk } } },
  };
}

it('a call within the permissions is neither denied nor is its permission in vain', () => {
  expect(compared([grant], [read('NOTE#1')])).toEqual({ denied: [], unused: [] });
});

it('a call on a key of another entity, or by a function without the permission, would be denied', () => {
  const calls = [read('NOTE#1'), read('USER#1'), read('NOTE#2', 'operations/list-notes')];
  expect(compared([grant], calls).denied).toEqual([
    ['dynamodb:GetItem', 'USER#1'],
    ['dynamodb:GetItem', 'NOTE#2'],
  ]);
});

it('a transaction asks for the action on each of its items', () => {
  const TransactItems = [{ Put: { TableName: 'users-local', Item: { pk: { S: 'NOTE#1' } } } }];
  const { denied } = compared(
    [grant],
    [{ service: 'dynamodb', action: 'TransactWriteItems', caller, input: { TransactItems } }],
  );
  expect(denied).toEqual([['dynamodb:PutItem', 'NOTE#1']]);
});

it('a permission that nothing used is in vain, and so is that of a key without a use of what it encrypts', () => {
  const key: Grant = { action: 'kms:Decrypt', resource: { kind: 'storageKey', via: 'sqs' }, reason: 'a queue' };
  expect(compared([grant, key], []).unused).toEqual(['dynamodb:GetItem', 'kms:Decrypt']);
});

it('calls of no function, and those that AWS answers without asking IAM, need no permission', () => {
  const { caller: _, ...ofTheTest } = read('USER#1');
  const open = { service: 'AWSCognitoIdentityProviderService', action: 'InitiateAuth', caller, input: {} };
  expect(compared([], [ofTheTest, open]).denied).toEqual([]);
});
