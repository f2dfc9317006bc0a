import { describe, expect, it } from 'vitest';
import { commonPasswords } from '../../overrides/auth/passwords/common-passwords.js';
import { passwordFaults } from '../../overrides/auth/passwords/policy.js';

const owner = { email: 'lovelace@example.com' };
const faults = (password: string, email = owner.email): readonly string[] => passwordFaults(password, { email });
const common = 'This password is too common.';
const named = 'Must not contain your email name or the name of this service.';

describe('password rules', () => {
  it.each([
    'correct horse battery staple',
    'seven quiet lanterns at dusk',
    'ⴰⵣⵓⵍ ⴰⵎⴰⴹⴰⵍ ⵉⵎⴰ',
    '🦀🐙🦑🦐🦞🐡🐠🐟🐬🐳🐋🦈',
    'nodigitsnoupper',
    'x'.repeat(3) + 'aVeryLongOne '.repeat(9) + 'end',
  ])('take %s', (password) => {
    expect(faults(password)).toEqual([]);
  });

  it.each([
    'password1234',
    'Password1234',
    'PASSWORD1234',
    'p@ssw0rd1234',
    'P4$$w0rd1234',
    'password1234!',
    '!!password1234!!',
    'qwertyuiop123',
    '123456789012',
    'iloveyou1234',
    'aaaaaaaaaaaa',
    'abcdabcdabcdabcd',
    'ｐａｓｓｗｏｒｄ１２３４',
  ])('refuse the common %s', (password) => {
    expect(faults(password)).toContain(common);
  });

  it('count code points, not UTF-16 units', () => {
    expect(faults('🦀🐙🦑🦐🦞🐡🐠🐟🐬🐳🐋')).toEqual(['Must have at least 12 characters.']);
    expect(faults('🦀🐙'.repeat(32) + 'abcdefgh'.repeat(8))).toEqual([]);
    expect(faults(`${'🦀x🐙y'.repeat(32)}z`)).toEqual(['Must have at most 128 characters.']);
  });

  it.each([' leading space here', 'trailing space here ', '\u00a0no-break in front'])(
    'refuse a space at the ends: %j',
    (password) => {
      expect(faults(password)).toEqual(['Must not begin or end with a space.']);
    },
  );

  it.each(['with\u0000nul in it', 'with\na line break', 'with half a pair \ud800'])(
    'refuse %j, which Cognito cannot take',
    (password) => {
      expect(faults(password)).toEqual(['Must not have control characters.']);
    },
  );

  it('refuse what holds the local part of the email in any case', () => {
    expect(faults('my name is LoveLace yes')).toEqual([named]);
  });

  it('let a local part of three characters pass', () => {
    expect(faults('the annual harvest fair', 'ann@example.com')).toEqual([]);
  });

  it('refuse the name of the service', () => {
    expect(faults('my AuthWright login')).toEqual([named]);
  });

  it('say every reason at once, and none of them repeats the password', () => {
    const all = faults(' password ');
    expect(all).toHaveLength(2);
    expect(faults('authwright')).toEqual(['Must have at least 12 characters.', named]);
    expect(all.join(' ')).not.toContain(' password ');
  });
});

describe('the list of common passwords', () => {
  const entries = commonPasswords.trim().split('\n');

  it('holds at least the 3000 that ASVS 6.2.4 asks for, all within the length rule', () => {
    expect(entries.length).toBeGreaterThan(3000);
    expect(entries.filter((entry) => [...entry].length < 12)).toEqual([]);
  });

  it('is in lower case, sorted and without doubles', () => {
    expect(entries).toEqual([...new Set(entries.map((entry) => entry.toLowerCase()))].sort());
  });
});
