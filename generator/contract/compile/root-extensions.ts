import { diagnostic, type Reporter } from '../../diagnostics/diagnostic.js';
import { child, fields, isMapping, items, keyOf, number, text, type Cursor } from '../read/cursor.js';
import type {
  Domain,
  Frontend,
  Job,
  Secret,
  SettingValue,
  StageConfiguration,
  StageSettings,
} from '../model/contract.js';
import { closest } from '../resolve/references.js';
import { reportUnknownKeys } from './operation-extensions.js';

/** `x-authwright` at the root, without the entities. */
export interface RootExtension {
  readonly name: string | undefined;
  readonly packaging: 'zip' | 'image';
  readonly stages: StageSettings;
  readonly jobs: readonly Job[];
  readonly secrets: readonly Secret[];
}

/** "Schedule expressions" of the EventBridge user guide: a value of 1 has a unit in the singular, any other in the plural. */
const scheduleExpression =
  /^(?:rate\((?:1 (?:minute|hour|day)|(?!0*1 )0*[1-9]\d* (?:minutes|hours|days))\)|cron\(\S+(?: \S+){5}\))$/;

const rootKeys = ['name', 'packaging', 'settings', 'stages', 'frontends', 'secrets', 'jobs', 'entities'];

/** Reads `x-authwright`; an absent one means its defaults. */
export function readRootExtension(root: Cursor, reporter: Reporter): RootExtension {
  const holder = child(root, 'x-authwright') ?? { value: {}, at: root.at };
  if (!isMapping(holder.value)) reporter.report(diagnostic('AW302', holder.at, 'x-authwright is a mapping'));
  reportUnknownKeys(holder, rootKeys, reporter);
  return {
    name: readName(holder, reporter),
    packaging: readPackaging(holder, reporter),
    stages: readStages(holder, reporter),
    jobs: fields(child(holder, 'jobs'))
      .flatMap(([name, cursor]) => readJob(name, cursor, reporter) ?? [])
      .sort(byName),
    secrets: fields(child(holder, 'secrets'))
      .flatMap(([name, cursor]) => readSecret(name, cursor, reporter) ?? [])
      .sort(byName),
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

function readStages(holder: Cursor, reporter: Reporter): StageSettings {
  const common: StageConfiguration = {
    settings: readSettings(child(holder, 'settings'), reporter),
    frontends: readFrontends(child(holder, 'frontends'), reporter) ?? [],
  };
  const stages = fields(child(holder, 'stages')).map(([name, stage]) => {
    reportUnknownKeys(stage, ['settings', 'frontends', 'domain'], reporter);
    if (!/^[a-z][a-z0-9]{0,11}$/.test(name)) {
      reporter.report(diagnostic('AW302', keyOf(stage), 'a stage is 1 to 12 lower-case letters and digits'));
    }
    const settings = { ...common.settings, ...readOverrides(child(stage, 'settings'), common.settings, reporter) };
    const frontends = readFrontends(child(stage, 'frontends'), reporter) ?? common.frontends;
    return [name, { settings, frontends }] as const;
  });
  const domains = fields(child(holder, 'stages')).flatMap(([name, stage]) => {
    const domain = readDomain(child(stage, 'domain'), reporter);
    return domain ? [[name, domain] as const] : [];
  });
  return {
    common,
    stages: Object.fromEntries(stages.sort(([a], [b]) => (a < b ? -1 : 1))),
    domains: Object.fromEntries(domains.sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}

function readSettings(cursor: Cursor | undefined, reporter: Reporter): Record<string, SettingValue> {
  const settings: Record<string, SettingValue> = {};
  for (const [name, entry] of fields(cursor)) {
    if (!/^[a-z][A-Za-z0-9]*$/.test(name)) {
      reporter.report(diagnostic('AW302', keyOf(entry), 'a setting is named in lowerCamelCase'));
    } else if (isSetting(entry.value)) settings[name] = entry.value;
    else reporter.report(diagnostic('AW302', entry.at, 'a setting is a string, a number or a boolean'));
  }
  return settings;
}

function readOverrides(
  cursor: Cursor | undefined,
  common: Readonly<Record<string, SettingValue>>,
  reporter: Reporter,
): Record<string, SettingValue> {
  const settings = readSettings(cursor, reporter);
  for (const [name, entry] of fields(cursor)) {
    if (!Object.hasOwn(common, name)) {
      const close = closest(name, Object.keys(common));
      reporter.report(
        diagnostic(
          'AW305',
          keyOf(entry),
          `"${name}" is not among x-authwright.settings`,
          close ? { fix: `Did you mean "${close}"?` } : {},
        ),
      );
    } else if (typeof common[name] !== typeof entry.value) {
      reporter.report(diagnostic('AW305', entry.at, `"${name}" is a ${typeof common[name]}`));
    }
  }
  return settings;
}

function isSetting(value: unknown): value is SettingValue {
  return (
    typeof value === 'string' || typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value))
  );
}

function readFrontends(cursor: Cursor | undefined, reporter: Reporter): readonly Frontend[] | undefined {
  if (!cursor) return undefined;
  return items(cursor).flatMap((item): Frontend[] => {
    reportUnknownKeys(item, ['origin', 'linkBase'], reporter);
    const origin = text(item, 'origin');
    const linkBase = text(item, 'linkBase') ?? origin;
    if (origin === undefined || linkBase === undefined || !isOrigin(origin) || !URL.canParse(linkBase)) {
      reporter.report(
        diagnostic(
          'AW302',
          item.at,
          'a frontend has an "origin" (scheme, host and port only) and a "linkBase" (a URL)',
        ),
      );
      return [];
    }
    return [{ origin, linkBase: linkBase.replace(/\/$/, '') }];
  });
}

const hostname = /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/;

function readDomain(cursor: Cursor | undefined, reporter: Reporter): Domain | undefined {
  if (!cursor) return undefined;
  reportUnknownKeys(cursor, ['name', 'hostedZoneId', 'hostedZoneName'], reporter);
  const [name = '', hostedZoneId = '', hostedZoneName = ''] = ['name', 'hostedZoneId', 'hostedZoneName'].map((key) =>
    text(cursor, key),
  );
  const within = name === hostedZoneName || name.endsWith(`.${hostedZoneName}`);
  if (hostname.test(name) && hostname.test(hostedZoneName) && /^Z[A-Z0-9]{1,31}$/.test(hostedZoneId) && within) {
    return { name, hostedZoneId, hostedZoneName };
  }
  reporter.report(
    diagnostic(
      'AW302',
      cursor.at,
      'a domain has a "name" within a hosted zone of Route 53: its "hostedZoneId" and its "hostedZoneName"',
    ),
  );
  return undefined;
}

/** An origin as browsers send it (RFC 6454 section 6.2): nothing after the port. */
function isOrigin(value: string): boolean {
  return URL.canParse(value) && new URL(value).origin === value;
}

function readSecret(name: string, cursor: Cursor, reporter: Reporter): Secret | undefined {
  reportUnknownKeys(cursor, ['description'], reporter);
  if (/^[a-z][a-z0-9-]{0,39}$/.test(name)) return { name, description: text(cursor, 'description'), at: keyOf(cursor) };
  reporter.report(diagnostic('AW302', keyOf(cursor), 'a secret is 1 to 40 lower-case letters, digits and hyphens'));
  return undefined;
}

function readJob(name: string, cursor: Cursor, reporter: Reporter): Job | undefined {
  reportUnknownKeys(cursor, ['description', 'schedule', 'queue', 'trigger'], reporter);
  const base = { name, description: text(cursor, 'description'), at: keyOf(cursor) };
  if (!/^[a-z][a-z0-9-]{0,39}$/.test(name)) {
    reporter.report(diagnostic('AW302', keyOf(cursor), 'a job is 1 to 40 lower-case letters, digits and hyphens'));
    return undefined;
  }
  const schedule = text(cursor, 'schedule');
  const queue = child(cursor, 'queue');
  const trigger = text(cursor, 'trigger');
  if ([schedule, queue, trigger].filter((one) => one !== undefined).length !== 1) {
    reporter.report(diagnostic('AW302', keyOf(cursor), 'a job has one of "schedule", "queue" and "trigger"'));
    return undefined;
  }
  if (schedule !== undefined) {
    if (!scheduleExpression.test(schedule)) {
      reporter.report(diagnostic('AW302', cursor.at, 'a schedule is rate(...) or cron(...), as EventBridge writes it'));
    }
    return { ...base, trigger: { kind: 'schedule', expression: schedule } };
  }
  if (trigger !== undefined) return { ...base, trigger: { kind: 'cognito', trigger } };
  if (!queue) return undefined;
  reportUnknownKeys(queue, ['batchSize', 'maxReceiveCount'], reporter);
  const batchSize = number(queue, 'batchSize') ?? 1;
  return { ...base, trigger: { kind: 'queue', batchSize, maxReceiveCount: number(queue, 'maxReceiveCount') ?? 5 } };
}

function byName(a: { readonly name: string }, b: { readonly name: string }): number {
  return a.name < b.name ? -1 : 1;
}
