import { beforeEach, describe, expect, it, vi } from 'vitest';
import { open, seal } from '../../overrides/auth/crypto/sealed-text.js';
import { newToken } from '../../overrides/auth/crypto/random-token.js';
import { sha256 } from '../../overrides/auth/crypto/hash.js';
import { lenience } from './support/aws.js';
import { calls, fail, reset } from './support/calls.js';

vi.mock('../../overrides/aws/kms.js', async () => (await import('./support/aws.js')).kms);

const ada = { userId: '3f2b8c1e-6d4a-4f7b-9a51-2c8e0d7f6b34', purpose: 'refresh-token' } as const;
const eve = { ...ada, userId: 'ad1e9a5e-0f0e-4d3c-8b57-6f3d7f0f5c11' } as const;

describe('a sealed text', () => {
  beforeEach(reset);

  it('opens for its owner', async () => {
    expect(await open(await seal('geheim €', ada), ada)).toBe('geheim €');
  });

  it('does not show the text and differs each time', async () => {
    const [one, two] = [await seal('geheim', ada), await seal('geheim', ada)];
    expect(one).not.toBe(two);
    expect(Buffer.from(one, 'base64url').toString('latin1')).not.toContain('geheim');
  });

  it('does not open for another user: KMS refuses the encryption context', async () => {
    await expect(open(await seal('geheim', ada), eve)).rejects.toThrow('text could quote');
  });

  it('does not open for another purpose', async () => {
    await expect(open(await seal('geheim', ada), { ...ada, purpose: 'totp-secret' })).rejects.toThrow('quote');
  });

  it('does not open for another session of the same user, even if KMS gave the key away', async () => {
    const [one, two] = [
      { ...ada, session: '7c9e6679-7425-40de-944b-e07fc1f90ae7' },
      { ...ada, session: '1b4e28ba-2fa1-41d2-883f-0016d3cca427' },
    ];
    const sealed = await seal('geheim', one);
    expect(await open(sealed, one)).toBe('geheim');
    for (const other of [two, ada]) {
      lenience.kms = false;
      await expect(open(sealed, other)).rejects.toThrow('quote');
      lenience.kms = true;
      await expect(open(sealed, other)).rejects.toThrow(/authenticate/);
    }
  });

  it('does not open when it was altered', async () => {
    const sealed = await seal('geheim', ada);
    const parts = sealed.split('.');
    for (const index of [2, 3, 4]) {
      const bytes = Buffer.from(parts[index] ?? '', 'base64url');
      bytes[0] = (bytes[0] ?? 0) ^ 1;
      const altered = parts.with(index, bytes.toString('base64url')).join('.');
      await expect(open(altered, ada)).rejects.toThrow(Error);
    }
  });

  it('takes no shortened tag', async () => {
    const parts = (await seal('geheim', ada)).split('.');
    const tag = Buffer.from(parts[3] ?? '', 'base64url').subarray(0, 4);
    await expect(open(parts.with(3, tag.toString('base64url')).join('.'), ada)).rejects.toThrow(Error);
  });

  it.each(['', 'v1', 'v1.a.b.c', 'v2.a.b.c.d', 'v1.a.b.c.d.e'])('is not %j', async (text) => {
    await expect(open(text, ada)).rejects.toThrow('no sealed text');
    expect(calls).toEqual([]);
  });

  it('is not made while KMS is down', async () => {
    fail('GenerateDataKey', 'refuse');
    await expect(seal('geheim', ada)).rejects.toThrow('timed out');
  });

  it('does not open for another user even if KMS gave the key away', async () => {
    const sealed = await seal('geheim', ada);
    lenience.kms = true;
    expect(await open(sealed, ada)).toBe('geheim');
    await expect(open(sealed, eve)).rejects.toThrow(/authenticate/);
  });
});

describe('a random token', () => {
  it('has 256 bits in base64url and is stored as its hash', () => {
    const { token, hash } = newToken();
    expect(token).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(Buffer.from(token, 'base64url')).toHaveLength(32);
    expect(hash).toBe(sha256(token));
    expect(hash).not.toContain(token);
  });

  it('does not come twice', () => {
    expect(new Set(Array.from({ length: 1000 }, () => newToken().token)).size).toBe(1000);
  });

  it('is hashed with SHA-256', () => {
    expect(sha256('abc')).toBe('ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0');
  });
});
