import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type * as Bundling from '../../../generated/infra/bundling/bundle.js';
import type * as Liveness from '../../../generated/infra/bundling/liveness.js';
import type * as Repositories from '../../../generated/infra/bundling/repositories.js';
import type * as Derivation from '../../../generated/infra/permissions/derive.js';
import type { Grant } from '../../../generated/infra/permissions/grant.js';
import type { TemporaryProject } from '../../support/project.js';
import { goals, goalsProject } from './goals.js';

const projects: TemporaryProject[] = [];
afterEach(() => projects.splice(0).forEach((project) => project.remove()));

async function emitted<T>(project: TemporaryProject, module: string): Promise<T> {
  return (await import(project.path('generated/infra', `${module}.ts`))) as T;
}

/** What an operation of a project may do, as the emitted code derives it. */
async function permissionsOf(getGoal: string, contract: object = goals): Promise<readonly Grant[]> {
  const project = await goalsProject(getGoal, contract);
  projects.push(project);
  const { keptFunctions } = await emitted<typeof Repositories>(project, 'bundling/repositories');
  const { readLiveness } = await emitted<typeof Liveness>(project, 'bundling/liveness');
  const { derivePermissions } = await emitted<typeof Derivation>(project, 'permissions/derive');
  const folders = { project: project.folder, emitted: project.path('generated') };
  const entry = 'operations/get-goal';
  const liveness = (await readLiveness([entry], await keptFunctions([entry], folders), folders)).get(entry);
  if (!liveness) throw new Error('no bundle was made');
  return derivePermissions({ name: 'getGoal', liveness, entities: ['Goal'] });
}

function texts(grants: readonly Grant[]): string[] {
  return grants.map(({ action, resource, leadingKeys }) =>
    [action, ...Object.values(resource), ...(leadingKeys ?? [])].join(' '),
  );
}

const entityImport = `import { getGoal as find } from '../../../generated/entities/goal.js';`;
const answer = (statements: string): string =>
  `export const getGoal: GetGoalService = async (input, context) => { ${statements} return { status: 204 }; };`;

describe('permissions are derived from what a bundle can call', () => {
  it('grants the action behind the one function that a service calls, on its table and keys', async () => {
    const grants = await permissionsOf(`${entityImport}\n${answer('await find({ goalId: input.path.goalId });')}`);
    expect(texts(grants)).toEqual(['dynamodb:GetItem table goals GOAL#*', 'kms:Decrypt storageKey dynamodb']);
    expect(grants[0]?.reason).toBe('getGoal');
  });

  it('grants nothing to a service that calls nothing, although its repository could', async () => {
    expect(await permissionsOf(answer('void input; void context;'))).toEqual([]);
  });

  it('keeps of the repository what some file behind the service names', async () => {
    const grants = await permissionsOf(
      answer('const { deleteGoal } = context.repository; await deleteGoal({ goalId: input.path.goalId });'),
    );
    expect(texts(grants)).toContain('dynamodb:DeleteItem table goals GOAL#*');
    expect(texts(grants).some((text) => text.includes('GetItem'))).toBe(false);
  });

  it('keeps the whole repository where its functions are called by names that only the run knows', async () => {
    const grants = await permissionsOf(
      answer(`const name: 'getGoal' | 'deleteGoal' = input.path.goalId === '' ? 'getGoal' : 'deleteGoal';
        await context.repository[name]({ goalId: input.path.goalId });`),
    );
    expect(texts(grants)).toContain('dynamodb:PutItem table goals GOAL#*');
  });

  it('grants a look-up on the index alone, and a part of a transaction as the action on its item', async () => {
    const grants = await permissionsOf(
      `import { findGoalByOwner, checkGoalPart, writeTransaction } from '../../../generated/entities/index.js';
       ${answer(`await findGoalByOwner({ owner: 'x' });
         await writeTransaction([checkGoalPart({ goalId: input.path.goalId })]);`)}`,
    );
    expect(texts(grants)).toEqual([
      'dynamodb:ConditionCheckItem table goals GOAL#*',
      'dynamodb:Query index goals Owner OWNER#*',
      'kms:Decrypt storageKey dynamodb',
    ]);
  });

  it("limits the rate limiter to the operation's own counters", async () => {
    const { get } = goals.paths['/goals/{goalId}'];
    const limited = { ...get, 'x-authwright-rate-limit': { key: ['address'], attempts: 3, window: 60 } };
    const contract = { ...goals, paths: { ...goals.paths, '/goals/{goalId}': { get: limited } } };
    expect(texts(await permissionsOf(answer('void input;'), contract))).toContain(
      'dynamodb:UpdateItem table users RATE#getGoal.*',
    );
  });

  it('adds the counters that the team names itself, by their names', async () => {
    const service = (name: string): string => `import { rateLimits } from '../../../generated/http/rate-limit.js';
      const name: string = process.env['NAME'] ?? 'tries';
      const limiter = rateLimits(${name}, [{ key: ['path.goalId'], attempts: 3, windowSeconds: 60 }]);
      ${answer('await limiter.reserve(input, context.source, context.now()); void name;')}`;
    expect(texts(await permissionsOf(service("'tries'")))).toContain('dynamodb:UpdateItem table users RATE#tries.*');
    await expect(permissionsOf(service('name'))).rejects.toThrow(/getGoal calls rateLimits with a name/);
  });

  it('escapes what IAM would take for a wildcard in a key', async () => {
    const entities = { ...goals['x-authwright'].entities };
    const extension = { name: 'Goal', table: 'goals', pk: 'G*?$#{goalId}', sk: 'GOAL' };
    const contract = {
      ...goals,
      'x-authwright': {
        ...goals['x-authwright'],
        entities: { ...entities, Goal: { ...entities.Goal, 'x-authwright-entity': extension } },
      },
    };
    const grants = await permissionsOf(`${entityImport}\n${answer("await find({ goalId: 'x' });")}`, contract);
    expect(grants[0]?.leadingKeys).toEqual(['G${*}${?}${$}#*']);
  });
});

