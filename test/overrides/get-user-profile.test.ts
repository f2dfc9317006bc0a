import { expect, test } from 'vitest';
import type { GetUserProfileRepository } from '../../generated/operations/get-user-profile/repository.js';
import { getUserProfile } from '../../overrides/operations/get-user-profile/service.js';
import { account } from './support/accounts.js';
import { bare, principal, testContext } from './support/context.js';

const ada = account('ada@example.com');

test('the profile is read of the account of the caller', async () => {
  const repository: GetUserProfileRepository = { getUser: async () => ada };
  const input = { ...bare, body: undefined, principal: principal(ada.userId, 'session') };
  const result = await getUserProfile(input, { ...testContext(), repository });
  expect(result).toMatchObject({ status: 200, body: { email: 'ada@example.com' } });
});

test('an account that is being deleted has no profile', async () => {
  const repository: GetUserProfileRepository = { getUser: async () => ({ ...ada, status: 'DELETING' }) };
  const input = { ...bare, body: undefined, principal: principal(ada.userId, 'session') };
  await expect(getUserProfile(input, { ...testContext(), repository })).rejects.toMatchObject({ status: 401 });
});
