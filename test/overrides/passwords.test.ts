import { describe, expect, it } from 'vitest';
import { fingerprintsIn, holds, packed } from '../../overrides/auth/passwords/fingerprints.js';
import { leakedPasswords } from '../../overrides/auth/passwords/leaked-passwords.js';
import { passwordFaults } from '../../overrides/auth/passwords/policy.js';
import { listedSpelling, mostSpellings, spellingsOf } from '../../overrides/auth/passwords/spellings.js';

const owner = { email: 'lovelace@example.com' };
const faults = async (password: string, email = owner.email) => passwordFaults(password, { email });
const common = 'This password is too common.';
const named = 'Must not contain your name, your email name or the name of this service.';

describe('password rules', () => {
  it.each([
    'seven quiet lanterns at dusk',
    'ⴰⵣⵓⵍ ⴰⵎⴰⴹⴰⵍ ⵉⵎⴰ',
    '🦀🐙🦑🦐🦞🐡🐠🐟🐬🐳🐋🦈',
    'nodigitsnoupper',
    'x7$Kp9!mQ2z&4',
    'Zebra-Quokka-71',
    'password manager made this',
    'my summer of 2026 in a tent',
    'x'.repeat(3) + 'aVeryLongOne '.repeat(9) + 'end',
  ])('take %s', async (password) => {
    expect(await faults(password)).toEqual([]);
  });

  it.each([
    'password1234',
    'Password123!',
    'Summer2026!!',
    '$ummer-2026!',
    'Sommer2026!!!',
    'December2026!',
    'W3lc0me12345',
    '1loveyou2026',
    'qwertyuiop[]',
    '1q2w3e4r5t6y',
    'monkeymonkey',
    'jessica19871987',
    'passwordshadow',
    'correcthorsebatterystaple',
    'correct horse battery staple',
    'Correct-Horse-Battery-Staple-1!',
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
  ])('refuse the common %s', async (password) => {
    expect(await faults(password)).toContain(common);
  });

  it('count code points, not UTF-16 units', async () => {
    expect(await faults('🦀🐙🦑🦐🦞🐡🐠🐟🐬🐳🐋')).toEqual(['Must have at least 12 characters.']);
    expect(await faults('🦀🐙'.repeat(32) + 'a crab in a net '.repeat(4).trim())).toEqual([]);
    expect(await faults(`${'🦀x🐙y'.repeat(32)}z`)).toEqual(['Must have at most 128 characters.']);
  });

  it.each([' leading space here', 'trailing space here ', '\u00a0no-break in front'])(
    'refuse a space at the ends: %j',
    async (password) => {
      expect(await faults(password)).toEqual(['Must not begin or end with a space.']);
    },
  );

  it.each(['with\u0000nul in it', 'with\na line break', 'with half a pair \ud800'])(
    'refuse %j, which Cognito cannot take',
    async (password) => {
      expect(await faults(password)).toEqual(['Must not have control characters.']);
    },
  );

  it('refuse what holds the local part of the email in any case', async () => {
    expect(await faults('my name is LoveLace yes')).toEqual([named]);
  });

  it('let a local part of three characters pass', async () => {
    expect(await faults('the annual harvest fair', 'ann@example.com')).toEqual([]);
  });

  it.each([
    'Augusta and the engine',
    'engine of au-gus-ta',
    'K1ng of the engines!',
    'born Byron, much later',
    'the engine by l.o.v.e.l.a.c.e',
  ])("refuse the owner's own names: %s", async (password) => {
    const names = { firstName: 'Augusta Ada', lastName: 'King-Byron' };
    expect(await passwordFaults(password, { email: 'lovelace+shop@example.com', ...names })).toEqual([named]);
  });

  it('let names of three letters pass, and the label behind a plus sign whole or not at all', async () => {
    const ann = { email: 'ann+harvest@example.com', firstName: 'Ann', lastName: 'Lee' };
    expect(await passwordFaults('the annual harvest fair', ann)).toEqual([]);
    expect(await passwordFaults('my ann+harvest mail', ann)).toEqual([named]);
  });

  it('refuse the one in use, in any case', async () => {
    const used = { ...owner, passwordInUse: 'Seven quiet lanterns' };
    expect(await passwordFaults('seven quiet lanterns', used)).toEqual(['Must differ from the password in use.']);
    expect(await passwordFaults('seven quiet lantern', used)).toEqual([]);
  });

  it('refuse the name of the service', async () => {
    expect(await faults('my AuthWright login')).toEqual([named]);
  });

  it('say every reason at once, and none of them repeats the password', async () => {
    const all = await faults(' qwerty ');
    expect(all).toHaveLength(3);
    expect(await faults('authwright')).toEqual(['Must have at least 12 characters.', named]);
    expect(all.join(' ')).not.toContain('qwerty');
  });
});

describe('the list of leaked passwords', () => {
  const leaked = fingerprintsIn(Buffer.from(leakedPasswords, 'base64'));
  const entries = leaked.starts.at(-1) ?? 0;

  it('has at least 100,000 entries (ASVS 6.2.12), the stems of the most frequent among them', () => {
    expect(entries).toBeGreaterThanOrEqual(100_000);
    // As its README says.
    expect(entries).toBe(111_794);
    // Of the most frequent of the source, which are of any length: as stems.
    for (const stem of ['password', 'qwerty', 'dragon', 'baseball', 'football', 'letmein', 'monkey', 'mustang']) {
      expect(holds(leaked, stem), stem).toBe(true);
    }
  });

  it('refuses by mistake fewer than one good password in a million: seven spellings, 40 bits', () => {
    expect((mostSpellings * entries) / 2 ** 40).toBeLessThan(1e-6);
    const many = ['1a2b3c4d5e6f', '!1li0o5s$!!', 'abcd-abcd!!1', '1|!abc1|!abc1', '@dm1n@dm1n!'];
    for (const password of many) expect(spellingsOf(password).length).toBeLessThanOrEqual(mostSpellings);
    const strangers = Array.from({ length: 20_000 }, (_, index) => `${index} strangers on a train`);
    expect(strangers.filter((text) => holds(leaked, text))).toEqual([]);
  });

  it('finds a leaked password however it is packed: every one is looked for in the spelling that is kept of it', () => {
    const passwords = ['Password123!', '$ummer2026!!', '1q2w3e4r5t6y', 'MyP@ssw0rd!', '000000123456', '1loveyou2026'];
    const kept = packed(passwords.flatMap((password) => listedSpelling(password) ?? []));
    const set = fingerprintsIn(kept);
    for (const password of passwords) {
      expect(
        spellingsOf(password).some((spelling) => holds(set, spelling)),
        password,
      ).toBe(true);
    }
    expect(packed(['b', 'a'])).toEqual(packed(['a', 'b', 'a']));
    expect(() => fingerprintsIn(kept.subarray(1))).toThrow('not whole');
  });
});
