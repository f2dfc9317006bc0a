import type { TemplateResource } from './template-faults.js';

/** The resources of a stack, by their ids. */
export type StackResources = Readonly<Record<string, TemplateResource>>;

/** The stacks of a stage, by their names. */
export type StageTemplates = Readonly<Record<string, StackResources>>;

/** What CloudFormation does with a resource of some type when it changes. */
interface ChangeRule {
  /** The property with the name that only one resource can have. */
  readonly name: string;
  /** Properties whose change makes a new resource in place of the old one (CloudFormation user guide). */
  readonly replacedBy: readonly string[];
  /** What it holds that cannot be made again. */
  readonly holds?: string;
}

const rules: Readonly<Record<string, ChangeRule>> = {
  'AWS::Cognito::UserPool': {
    name: 'UserPoolName',
    replacedBy: ['AliasAttributes', 'UsernameAttributes', 'UsernameConfiguration'],
    holds: 'users and their passwords',
  },
  'AWS::DynamoDB::Table': { name: 'TableName', replacedBy: ['KeySchema', 'TableName'], holds: 'items' },
  'AWS::ECR::Repository': { name: 'RepositoryName', replacedBy: ['EncryptionConfiguration', 'RepositoryName'] },
  'AWS::IAM::Role': { name: 'RoleName', replacedBy: ['Path', 'RoleName'] },
  'AWS::KMS::Key': { name: 'KeyId', replacedBy: ['KeySpec', 'KeyUsage'], holds: 'the key of what it encrypted' },
  'AWS::Lambda::Function': { name: 'FunctionName', replacedBy: ['FunctionName', 'PackageType'] },
  'AWS::Logs::LogGroup': { name: 'LogGroupName', replacedBy: ['LogGroupName'] },
  'AWS::SQS::Queue': { name: 'QueueName', replacedBy: ['FifoQueue', 'QueueName'], holds: 'messages' },
  'AWS::SecretsManager::Secret': { name: 'Name', replacedBy: ['Name'], holds: 'its value' },
};

interface Placed extends TemplateResource {
  readonly stack: string;
  readonly id: string;
}

/** What CloudFormation would refuse, replace or orphan, each with what to do instead. */
export function changeFaults(before: StageTemplates, after: StageTemplates): readonly string[] {
  const [old, wanted] = [placedIn(before), placedIn(after)];
  return [
    ...Object.keys(before)
      .filter((stack) => after[stack] === undefined)
      .map(
        (stack) =>
          `The stack ${stack} stands and would be left behind: a project or a stage was renamed, or no function is left in it. Keep the name, or move the data and destroy the old stack first.`,
      ),
    ...old.flatMap((resource) => faultsOf(resource, wanted, after)),
  ];
}

function placedIn(templates: StageTemplates): readonly Placed[] {
  return Object.entries(templates).flatMap(([stack, resources]) =>
    Object.entries(resources).map(([id, resource]) => ({ ...resource, stack, id })),
  );
}

function faultsOf(old: Placed, wanted: readonly Placed[], after: StageTemplates): readonly string[] {
  const rule = Object.hasOwn(rules, old.Type) ? rules[old.Type] : undefined;
  if (!rule || after[old.stack] === undefined) return [];
  const same = wanted.find(({ Type, stack, id }) => Type === old.Type && stack === old.stack && id === old.id);
  if (same)
    return [
      ...replacementFaults(old, same, rule),
      ...(old.Type === 'AWS::DynamoDB::Table' ? indexFaults(old, same) : []),
    ];
  return removalFaults(old, wanted, rule);
}

function replacementFaults(old: Placed, next: Placed, { name, replacedBy, holds }: ChangeRule): readonly string[] {
  const changed = replacedBy.filter((property) => textOf(old, property) !== textOf(next, property));
  if (changed.length === 0) return [];
  const what = `${nameOf(old, name)} (${old.Type} in ${old.stack})`;
  if (old.Type === 'AWS::Lambda::Function') {
    return [
      `${what} would be replaced, since ${changed.join(' and ')} changes, and CloudFormation refuses that for a function with a name. Take the function stacks down and deploy them again: cdk destroy ${old.stack} keeps the data.`,
    ];
  }
  return holds === undefined
    ? [
        `${what} would be replaced, since ${changed.join(' and ')} changes, and CloudFormation refuses that for what has a name.`,
      ]
    : [
        `${what} would be replaced by an empty one, since ${changed.join(' and ')} changes; it holds ${holds}. Make a second one beside it under another name, and move what it holds.`,
      ];
}

function removalFaults(old: Placed, wanted: readonly Placed[], { name, holds }: ChangeRule): readonly string[] {
  const own = textOf(old, name);
  const moved =
    own === undefined ? undefined : wanted.find((one) => one.Type === old.Type && textOf(one, name) === own);
  const what = `${nameOf(old, name)} (${old.Type})`;
  if (moved && moved.stack !== old.stack) {
    return [
      `${what} would move from ${old.stack} to ${moved.stack}, and CloudFormation refuses to make it while the old one stands. Take generated/infra/function-stacks.json back from version control, which says where each function is, and generate again; or deploy once without it, then with it.`,
    ];
  }
  if (moved)
    return [`${what} changes its id in ${old.stack}: CloudFormation would make it a second time, and refuses.`];
  if (holds === undefined) return [];
  const kept = old.DeletionPolicy?.startsWith('Retain') === true;
  return [
    `${what} would ${kept ? 'be orphaned: it stays, and no stack knows it' : 'be deleted'}; it holds ${holds}. Leave it in the contract, or move what it holds first and delete it by hand.`,
  ];
}

interface Index {
  readonly IndexName: string;
}

/** DynamoDB makes or removes one index in an update (API reference, `UpdateTable`), and changes none. */
function indexFaults(old: Placed, next: Placed): readonly string[] {
  const indexesOf = ({ Properties }: Placed): readonly Index[] =>
    (Properties?.['GlobalSecondaryIndexes'] ?? []) as readonly Index[];
  const [before, after] = [indexesOf(old), indexesOf(next)];
  const names = (list: readonly Index[]): readonly string[] => list.map(({ IndexName }) => IndexName);
  const changed = before.filter((index) => {
    const now = after.find(({ IndexName }) => IndexName === index.IndexName);
    return now !== undefined && sorted(now) !== sorted(index);
  });
  const added = names(after).filter((name) => !names(before).includes(name));
  const removed = names(before).filter((name) => !names(after).includes(name));
  const table = nameOf(old, 'TableName');
  return [
    ...changed.map(
      ({ IndexName }) =>
        `The index ${IndexName} of ${table} changes its keys or what it projects, which DynamoDB cannot do. Add one of another name, deploy, then remove this one.`,
    ),
    ...(added.length + removed.length > 1
      ? [
          `The table ${table} would gain or lose ${added.length + removed.length} indexes at once (${[...added, ...removed].join(', ')}), and DynamoDB takes one in an update. Deploy them one after the other.`,
        ]
      : []),
  ];
}

function nameOf(resource: Placed, property: string): string {
  const name = resource.Properties?.[property];
  return typeof name === 'string' ? name : resource.id;
}

function textOf({ Properties = {} }: TemplateResource, property: string): string | undefined {
  return Properties[property] === undefined ? undefined : sorted(Properties[property]);
}

/** A value as text, whatever the order of its keys. */
function sorted(value: unknown): string {
  return JSON.stringify(value, (_key, item: unknown) =>
    typeof item === 'object' && item !== null && !Array.isArray(item)
      ? Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)))
      : item,
  );
}
