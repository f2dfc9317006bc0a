import { diagnostic, type Reporter } from '../../../diagnostics/diagnostic.js';
import { tracings } from '../../model/contract.js';
import type { FirewallRate, Job, Secret, StageSettings, Tracing } from '../../model/contract.js';
import { child, isMapping, type Cursor } from '../../read/cursor.js';
import { readChoice, readTable, reportUnknownKeys } from '../extension-values.js';
import { readFirewallRates } from './firewall.js';
import { readJobs } from './jobs.js';
import { readSecrets } from './secrets.js';
import { readStages } from './stages.js';
import { readUserPool, type DeclaredUserPool } from './user-pool.js';

/** `x-authwright` at the root, without the entities. */
export interface RootExtension {
  readonly name: string | undefined;
  readonly packaging: 'zip' | 'image';
  readonly tracing: Tracing;
  /** The table of entities that name none, and of the counters of rate limits. */
  readonly table: string;
  readonly stages: StageSettings;
  readonly jobs: readonly Job[];
  readonly secrets: readonly Secret[];
  readonly userPool: DeclaredUserPool | undefined;
  readonly firewallRates: readonly FirewallRate[];
  /** What becomes of keys of a body that no schema declares. */
  readonly undeclaredKeys: 'drop' | 'keep';
}

const rootKeys = [
  'name',
  'packaging',
  'tracing',
  'table',
  'settings',
  'settingsSchema',
  'stages',
  'frontends',
  'alarms',
  'secrets',
  'jobs',
  'entities',
  'userPool',
  'firewall',
  'undeclaredKeys',
];

/** Reads `x-authwright`; an absent one means its defaults. */
export function readRootExtension(root: Cursor, reporter: Reporter): RootExtension {
  const holder = child(root, 'x-authwright') ?? { value: {}, at: root.at };
  if (!isMapping(holder.value)) reporter.report(diagnostic('AW302', holder.at, 'x-authwright is a mapping'));
  reportUnknownKeys(holder, rootKeys, reporter);
  const stages = readStages(holder, reporter);
  const userPool = readUserPool(child(holder, 'userPool'), stages.common.settings, reporter);
  return {
    name: readName(holder, reporter),
    packaging: readPackaging(holder, reporter),
    tracing: readChoice(holder, 'tracing', tracings, reporter) ?? 'functions',
    table: readTable(holder, reporter) ?? 'data',
    stages,
    jobs: readJobs(child(holder, 'jobs'), child(holder, 'userPool') !== undefined, reporter),
    secrets: readSecrets(child(holder, 'secrets'), reporter),
    userPool,
    firewallRates: readFirewallRates(child(holder, 'firewall'), root, reporter),
    undeclaredKeys: readUndeclaredKeys(holder, reporter),
  };
}

/** Lower-case letters, digits and hyphens, short enough that `<name>-<stage>-<operation-id>` fits Lambda's 64 characters. */
function readName(holder: Cursor, reporter: Reporter): string | undefined {
  const entry = child(holder, 'name');
  if (!entry) return undefined;
  if (typeof entry.value === 'string' && /^[a-z][a-z0-9-]{0,23}$/.test(entry.value)) return entry.value;
  reporter.report(diagnostic('AW302', entry.at, 'the name is 1 to 24 lower-case letters, digits and hyphens'));
  return undefined;
}

function readPackaging(holder: Cursor, reporter: Reporter): 'zip' | 'image' {
  const entry = child(holder, 'packaging');
  if (entry && entry.value !== 'zip' && entry.value !== 'image') {
    reporter.report(diagnostic('AW302', entry.at, 'packaging is zip or image'));
  }
  return entry?.value === 'image' ? 'image' : 'zip';
}

function readUndeclaredKeys(holder: Cursor, reporter: Reporter): 'drop' | 'keep' {
  const entry = child(holder, 'undeclaredKeys');
  if (entry && entry.value !== 'drop' && entry.value !== 'keep') {
    reporter.report(diagnostic('AW302', entry.at, 'undeclaredKeys is drop or keep'));
  }
  return entry?.value === 'keep' ? 'keep' : 'drop';
}
