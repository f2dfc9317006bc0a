import { createHash, createHmac } from 'node:crypto';
import { expect, it, vi } from 'vitest';

const answers: (() => Promise<string>)[] = [];
const read = vi.fn(async () => (answers.shift() ?? (async () => 'a key'))());
vi.mock('../../generated/http/secrets.js', () => ({ readEmailHashKey: read }));

const { emailHash } = await import('../../overrides/auth/accounts/email.js');
const { limitKey } = await import('../../generated/http/rate-limit-key.js');
const email = 'ada@example.com';
const input = { path: {}, query: {}, headers: {}, cookies: {}, body: { email }, principal: undefined };

it('a key that could not be read is read again, and then kept', async () => {
  answers.push(async () => Promise.reject(new Error('throttled')));
  await expect(emailHash(email)).rejects.toThrow('throttled');
  await Promise.all([emailHash(email), emailHash('bob@example.com')]);
  await emailHash(email);
  expect(read).toHaveBeenCalledTimes(2);
});

it('an email is found by an HMAC of it, which nobody without the key can make', async () => {
  const expected = createHmac('sha256', 'a key').update(`email ${email}`).digest('base64url');
  expect(await emailHash(email)).toBe(expected);
  expect(await emailHash('bob@example.com')).not.toBe(expected);
});

it('and counted by another one: neither tells the other', async () => {
  const counted = await limitKey(['body.email'], input, { address: '203.0.113.7', userAgent: '' });
  expect(counted).toBe(createHmac('sha256', 'a key').update(`["${email}"]`).digest('base64url'));
  expect(counted).not.toBe(createHash('sha256').update(`["${email}"]`).digest('base64url'));
  expect(counted).not.toBe(await emailHash(email));
});
