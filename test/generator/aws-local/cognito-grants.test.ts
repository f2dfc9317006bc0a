import { expect, test } from 'vitest';
import {
  grantChange,
  newGrant,
  newRefreshToken,
  staleGrants,
  tokenChange,
} from '../../../generator/aws-local/cognito/grants.js';
import type { Pool } from '../../../generator/aws-local/cognito/pool.js';
import { apply, emptyState, type State, type User } from '../../../generator/aws-local/cognito/state.js';

const day = 24 * 60 * 60_000;
const pool = { settings: { refreshTokenSeconds: 3_600 } } as Pool;

function user(sub: string, epoch = 0): User {
  return { sub, epoch, sequence: 0, attributes: { email: `${sub}@example.com` } } as unknown as User;
}

/** Grants at one, two, ... milliseconds, each with a refresh token. */
function stateWith(count: number, owner: User, revoked: (index: number) => boolean): State {
  const state = emptyState();
  apply(state, [{ table: 'users', key: owner.sub, value: owner }]);
  for (let index = count; index > 0; index -= 1) {
    const grant = { ...newGrant(pool, user(owner.sub), index), revoked: revoked(index) };
    apply(state, [grantChange(grant), tokenChange(newRefreshToken(grant).record)]);
  }
  return state;
}

function times({ grants }: State): number[] {
  return [...grants.values()].map(({ authenticatedAt }) => authenticatedAt).sort((left, right) => left - right);
}

test('of revoked grants only the newest thousand are remembered, with their tokens', () => {
  const state = stateWith(1_010, user('a'), (index) => index > 5);
  apply(state, staleGrants(state, 2_000));
  expect(times(state)).toEqual([1, 2, 3, 4, 5, ...Array.from({ length: 1_000 }, (_, index) => index + 11)]);
  expect(state.tokens.size).toBe(1_005);
});

test('a grant of a user whose grants were all ended counts as revoked', () => {
  const state = stateWith(1_001, user('a', 1), () => false);
  apply(state, staleGrants(state, 2_000));
  expect(times(state)[0]).toBe(2);
});

test('a grant that expired is remembered for a day', () => {
  const state = stateWith(2, user('a'), () => false);
  const expiry = 1 + 3_600_000;
  expect(staleGrants(state, expiry + day)).toEqual([]);
  apply(state, staleGrants(state, expiry + day + 1));
  expect(times(state)).toEqual([2]);
});
