import type { Node } from 'acorn';
import type { ImportedName, Reference } from './scopes.js';
import { memberName, memberOf } from './syntax.js';

/** A use of a command of the AWS SDK. */
export interface CommandUse {
  /** The SDK's client without its prefix: `kms`. */
  readonly client: string;
  /** Without the suffix: `GenerateDataKey`. `?` where only the run knows which one it is. */
  readonly command: string;
  readonly node: Node;
}

const clients = '@aws-sdk/client-';
const suffix = 'Command';

/** The SDK's client that a module specifier names: `kms`. */
export function clientOf(module: string | undefined): string | undefined {
  return module?.startsWith(clients) ? module.slice(clients.length) : undefined;
}

/**
 * The commands that are referred to. An import alone is no use: a bundler keeps the import statement of a package as a
 * whole.
 */
export function commandUses(references: readonly Reference[]): readonly CommandUse[] {
  return references.flatMap((reference) => {
    const imported = reference.binding?.imported;
    const client = clientOf(imported?.module);
    const command = imported && commandOf(exportedName(reference, imported));
    return client === undefined || command === undefined ? [] : [{ client, command, node: reference.node }];
  });
}

/** The export of a client that a reference stands for; `?` for a whole client that is not asked for a written name. */
function exportedName(reference: Reference, { name }: ImportedName): string {
  if (name !== '*' && name !== 'default') return name;
  const member = memberOf(reference);
  return (member && memberName(member)) ?? '?';
}

function commandOf(name: string): string | undefined {
  if (name === '?') return name;
  // `$Command` is what all commands are made of.
  return name.endsWith(suffix) && name !== suffix && !name.startsWith('$') ? name.slice(0, -suffix.length) : undefined;
}
