import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type * as Bundling from '../../../generated/infra/bundling/bundle.js';
import type * as Usage from '../../../generated/infra/bundling/usage.js';
import type * as Derivation from '../../../generated/infra/permissions/derive.js';
import type { Grant } from '../../../generated/infra/permissions/grant.js';
import type * as Needs from '../../../generated/infra/needs.js';
import { temporaryProject, type TemporaryProject } from '../../support/project.js';
import { emit } from '../emitted/backend.js';
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
  const { 'x-authwright-repository': named = {} } = (contract as Contract).paths['/goals/{goalId}'].get;
  return derived(project, 'getGoal', 'operations/get-goal', Object.keys(named));
}

interface Contract {
  readonly paths: {
    readonly '/goals/{goalId}': {
      readonly get: { readonly 'x-authwright-repository'?: Readonly<Record<string, unknown>> };
    };
  };
}

/** The contract with a repository for `getGoal`. */
function withRepository(repository: object): typeof goals {
  const { get } = goals.paths['/goals/{goalId}'];
  const own = { ...get, 'x-authwright-repository': repository };
  return { ...goals, paths: { ...goals.paths, '/goals/{goalId}': { get: own } } };
}

async function derived(
  project: TemporaryProject,
  name: string,
  entry: string,
  entities: readonly string[],
): Promise<readonly Grant[]> {
  const { readUsage } = await emitted<typeof Usage>(project, 'bundling/usage');
  const { derivePermissions } = await emitted<typeof Derivation>(project, 'permissions/derive');
  const usage = (await readUsage([entry], { project: project.folder, emitted: project.path('generated') })).get(entry);
  if (!usage) throw new Error('no bundle was made');
  return derivePermissions({ name, usage, entities });
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

  it('grants what a function is for, whatever the bundler calls it: an operation and a function may share a name', async () => {
    const contract = {
      ...goals,
      paths: {
        '/goals': {
          post: {
            operationId: 'createGoal',
            'x-authwright-repository': ['Goal'],
            responses: { 204: { description: 'Stored.' } },
          },
        },
      },
    };
    const project = temporaryProject('create-goal');
    projects.push(project);
    project.write(
      'overrides/operations/create-goal/service.ts',
      `import type { CreateGoalService } from '../../../generated/operations/create-goal/service.js';
       export const createGoal: CreateGoalService = async (_input, context) => {
         await context.repository.createGoal({ goalId: 'g1', owner: 'o1', note: '' });
         return { status: 204 };
       };`,
    );
    await emit(project, contract);
    const grants = texts(await derived(project, 'createGoal', 'operations/create-goal', ['Goal']));
    expect(grants).toContain('dynamodb:PutItem table goals GOAL#*');
  });

  it('grants what the contract names of an entity, and nothing else of it', async () => {
    const grants = await permissionsOf(
      answer('await context.repository.deleteGoal({ goalId: input.path.goalId });'),
      withRepository({ Goal: ['delete', 'findByOwner'] }),
    );
    expect(texts(grants)).toEqual([
      'dynamodb:DeleteItem table goals GOAL#*',
      'dynamodb:Query index goals Owner OWNER#*',
      'kms:Decrypt storageKey dynamodb',
    ]);
  });

  it('grants nothing to an operation that nothing fills, although its contract names entities', async () => {
    const project = temporaryProject('unfilled');
    projects.push(project);
    await emit(project, withRepository({ Goal: ['delete'] }));
    expect(await derived(project, 'getGoal', 'operations/get-goal', [])).toEqual([]);
    const { sketchFunctions } = await emitted<typeof Bundling>(project, 'bundling/bundle');
    const { handlersOf } = await emitted<typeof Needs>(project, 'needs');
    const folders = { project: project.folder, emitted: project.path('generated') };
    expect(
      handlersOf(await sketchFunctions(project.path('bundles'), folders)).get('operations/get-goal')?.grants,
    ).toEqual([]);
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
      'dynamodb:UpdateItem table data RATE#getGoal.*',
    );
  });

  it('adds the counters that the team names itself, by their names', async () => {
    const service = (name: string): string => `import { rateLimits } from '../../../generated/http/rate-limit.js';
      const name: string = process.env['NAME'] ?? 'tries';
      const limiter = rateLimits(${name}, [{ key: ['path.goalId'], attempts: 3, windowSeconds: 60 }]);
      ${answer('await limiter.reserve(input, context.source, context.now()); void name;')}`;
    expect(texts(await permissionsOf(service("'tries'")))).toContain('dynamodb:UpdateItem table data RATE#tries.*');
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

  it('refuses an operation that names an entity and whose bundle holds no function of it', async () => {
    const service = answer('context.repository.getGoal();');
    const project = temporaryProject('replaced');
    projects.push(project);
    project.write('overrides/operations/get-goal/repository.ts', 'export const getGoal = () => undefined;\n');
    project.write(
      'overrides/operations/get-goal/service.ts',
      `import type { GetGoalService } from '../../../generated/operations/get-goal/service.js';\n${service}\n`,
    );
    await emit(project, withRepository({ Goal: ['get'] }));
    const { sketchFunctions } = await emitted<typeof Bundling>(project, 'bundling/bundle');
    const { handlersOf } = await emitted<typeof Needs>(project, 'needs');
    const folders = { project: project.folder, emitted: project.path('generated') };
    const bundles = await sketchFunctions(project.path('bundles'), folders);
    expect(() => handlersOf(bundles)).toThrow(
      /^getGoal gets no permission to Goal: .+ Call one of context\.repository, or take the entity out of the contract\.$/,
    );
  });

  it('refuses a client of AWS that is imported as a whole and asked for what only the run knows', async () => {
    const service = `import * as kms from '@aws-sdk/client-kms';
      ${answer('const name: string = input.path.goalId; void (kms as Record<string, unknown>)[name];')}`;
    await expect(permissionsOf(service)).rejects.toThrow(
      /getGoal uses @aws-sdk\/client-kms \(overrides\/.+service\.ts\)/,
    );
    const loaded = answer("const { KMSClient } = await import('@aws-sdk/client-kms'); void KMSClient;");
    await expect(permissionsOf(loaded)).rejects.toThrow(/getGoal uses @aws-sdk\/client-kms/);
  });

  it('refuses a variable of the environment that is not written out', async () => {
    const service = `import { environment } from '../../../generated/http/environment.js';
      ${answer('void environment(input.path.goalId);')}`;
    await expect(permissionsOf(service)).rejects.toThrow(/getGoal calls environment \(overrides\/.+service\.ts\)/);
  });

  it('refuses a command that only a package sends', async () => {
    const project = await goalsProject(answer('void input;'));
    projects.push(project);
    const { derivePermissions } = await emitted<typeof Derivation>(project, 'permissions/derive');
    const usage = {
      commands: [],
      tableFunctions: [],
      counterFunctions: [],
      counters: [],
      metrics: [],
      variables: [],
      required: [],
      readersOf: () => [],
      unnamedReaders: [],
    };
    const bundled = ['dynamodb:DescribeEndpoints', 's3:GetObject'];
    expect(() => derivePermissions({ name: 'getGoal', usage, bundled })).toThrow(/bundles s3:GetObject through/);
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
