import { readUsage } from './bundling/usage.js';
import type { SourceFolders } from './bundling/esbuild.js';
import { lambdaDefaults } from './limits.js';
import { resourceName } from './names.js';
import { operations, type OperationId } from './operations.js';
import { derivePermissions } from './permissions/derive.js';
import { resourceText } from './permissions/grant.js';
import { stageNames } from './project.js';
import { runbook } from './runbook.js';

/** What becomes of an operation on AWS, and why. */
export interface FunctionFacts {
  /** The function's name in each stage. */
  readonly functions: readonly { readonly stage: string; readonly name: string }[];
  /** MiB. */
  readonly memory: number;
  /** Seconds. */
  readonly timeout: number;
  readonly reservedConcurrency?: number;
  /** The variables of its environment, with the modules that read them. */
  readonly environment: readonly {
    readonly name: string;
    readonly required: boolean;
    readonly readBy: readonly string[];
  }[];
  readonly permissions: readonly {
    readonly action: string;
    readonly resource: string;
    /** The patterns of partition keys that it is limited to. */
    readonly keys?: readonly string[];
    /** What in the bundle needs it. */
    readonly reason: string;
  }[];
  readonly alarms: readonly { readonly kind: string; readonly meaning: string }[];
}

/**
 * Reads off the code of an operation what its function is given.
 *
 * @throws UnknownPermission when its permissions cannot be derived
 */
export async function explainFunction(id: OperationId, folders: SourceFolders): Promise<FunctionFacts> {
  const operation = operations[id];
  if (!operation) throw new Error(`There is no operation ${id}.`);
  const { file, filled, entities, lambda } = operation;
  const entry = `operations/${file}`;
  const usage = (await readUsage([entry], folders)).get(entry);
  if (!usage) throw new Error(`esbuild made no bundle of ${entry}`);
  const grants = derivePermissions({ name: id, usage, entities: filled ? entities : [] });
  return {
    functions: stageNames.map((stage) => ({ stage, name: resourceName({ name: stage }, file) })),
    ...lambdaDefaults,
    ...lambda,
    environment: [...new Set(['LOG_LEVEL', ...usage.variables])].sort().map((name) => ({
      name,
      required: usage.required.includes(name),
      readBy: usage.variables.includes(name) ? usage.readersOf(name) : ['the logger'],
    })),
    permissions: grants.map(({ action, resource, leadingKeys, reason }) => ({
      action,
      resource: resourceText(resource),
      ...(leadingKeys ? { keys: leadingKeys } : {}),
      reason,
    })),
    alarms: Object.entries(runbook)
      .filter(([kind]) => kind.startsWith('function-'))
      .map(([kind, { meaning }]) => ({ kind, meaning })),
  };
}
