import type { Bundle } from './bundling/bundle.js';
import type { Entry } from './bundling/esbuild.js';
import { operations } from './operations.js';
import { jobs, securitySchemes } from './project.js';
import { derivePermissions } from './permissions/derive.js';
import type { Grant } from './permissions/grant.js';

/** What functions count when they fail without throwing. */
export const failuresMetric = 'Failures';

/** A handler that is to be deployed, and what it needs. */
export interface Handler {
  /** `operations/list-orders` */
  readonly entry: Entry;
  /** `list-orders`: the last part of the function's name. */
  readonly file: string;
  /** The folder with its bundle. */
  readonly folder: string;
  readonly bytes: number;
  /** The name under which it logs and counts: an operation's id, a job's or a security scheme's name. */
  readonly service: string;
  /** The metrics that it counts. */
  readonly metrics: readonly string[];
  /** The commands of the SDK that its code sends: `kms:Decrypt`. */
  readonly commands: readonly string[];
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
      const { variables, required, metrics } = usage;
      const sent = usage.commands.map(({ client, command }) => `${client}:${command}`);
      const service = operation?.id ?? serviceOf(entry);
      return [
        entry,
        { entry, file: fileOf(entry), folder, bytes, service, metrics, commands: sent, variables, required, grants },
      ];
    }),
  );
}

/** An authorizer's or a job's name must not meet an operation's. */
function fileOf(entry: Entry): string {
  const [folder = '', file = ''] = entry.split('/');
  return folder === 'operations' ? file : folder === 'security' ? `authorizer-${file}` : `job-${file}`;
}

function serviceOf(entry: Entry): string {
  const [folder, file = ''] = entry.split('/');
  const named = Object.entries(folder === 'jobs' ? jobs : securitySchemes).find(([, one]) => one.file === file);
  return named?.[0] ?? file;
}

/** The names of the functions that count a metric, sorted. */
export function servicesCounting(handlers: Handlers, metric: string): readonly string[] {
  return [...handlers.values()]
    .filter(({ metrics }) => metrics.includes(metric))
    .map(({ service }) => service)
    .sort();
}

/** The commands of a client of the SDK that some handler sends, sorted. */
export function commandsOf(handlers: Handlers, client: string): readonly string[] {
  const all = [...handlers.values()].flatMap(({ commands }) => commands);
  const own = all.filter((command) => command.startsWith(`${client}:`));
  return [...new Set(own.map((command) => command.slice(client.length + 1)))].sort();
}

/** Whether some handler reads one of these variables: what nobody asks for is not made. */
export function isNeeded(handlers: Handlers, ...variables: readonly string[]): boolean {
  return [...handlers.values()].some((handler) => variables.some((variable) => handler.variables.includes(variable)));
}
