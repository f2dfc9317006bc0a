import { expect, test } from 'vitest';
import type { GetUserProfileRepository } from '../../generated/operations/get-user-profile/repository.js';
import { getUserProfile } from '../../overrides/operations/get-user-profile/service.js';
import { account } from './support/accounts.js';
import { bare, principal, testContext } from './support/context.js';

const ada = account('ada@example.com');

async function profileFrom(repository: GetUserProfileRepository) {
  const input = { ...bare, body: undefined, principal: principal(ada.userId, 'session') };
  return getUserProfile(input, { ...testContext(), repository });
}

test('the profile is read of the account of the caller', async () => {
  const result = await profileFrom({ getUser: async ({ userId }) => (userId === ada.userId ? ada : undefined) });
  expect(result).toMatchObject({ status: 200, body: { userId: ada.userId, email: 'ada@example.com' } });
});

test('an account that is being deleted has no profile', async () => {
  const deleting = profileFrom({ getUser: async () => ({ ...ada, status: 'DELETING' }) });
  await expect(deleting).rejects.toMatchObject({ status: 401 });
});
