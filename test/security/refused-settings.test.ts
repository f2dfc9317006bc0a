import { randomUUID } from 'node:crypto';
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { repository, run } from '../support/project.js';

type Settings = Readonly<Record<string, string | number | boolean>>;

interface Combination {
  readonly settings: Settings;
  /** The setting that is at fault, and why, as `check` says it. */
  readonly message: string;
}

/** Settings that undo one another, or a promise of this backend. Each is a stage of its own in one contract. */
const refused: Readonly<Record<string, Combination>> = {
  // Take an email, log in, and know whether it was free.
  oracle: {
    settings: { enumeration: 'strict', unverifiedLogin: true },
    message: '"unverifiedLogin" must be false in the stage oracle: a login before the mail is read would tell',
  },
  outliving: {
    settings: { accessTokenSeconds: 7_200, refreshTokenSeconds: 3_600 },
    message: '"refreshTokenSeconds" must be >= 86400 in the stage outliving: a session must not end before',
  },
  unreachable: {
    settings: { loginAttempts: 21 },
    message: '"loginAttempts" must be <= 20 in the stage unreachable: more for one address would never be reached',
  },
  unlimited: {
    settings: { loginWindowSeconds: 59 },
    message: '"loginWindowSeconds" must be >= 60 in the stage unlimited: a shorter window would be no limit',
  },
  held: {
    settings: { mfaChallengeSeconds: 301 },
    message: '"mfaChallengeSeconds" must be <= 300 in the stage held: tokens are not held longer',
  },
  endless: {
    settings: { sessionsPerAccount: 101 },
    message: '"sessionsPerAccount" must be <= 100 in the stage endless: one function must be able to end them all',
  },
  short: {
    settings: { accessTokenSeconds: 299 },
    message: '"accessTokenSeconds" must be >= 300 in the stage short: Cognito takes five minutes to a day',
  },
  long: {
    settings: { refreshTokenSeconds: 315_360_001 },
    message: '"refreshTokenSeconds" must be <= 315360000 in the stage long: Cognito takes an hour to ten years',
  },
  cheap: { settings: { backupCodeCost: 1_023 }, message: '"backupCodeCost" must be >= 1024 in the stage cheap' },
  lasting: {
    settings: { passwordResetTokenSeconds: 86_401 },
    message: '"passwordResetTokenSeconds" must be <= 86400 in the stage lasting',
  },
  forgotten: {
    settings: { emailVerificationTokenSeconds: 604_801 },
    message: '"emailVerificationTokenSeconds" must be <= 604800 in the stage forgotten',
  },
  untimely: {
    settings: { sessionsValidFrom: 'yesterday' },
    message: '"sessionsValidFrom" must match pattern',
  },
};

/** The nearest ones that go together. */
const taken: Readonly<Record<string, Settings>> = {
  closed: { enumeration: 'strict', unverifiedLogin: false },
  open: { enumeration: 'contract', unverifiedLogin: true },
  slow: { accessTokenSeconds: 86_400, refreshTokenSeconds: 86_400 },
  most: { loginAttempts: 20, loginWindowSeconds: 60, mfaChallengeSeconds: 300, sessionsPerAccount: 100 },
};

interface Found {
  readonly code: string;
  readonly severity: string;
  readonly message: string;
}

const folder = join('tmp', `refused-settings-${randomUUID()}`);
let found: readonly Found[];

beforeAll(async () => {
  cpSync('contract', join(folder, 'contract'), { recursive: true });
  const file = join(folder, 'contract/openapi.yaml');
  const all = { ...taken, ...Object.fromEntries(Object.entries(refused).map(([name, one]) => [name, one.settings])) };
  const stages = Object.fromEntries(Object.entries(all).map(([name, settings]) => [name, { settings }]));
  const lines = stringify(stages).replaceAll(/^(?=.)/gm, '    ');
  const text = readFileSync(file, 'utf8');
  const more = text.replace(/^ {2}stages:\n/m, (line) => `${line}${lines}`);
  expect(more).not.toBe(text);
  writeFileSync(file, more);
  const contract = ['--contract', file, '--overrides', 'overrides', '--out', 'generated'];
  const { stdout } = await run(process.execPath, ['bin/authwright.js', 'check', '--json', ...contract], repository);
  found = (JSON.parse(stdout) as { readonly diagnostics: readonly Found[] }).diagnostics;
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('authwright check', () => {
  test.each(Object.entries(refused))('refuses the settings of the stage %s', (_name, { message }) => {
    const texts = found.filter(({ code }) => code === 'AW308').map((one) => one.message);
    expect(texts.filter((text) => text.includes(message))).toHaveLength(1);
  });

  test('refuses nothing else', () => {
    const errors = found.filter(({ severity }) => severity === 'error');
    expect(errors.map(({ code }) => code)).toEqual(Object.keys(refused).map(() => 'AW308'));
  });

  test.each(Object.keys(taken))('takes the settings of the stage %s', (name) => {
    expect(found.filter(({ message }) => message.includes(`stage ${name}`))).toEqual([]);
  });
});
