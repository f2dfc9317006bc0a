import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { dueShardOf, dueShards } from '../../overrides/auth/due-items.js';

/** What a partition of DynamoDB takes in a second: writes of a KiB (developer guide, "Partitions and data distribution"). */
const partitionLimit = 1000;

/**
 * Writes of a KiB that a login with MFA makes to the index: the challenge of five KiB comes, counts a try, and goes. As
 * keys it is below a KiB.
 */
const wholeItem = 15;
const keysAlone = 3;

/** The share of writes that partitions refuse in a minute of logins, each with an id of its own. */
function refused(loginsPerSecond: number, writesOfLogin: number, partOf: (id: string) => string): number {
  let over = 0;
  for (let second = 0; second < 60; second += 1) {
    const written = new Map<string, number>();
    for (let login = 0; login < loginsPerSecond; login += 1) {
      const part = partOf(randomBytes(32).toString('base64url'));
      written.set(part, (written.get(part) ?? 0) + writesOfLogin);
    }
    for (const writes of written.values()) over += Math.max(0, writes - partitionLimit);
  }
  return over / (60 * loginsPerSecond * writesOfLogin);
}

test('sixteen parts take the 120 logins a second of Cognito, as keys or as whole items; one part takes 66 as whole items', () => {
  expect(dueShards).toHaveLength(16);
  expect(refused(66, wholeItem, () => 'one')).toBe(0);
  expect(refused(120, wholeItem, () => 'one')).toBeGreaterThan(0.4);
  expect(refused(120, wholeItem, dueShardOf)).toBe(0);
  expect(refused(120, keysAlone, dueShardOf)).toBe(0);
});

test('a hundred times as many need more parts: 64 with keys, where whole items would need 180 at the least', () => {
  expect((12_000 * wholeItem) / partitionLimit).toBe(180);
  expect(refused(12_000, wholeItem, dueShardOf)).toBeGreaterThan(0.9);
  expect(refused(12_000, keysAlone, dueShardOf)).toBeGreaterThan(0.5);
  const part = (id: string): string => `${dueShardOf(id)}${dueShardOf(`${id}.`).charCodeAt(0) % 4}`;
  expect(refused(12_000, keysAlone, part)).toBe(0);
});

test('every part is one that the jobs read', () => {
  const parts = new Set(Array.from({ length: 500 }, (_, index) => dueShardOf(`id-${index}`)));
  expect([...parts].sort()).toEqual(dueShards);
});
