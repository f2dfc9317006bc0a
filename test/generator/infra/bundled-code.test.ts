import { parse, type Node } from 'acorn';
import { full } from 'acorn-walk';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Usage } from '../../../generated/infra/bundling/usage.js';
import type * as Reading from '../../../generated/infra/bundling/usage.js';
import type * as Scopes from '../../../generated/infra/bundling/scopes.js';
import type { TemporaryProject } from '../../support/project.js';
import { goals, goalsProject } from './goals.js';

/** A service that says most things in more than one way. */
const service = `
import { env } from 'node:process';
import * as kms from '@aws-sdk/client-kms';
import { GetSecretValueCommand, PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { findGoalByOwner, listGoal, checkGoalPart, writeTransaction } from '../../../generated/entities/index.js';
import { environment as required, stage } from '../../../generated/http/environment.js';
import { rateLimits as limits } from '../../../generated/http/rate-limit.js';

const environment = (name: string): string => name + stage();
const rateLimits = (name: string): string => environment(name);
const rule = { key: ['address'], attempts: 1, windowSeconds: 1 };
const { BY_PATTERN: pattern, ['BY_KEY']: key } = process.env;

function shadowed(SendMessageCommand: new () => object, process: { env: { HIDDEN: string } }): unknown[] {
  const GetGoal = { tableVariable: 'NO_LAYOUT' };
  {
    const PutSecretValueCommand = class {};
    void new PutSecretValueCommand();
  }
  for (const DecryptCommand of [GetGoal]) void DecryptCommand;
  return [new SendMessageCommand(), process.env.HIDDEN, GetGoal.tableVariable];
}

export const getGoal: GetGoalService = async (input, context) => {
  void shadowed(class {}, { env: { HIDDEN: '' } });
  void [required('REQUIRED'), required(\`TEMPLATE\`), environment('NOT_READ'), rateLimits('notCounted')];
  void [pattern, key, process.env.BY_NAME, process.env['BY_TEXT'], env['IMPORTED'], process?.env?.CHAINED];
  void new kms.EncryptCommand({ KeyId: '', Plaintext: undefined });
  await new SecretsManagerClient({}).send(new GetSecretValueCommand({ SecretId: '' }));
  void limits('tries', [rule]);
  void (await findGoalByOwner({ owner: '' }));
  await writeTransaction([checkGoalPart({ goalId: input.path.goalId })]);
  void context;
  return { status: 204 };
};

// What nothing calls is not in the bundle. esbuild keeps the import of the command all the same.
function uncalled(): unknown {
  return [listGoal, process.env['UNREACHED'], SendMessageCommand, PutSecretValueCommand];
}`;

const entry = 'operations/get-goal';
let project: TemporaryProject;
let usage: Usage;
let code: string;

/** The contract of goals with several to a partition, so that they can be listed. */
function listedGoals(): object {
  return JSON.parse(JSON.stringify(goals).replace('"sk":"GOAL"', '"sk":"NOTE#{note}"')) as object;
}

beforeAll(async () => {
  project = await goalsProject(service, listedGoals());
  const folders = { project: project.folder, emitted: project.path('generated') };
  const load = async <T>(module: string): Promise<T> =>
    (await import(project.path('generated/infra/bundling', `${module}.ts`))) as T;
  const { readUsage } = await load<typeof Reading>('usage');
  usage = (await readUsage([entry], folders)).get(entry) as Usage;
  const minified = await build({
    entryPoints: [project.path('generated', entry, 'handler.ts')],
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'cjs',
    minify: true,
    write: false,
    tsconfigRaw: '{}',
  });
  code = minified.outputFiles[0]?.text ?? '';
});
afterAll(() => project.remove());

