import { describe, expect, it } from 'vitest';
import { keptLogGroups } from '../../../generated/infra/cli/kept-log-groups.js';
import { createStage } from '../../../generated/infra/stage.js';
import { changeFaults, type StackResources } from '../../../generated/infra/cli/template-changes.js';

const table = (properties: object = {}, policy = 'Delete') => ({
  Type: 'AWS::DynamoDB::Table',
  DeletionPolicy: policy,
  Properties: {
    TableName: 'goals-dev-goals',
    KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
    GlobalSecondaryIndexes: [index('Owner')],
    ...properties,
  },
});
const index = (name: string, projection = 'ALL') => ({ IndexName: name, Projection: { ProjectionType: projection } });
const fn = (properties: object = {}) => ({
  Type: 'AWS::Lambda::Function',
  Properties: { FunctionName: 'goals-dev-get-goal', ...properties },
});
const stage = (base: StackResources, functions: StackResources = {}, more: StackResources = {}) => ({
  'goals-dev-base': base,
  'goals-dev-fn-1': functions,
  'goals-dev-fn-2': more,
});

describe('a change of a stage that stands', () => {
  it('is told nothing where nothing is lost: memory, one index, a new function, another order of keys', () => {
    const before = stage({ Table: table() }, { Get: fn({ MemorySize: 512 }) });
    const more = {
      GlobalSecondaryIndexes: [{ Projection: { ProjectionType: 'ALL' }, IndexName: 'Owner' }, index('Due')],
    };
    const after = stage({ Table: table(more) }, { Get: fn({ MemorySize: 1024 }), Put: fn({ FunctionName: 'put' }) });
    expect(changeFaults(before, after)).toEqual([]);
  });

  const standing = stage({ Table: table() }, { Get: fn() });
  it.each([
    [
      'a function in another stack',
      stage({ Table: table() }, {}, { Get: fn() }),
      'goals-dev-get-goal (AWS::Lambda::Function) would move from goals-dev-fn-1 to goals-dev-fn-2',
    ],
    [
      'zip to image',
      stage({ Table: table() }, { Get: fn({ PackageType: 'Image' }) }),
      'would be replaced, since PackageType changes, and CloudFormation refuses that for a function with a name',
    ],
    [
      'two indexes at once',
      stage({ Table: table({ GlobalSecondaryIndexes: [index('Owner'), index('Due'), index('Team')] }) }, { Get: fn() }),
      'would gain or lose 2 indexes at once (Due, Team), and DynamoDB takes one in an update',
    ],
    [
      'an index that projects something else',
      stage({ Table: table({ GlobalSecondaryIndexes: [index('Owner', 'KEYS_ONLY')] }) }, { Get: fn() }),
      'The index Owner of goals-dev-goals changes its keys or what it projects',
    ],
    [
      'another key of a table',
      stage({ Table: table({ KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }] }) }, { Get: fn() }),
      'goals-dev-goals (AWS::DynamoDB::Table in goals-dev-base) would be replaced by an empty one, since KeySchema changes; it holds items',
    ],
    [
      'a table that is gone',
      stage({}, { Get: fn() }),
      'goals-dev-goals (AWS::DynamoDB::Table) would be deleted; it holds items',
    ],
    ['another id', stage({ Table: table() }, { Got: fn() }), 'changes its id in goals-dev-fn-1'],
    [
      'a renamed project',
      { 'aims-dev-base': { Table: table() } },
      'The stack goals-dev-base stands and would be left behind: a project or a stage was renamed',
    ],
  ])('is refused where it is %s', (_what, after, message) => {
    expect(changeFaults(standing, after).join('\n')).toContain(message);
  });

  it('says that a protected table would be orphaned', () => {
    const protectedStage = stage({ Table: table({}, 'RetainExceptOnCreate') });
    expect(changeFaults(protectedStage, stage({})).join()).toContain(
      'would be orphaned: it stays, and no stack knows it',
    );
  });

  it('lets an operation go and come back', () => {
    expect(changeFaults(standing, stage({ Table: table() }))).toEqual([]);
    expect(changeFaults(stage({ Table: table() }), standing)).toEqual([]);
  });
});

describe('log groups that were kept', () => {
  const group = (name: string) => ({ Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: name } });
  const [logIn, logOut] = ['/aws/lambda/authwright-dev-login-user', '/aws/lambda/authwright-dev-logout-user'];
  const prod = createStage('prod', 'eu-central-1');
  const names = [logIn, logOut].map((name) => name.replace('-dev-', '-prod-'));
  const after = { fn: { In: group(names[0] ?? ''), Out: group(names[1] ?? '') } };

  it('are refused where they would be made again, and asked for once', () => {
    const asked: string[] = [];
    const groupsOf = (prefix: string) => {
      asked.push(prefix);
      return names;
    };
    const { faults } = keptLogGroups(prod, { fn: { In: group(names[0] ?? '') } }, after, groupsOf);
    expect(asked).toEqual(['/aws/lambda/authwright-prod-']);
    expect(faults).toEqual([expect.stringContaining(`--log-group-name ${names[1]} --region eu-central-1`)]);
  });

  it('are no fault where all of them stand in stacks; where AWS does not tell, it says so', () => {
    expect(keptLogGroups(prod, after, after, () => expect.fail())).toEqual({ faults: [] });
    expect(keptLogGroups(prod, {}, after, () => undefined).note).toContain('did not list');
  });
});
