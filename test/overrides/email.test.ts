import { describe, expect, it } from 'vitest';
import { cognitoUsername } from '../../overrides/auth/accounts/cognito-username.js';
import { normaliseEmail } from '../../overrides/auth/accounts/email.js';

describe('the normal form of an email', () => {
  it.each([
    ['Ada@Example.COM', 'ada@example.com'],
    ['  ada@example.com\t', 'ada@example.com'],
    ['ada@MÜLLER.de', 'ada@xn--mller-kva.de'],
    // u and a combining diaeresis.
    ['ada@mu\u0308ller.de', 'ada@xn--mller-kva.de'],
    ['ada@xn--mller-kva.de', 'ada@xn--mller-kva.de'],
    ['a.d.a+tag@example.com', 'a.d.a+tag@example.com'],
    ["o'neill@example.com", "o'neill@example.com"],
  ])('makes %j into %s', (text, email) => {
    expect(normaliseEmail(text)).toBe(email);
  });

  it.each([
    'ada',
    '@example.com',
    'ada@',
    'ada@localhost',
    'ada@long.invalid',
    'ada@127.0.0.1',
    'ada@0x7f.1',
    'ada@[::1]',
    'ada@exam ple.com',
    'ada@example.com/x',
    'ada@example.com#x',
    'ada@%65xample.com',
    'ada@example.com:25',
    'ada@-example.com',
    'ada@example.com.',
    'ada@b@example.com',
    'a..da@example.com',
    '.ada@example.com',
    '"ada"@example.com',
    'ädä@example.com',
    // The Kelvin sign, whose lower case is an ASCII letter.
    'ada\u212A@example.com\u0000',
    'ada@example.com\r\nbcc: eve@example.com',
    'ada\r\n@example.com',
    `${'a'.repeat(65)}@example.com`,
    `a@${`${'b'.repeat(60)}.`.repeat(5)}com`,
  ])('refuses %j', (text) => {
    expect(normaliseEmail(text)).toBeUndefined();
  });

  it('takes 254 bytes and no more', () => {
    const domain = (length: number): string => `${'b'.repeat(63)}.${'c'.repeat(63)}.${'d'.repeat(length)}.com`;
    const email = (length: number): string => `${'a'.repeat(64)}@${domain(length)}`;
    expect(normaliseEmail(email(57))).toHaveLength(254);
    expect(normaliseEmail(email(58))).toBeUndefined();
  });
});

describe('the name of the Cognito user', () => {
  it('is the email where Cognito takes it', () => {
    expect(cognitoUsername('ada@example.com')).toBe('ada@example.com');
  });

  it('is made of its hash where the email is longer than 128 characters', () => {
    const name = cognitoUsername(`${'a'.repeat(64)}@${'b'.repeat(60)}.example.com`);
    expect(name).toMatch(/^[0-9a-f]{64}@long\.invalid$/);
  });
});