describe('what a bundle uses is read off its syntax', () => {
  it('finds commands that are referred to, with their modules, and none that a local name hides', () => {
    const own = usage.commands.filter(({ client }) => client !== 'dynamodb');
    const module = expect.stringMatching(/overrides\/operations\/get-goal\/service\.ts$/) as string;
    expect(own).toEqual([
      { client: 'kms', command: 'Encrypt', module },
      { client: 'secrets-manager', command: 'GetSecretValue', module },
    ]);
    const tables = usage.commands.filter(({ client }) => client === 'dynamodb');
    expect(tables.map(({ command, emitted }) => `${command} ${emitted}`).sort()).toEqual([
      'GetItem http/rate-counter.ts',
      'Query entities/_pages.ts',
      'TransactWriteItems entities/_transactions.ts',
      'UpdateItem http/rate-counter.ts',
    ]);
  });

  it('finds variables however they are read, and none of a function or an object that is only called alike', () => {
    expect(usage.required.filter((name) => name !== 'ENVIRONMENT')).toEqual([
      'DATA_TABLE_NAME',
      'GOALS_TABLE_NAME',
      'REQUIRED',
      'TEMPLATE',
    ]);
    expect(usage.variables).toEqual(
      expect.arrayContaining(['BY_KEY', 'BY_NAME', 'BY_PATTERN', 'BY_TEXT', 'CHAINED', 'IMPORTED']),
    );
    for (const name of ['NOT_READ', 'HIDDEN', 'NO_LAYOUT', 'UNREACHED']) expect(usage.variables).not.toContain(name);
    expect(usage.readersOf('GOALS_TABLE_NAME')).toEqual([expect.stringMatching(/generated\/entities\/goal\.ts$/)]);
  });

  it('finds the functions of entities and the counters', () => {
    expect(usage.tableFunctions).toEqual([
      { entity: 'Goal', function: 'checkPart' },
      { entity: 'Goal', function: 'findByOwner' },
    ]);
    expect(usage.counters).toEqual(['tries']);
  });
});

it('facts survive in a minified bundle: those of the functions in it, and no others', () => {
  const facts = new Set<string>();
  full(parse(code, { ecmaVersion: 'latest', sourceType: 'script' }), (node: Node) => {
    if (node.type !== 'ExpressionStatement') return;
    const { directive } = node as Node & { readonly directive?: string };
    if (directive?.startsWith('authwright:')) facts.add(directive);
  });
  expect([...facts].filter((fact) => fact.startsWith('authwright:dynamodb')).sort()).toEqual([
    'authwright:dynamodb Goal.checkPart',
    'authwright:dynamodb Goal.findByOwner',
  ]);
  expect([...facts]).toContain('authwright:environment');
  expect([...facts]).toContain('authwright:rate-limits');
});

describe('a name stands for what the innermost scope around it declares', () => {
  const hidden: readonly (readonly [how: string, code: string])[] = [
    ['a parameter', 'function f(Sent) { Sent; }'],
    ['a parameter that is taken apart', '(({ a: [Sent] = [] }) => Sent)();'],
    ['the rest of the parameters', '((...Sent) => Sent)();'],
    ['a variable of a block', '{ const Sent = 1; Sent; }'],
    ['a variable that is declared below, in the same function', 'function f() { Sent; { var Sent; } }'],
    ['a variable of a loop', 'for (const Sent of []) Sent;'],
    ['a function', '{ Sent(); function Sent() {} }'],
    ['the name of a function expression', '(function Sent() { Sent; })();'],
    ['the name of a class', '{ class Sent {} new Sent(); }'],
    ['what is caught', 'try {} catch (Sent) { Sent; }'],
  ];
  const referencesIn = async (code: string): Promise<readonly (string | undefined)[]> => {
    const { namesOf } = (await import(project.path('generated/infra/bundling/scopes.ts'))) as typeof Scopes;
    const program = parse(`import { Sent } from 'sdk'; ${code}`, { ecmaVersion: 'latest', sourceType: 'module' });
    const references = namesOf(program).references(({ imported }) => imported !== undefined, []);
    return references.map(({ binding }) => binding?.imported?.module);
  };

  it.each(hidden)('%s hides an import', async (_how, code) => {
    expect(await referencesIn(code)).toEqual([undefined]);
    expect(await referencesIn(`${code} Sent;`)).toEqual([undefined, 'sdk']);
  });

  it('members, keys, labels and exports are no uses of a name', async () => {
    expect(await referencesIn('Sent: for (;;) { break Sent; } void { Sent: a.Sent }; export { Sent };')).toEqual([]);
    expect(await referencesIn('void { Sent };')).toEqual(['sdk']);
  });
});