describe('what cannot be derived is refused', () => {
  it('refuses a command that no rule knows', async () => {
    const service = `import { ListKeysCommand, KMSClient } from '@aws-sdk/client-kms';
      ${answer('await new KMSClient({}).send(new ListKeysCommand({}));')}`;
    await expect(permissionsOf(service)).rejects.toThrow(/getGoal sends kms:ListKeys \(overrides\/.+service\.ts\)/);
  });

  it('refuses a call of DynamoDB past the entities', async () => {
    const service = `import { ScanCommand } from '@aws-sdk/client-dynamodb';
      import { dynamodb } from '../../../generated/http/dynamodb-client.js';
      ${answer("await dynamodb.send(new ScanCommand({ TableName: 'goals' }));")}`;
    await expect(permissionsOf(service)).rejects.toThrow(/dynamodb:Scan .+ past the functions of entities/);
  });

  it('refuses an entity that the operation does not name', async () => {
    const service = `import { getUser } from '../../../generated/entities/user.js';
      ${answer("await getUser({ userId: 'x' });")}`;
    await expect(permissionsOf(service)).rejects.toThrow(/touches User, .+x-authwright-repository does not name/);
  });

  it('refuses a command that only a package sends', async () => {
    const project = await goalsProject(answer('void input;'));
    projects.push(project);
    const { derivePermissions } = await emitted<typeof Derivation>(project, 'permissions/derive');
    const liveness = {
      commands: [],
      functions: new Map(),
      variables: [],
      required: [],
      readers: new Map(),
      counters: [],
    };
    const bundled = ['dynamodb:DescribeEndpoints', 's3:GetObject'];
    expect(() => derivePermissions({ name: 'getGoal', liveness, bundled })).toThrow(/bundles s3:GetObject through/);
  });
});

it('bundles every handler as CommonJS that loads, with the commands that are left in it', async () => {
  const project = await goalsProject(`${entityImport}\n${answer("await find({ goalId: 'x' });")}`);
  projects.push(project);
  const { bundleFunctions } = await emitted<typeof Bundling>(project, 'bundling/bundle');
  const folders = { project: project.folder, emitted: project.path('generated') };
  const bundles = await bundleFunctions(project.path('bundles'), folders);
  expect([...bundles.keys()]).toEqual(['operations/get-goal', 'operations/health']);
  const bundle = bundles.get('operations/get-goal');
  expect(bundle?.commands.filter((command) => command !== 'dynamodb:DescribeEndpoints')).toEqual(['dynamodb:GetItem']);
  const file = resolve(bundle?.folder ?? '', 'handler.js');
  expect(readFileSync(file).length).toBe(bundle?.bytes);
  process.env['ENVIRONMENT'] = 'dev';
  const { handler } = createRequire(import.meta.url)(file) as { handler: unknown };
  expect(handler).toBeTypeOf('function');
  expect(project.read('bundles/source-maps/operations.get-goal.handler.js.map')).toContain('service.ts');
});
