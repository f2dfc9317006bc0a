import type { Bundle } from './bundling/bundle.js';
import type { Entry } from './bundling/esbuild.js';
import { operations } from './operations.js';
import { derivePermissions } from './permissions/derive.js';
import type { Grant } from './permissions/grant.js';

/** A handler that is to be deployed, and what it needs. */
export interface Handler {
  /** `operations/list-orders` */
  readonly entry: Entry;
  /** `list-orders`: the last part of the function's name. */
  readonly file: string;
  /** The folder with its bundle. */
  readonly folder: string;
  readonly bytes: number;
  /** The environment variables that it reads. */
  readonly variables: readonly string[];
  /** Those of them that it cannot do without. */
  readonly required: readonly string[];
  readonly grants: readonly Grant[];
}

/** The handlers by entry. */
export type Handlers = ReadonlyMap<Entry, Handler>;

/** What the handlers need, from their bundles. */
export function handlersOf(bundles: ReadonlyMap<Entry, Bundle>): Handlers {
  const byEntry = new Map(
    Object.entries(operations).map(([id, { file, filled, entities }]) => [
      `operations/${file}`,
      { id, entities: filled ? entities : [] },
    ]),
  );
  return new Map(
    [...bundles].map(([entry, { folder, bytes, commands, usage }]): [Entry, Handler] => {
      const operation = byEntry.get(entry);
      const grants = derivePermissions({
        name: operation?.id ?? entry,
        usage,
        bundled: commands,
        ...(operation ? { entities: operation.entities } : {}),
      });
      const { variables, required } = usage;
      return [entry, { entry, file: fileOf(entry), folder, bytes, variables, required, grants }];
    }),
  );
}

/** An authorizer's or a job's name must not meet an operation's. */
function fileOf(entry: Entry): string {
  const [folder = '', file = ''] = entry.split('/');
  return folder === 'operations' ? file : folder === 'security' ? `authorizer-${file}` : `job-${file}`;
}

/** Whether some handler reads one of these variables: what nobody asks for is not made. */
export function isNeeded(handlers: Handlers, ...variables: readonly string[]): boolean {
  return [...handlers.values()].some((handler) => variables.some((variable) => handler.variables.includes(variable)));
}
