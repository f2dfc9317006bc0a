import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import type { Contract } from '../../generator/contract/model/contract.js';
import { planRun } from '../../generator/plan/run.js';
import { repository } from '../support/project.js';

/** The texts of generator and templates; the emulation of AWS speaks AWS's words. */
const texts = new Map(
  ['generator', 'templates'].flatMap((folder) =>
    readdirSync(join(repository, folder), { recursive: true, encoding: 'utf8' })
      .map((name) => `${folder}/${name}`)
      .filter((name) => /\.(?:ts|mjs|hbs|md|yml)$/.test(name) && !name.startsWith('generator/aws-local/'))
      .map((name) => [name, readFileSync(join(repository, name), 'utf8')] as const),
  ),
);

/** Words of the flagship that are AWS's as well. */
const exceptions: Readonly<Record<string, string>> = {
  threatProtection: "Cognito's name of what x-authwright.userPool declares",
  refreshToken: "CloudFormation's tokenValidityUnits",
  refreshTokenRotation: "CloudFormation's property",
  'pre-token-generation': "Cognito's name of the trigger",
  mail: "the part of the infrastructure that is SES's, and its configuration set",
};

/** The files that may speak of these. */
const exceptional = new Set([
  'generator/README.md',
  'generator/artifacts/infra/parts.ts',
  'generator/artifacts/infra/readme.ts',
  'generator/artifacts/infra/runbook.ts',
  'generator/contract/compile/root-extension/user-pool.ts',
  'generator/contract/model/user-pool.ts',
  'templates/http/jobs.ts',
  'templates/infra/stacks/mail.ts',
  'templates/infra/stacks/user-pool.ts',
]);

let contract: Contract;
beforeAll(async () => {
  const inputs = { contract: 'contract', out: 'generated', overrides: 'overrides' };
  const options = Object.fromEntries(Object.entries(inputs).map(([key, path]) => [key, join(repository, path)]));
  const { result } = await planRun(options as typeof inputs);
  if (!result) throw new Error('the flagship does not plan');
  contract = result.contract;
});

/** The names of metrics that the hand-written code counts. */
function metrics(): readonly string[] {
  const text = readFileSync(join(repository, 'overrides/auth/metrics.ts'), 'utf8');
  return [...text.matchAll(/'([A-Z][A-Za-z_]+)'/g)].map(([, name = '']) => name);
}

/** One word of a dictionary may mean anything; as a text in quotes it is the name of something. */
function occurs(word: string, text: string): boolean {
  const isPlain = /^[A-Za-z]?[a-z]+$/.test(word);
  const name = word.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(isPlain ? `['"\`]${name}['"\`]` : `(?<![\\w-])${name}(?![\\w-])`).test(text);
}

test('neither generator nor templates name an operation, path, setting, entity, job or metric of the flagship', () => {
  const { operations, entities, jobs, stages } = contract;
  const words = [
    ...operations.flatMap(({ operationId, names, path }) => [operationId, names.file, names.type, path]),
    ...Object.keys(stages.common.settings),
    ...entities.map(({ name }) => name),
    ...jobs.map(({ name }) => name),
    ...metrics(),
  ];
  expect(words.length).toBeGreaterThan(100);
  expect(metrics()).toContain('FailedLogin');
  const found = [...texts].flatMap(([file, text]) =>
    [...new Set(words)].filter((word) => occurs(word, text)).map((word) => `${file}: ${word}`),
  );
  expect(found.filter((one) => !isException(one))).toEqual([]);
});

function isException(found: string): boolean {
  const [file = '', word = ''] = found.split(': ');
  return exceptional.has(file) && Object.hasOwn(exceptions, word);
}

test('nothing names the table that the flagship declares, nor its variable', () => {
  const named = [...texts].filter(([, text]) =>
    [`'${contract.defaultTable}'`, 'USERS_TABLE_NAME'].some((word) => text.includes(word)),
  );
  expect(named.map(([name]) => name)).toEqual([]);
});
