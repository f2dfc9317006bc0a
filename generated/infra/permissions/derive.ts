import type { Usage, UsedCommand } from '../bundling/usage.js';
import { commandRules } from './commands.js';
import { resourceText, UnknownPermission, type Grant } from './grant.js';
import { tableRules } from './services.js';

/** What permissions of a function are derived from. */
export interface DerivationInput {
  /** How messages call the function. */
  readonly name: string;
  readonly usage: Usage;
  /** The commands that the whole bundle holds, packages included; absent when only the project's code was built. */
  readonly bundled?: readonly string[];
  /** The entities that the operation's repository has functions of. */
  readonly entities?: readonly string[];
}

/** Commands that the SDK brings along and that no function sends: endpoint discovery is off unless asked for. */
const unsent = new Set(['dynamodb:DescribeEndpoints']);

/**
 * The permissions of a function: what its bundle can call, on the resources that it can name, and nothing else.
 *
 * @throws UnknownPermission
 */
export function derivePermissions({ name, usage, bundled = [], entities = [] }: DerivationInput): readonly Grant[] {
  assertDerivable(name, usage, bundled);
  const variables = new Set(usage.variables);
  const tables = tableRules?.grants(usage) ?? [];
  assertEntities(name, usage, entities);
  const others = usage.commands.flatMap((used) => {
    if (used.client !== 'dynamodb') return serviceGrants(name, used, variables);
    assertTableCall(name, used);
    return [];
  });
  return merged([...tables, ...others]);
}

/** Everything that a function asks for is written out, or nobody could tell what it needs. */
function assertDerivable(name: string, usage: Usage, bundled: readonly string[]): void {
  const unwritten = usage.commands.find(({ command }) => command === '?');
  if (unwritten) {
    throw new UnknownPermission(
      `${name} uses @aws-sdk/client-${unwritten.client} (${unwritten.module}) so that nothing tells which command it sends. ` +
        'Import the command by its name.',
    );
  }
  const sent = new Set(usage.commands.map(({ client, command }) => `${client}:${command}`));
  const hidden = bundled.filter((command) => !sent.has(command) && !unsent.has(command));
  if (hidden.length > 0) {
    throw new UnknownPermission(
      `${name} bundles ${hidden.join(', ')} through a package, so that nothing tells on which resource. ` +
        'Call AWS through a function of your own.',
    );
  }
  if (usage.counters.includes('?')) {
    throw new UnknownPermission(
      `${name} calls rateLimits with a name that is not written out, so that nothing tells on which counters.`,
    );
  }
  const [reader] = usage.unnamedReaders;
  if (reader !== undefined) {
    throw new UnknownPermission(
      `${name} calls environment (${reader}) with a name that is not written out, so that nothing tells which variable it needs.`,
    );
  }
}

function serviceGrants(
  name: string,
  { client, command, module }: UsedCommand,
  variables: ReadonlySet<string>,
): readonly Grant[] {
  const sends = `${name} sends ${client}:${command} (${module})`;
  const rule = Object.hasOwn(commandRules, `${client}:${command}`) ? commandRules[`${client}:${command}`] : undefined;
  if (rule === undefined) {
    throw new UnknownPermission(`${sends}, of which infra/permissions/commands.ts knows no permission.`);
  }
  const { action, implies = [] } = rule;
  if (action === undefined) return [];
  const resources = rule.resources(variables);
  if (resources.length === 0) throw new UnknownPermission(`${sends} but reads no variable that says to what.`);
  return [
    ...resources.map((resource) => ({ action, resource, reason: module })),
    ...implies.map((implied) => ({ ...implied, reason: `${action} on something encrypted` })),
  ];
}

/** One grant for each action and resource, with the keys and reasons of all. */
function merged(grants: readonly Grant[]): readonly Grant[] {
  const byTarget = new Map<string, Grant[]>();
  for (const grant of grants) {
    const target = `${grant.action} ${resourceText(grant.resource)}`;
    byTarget.set(target, [...(byTarget.get(target) ?? []), grant]);
  }
  return [...byTarget]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, members]): Grant[] => {
      const [first] = members;
      if (!first) return [];
      const keys = members.flatMap(({ leadingKeys }) => leadingKeys ?? []);
      const reasons = members.map(({ reason }) => reason);
      return [
        {
          action: first.action,
          resource: first.resource,
          ...(keys.length > 0 ? { leadingKeys: unique(keys) } : {}),
          reason: unique(reasons).join(', '),
        },
      ];
    });
}

function unique(values: readonly string[]): readonly string[] {
  return [...new Set(values)].sort();
}

/** Tables are called through the entities' functions, which tell the keys. */
function assertTableCall(name: string, { command, module, emitted }: UsedCommand): void {
  if (emitted !== undefined && tableRules?.modules.has(emitted)) return;
  throw new UnknownPermission(
    `${name} sends dynamodb:${command} (${module}) past the functions of entities/, so that nothing tells on which keys.`,
  );
}

/** An entity that the contract gives an operation and that its function cannot reach is a mistake in one of the two. */
function assertEntities(name: string, { tableFunctions }: Usage, named: readonly string[]): void {
  const reached = new Set(tableFunctions.map(({ entity }) => entity));
  const missing = named.filter((entity) => !reached.has(entity));
  if (missing.length === 0) return;
  throw new UnknownPermission(
    `${name} gets no permission to ${missing.join(', ')}: its x-authwright-repository names it, and nothing in its bundle ` +
      'calls a function of it. Call one of context.repository, or take the entity out of the contract.',
  );
}
