import type { Liveness } from '../bundling/liveness.js';
import { commandRules } from './commands.js';
import { grantedModules, tableGrants, touchedEntities } from './entities.js';
import { resourceText, type Grant } from './grant.js';

/** What permissions of a function are derived from. */
export interface DerivationInput {
  /** How messages call the function. */
  readonly name: string;
  readonly liveness: Liveness;
  /** The commands that the whole bundle holds, packages included; absent when only the project's code was built. */
  readonly bundled?: readonly string[];
  /** Of an operation, the entities that the contract lets it touch. */
  readonly entities?: readonly string[];
}

/** Commands that the SDK brings along and that no function sends: endpoint discovery is off unless asked for. */
const unsent = new Set(['dynamodb:DescribeEndpoints']);

/** A function whose permissions cannot be derived: granting less would break it, and granting more is never right. */
export class UnknownPermission extends Error {
  override readonly name = 'UnknownPermission';
}

/**
 * The permissions of a function: what its bundle can call, on the resources that it can name, and nothing else.
 *
 * @throws UnknownPermission
 */
export function derivePermissions({ name, liveness, bundled, entities }: DerivationInput): readonly Grant[] {
  const variables = new Set(liveness.variables);
  const sent = new Set(liveness.commands.map(({ client, command }) => `${client}:${command}`));
  const hidden = (bundled ?? []).filter((command) => !sent.has(command) && !unsent.has(command));
  if (hidden.length > 0) {
    throw new UnknownPermission(
      `${name} bundles ${hidden.join(', ')} through a package, so that nothing tells on which resource. ` +
        'Call AWS through a function of your own.',
    );
  }
  if (liveness.counters.includes('?')) {
    throw new UnknownPermission(
      `${name} calls rateLimits with a name that is not written out, so that nothing tells on which counters.`,
    );
  }
  if (entities) assertEntities(name, liveness, entities);
  const grants = liveness.commands.flatMap(({ client, command, module }): readonly Grant[] => {
    if (client === 'dynamodb') {
      assertTableCall(name, command, module);
      return [];
    }
    const rule = commandRules[`${client}:${command}`];
    if (rule === undefined) {
      throw new UnknownPermission(
        `${name} sends ${client}:${command} (${module}), of which infra/permissions/commands.ts knows no permission.`,
      );
    }
    if (rule.action === undefined) return [];
    const resources = rule.resources(variables);
    if (resources.length === 0) {
      throw new UnknownPermission(
        `${name} sends ${client}:${command} (${module}) but reads no variable that says to what.`,
      );
    }
    const { action } = rule;
    return [
      ...resources.map((resource) => ({ action, resource, reason: module })),
      ...(rule.implies ?? []).map((implied) => ({ ...implied, reason: `${action} on something encrypted` })),
    ];
  });
  return merged([...tableGrants(liveness), ...grants]);
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
function assertTableCall(name: string, command: string, module: string): void {
  if ([...grantedModules].some((one) => module.endsWith(`/${one}.ts`))) return;
  throw new UnknownPermission(
    `${name} sends dynamodb:${command} (${module}) past the functions of entities/, so that nothing tells on which keys.`,
  );
}

function assertEntities(name: string, liveness: Liveness, allowed: readonly string[]): void {
  const foreign = touchedEntities(liveness).filter((entity) => !allowed.includes(entity));
  if (foreign.length === 0) return;
  throw new UnknownPermission(
    `${name} touches ${foreign.join(', ')}, which the operation's x-authwright-repository does not name.`,
  );
}
