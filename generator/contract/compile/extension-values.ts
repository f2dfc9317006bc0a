import { diagnostic, type Diagnostic, type Location, type Reporter } from '../../diagnostics/diagnostic.js';
import type { Configured, SettingValue } from '../model/contract.js';
import { child, fields, isMapping, keyOf, type Cursor } from '../read/cursor.js';
import { closest } from '../resolve/references.js';

/** The settings common to all stages. */
export type Settings = Readonly<Record<string, SettingValue>>;

/** Reports the keys of a mapping that are none of the known ones. */
export function reportUnknownKeys(cursor: Cursor, known: readonly string[], reporter: Reporter): void {
  for (const [key, entry] of fields(cursor)) {
    if (known.includes(key)) continue;
    const message = `"${key}" is not known here; the keys are ${known.join(', ')}`;
    reporter.report(diagnostic('AW302', keyOf(entry), message, meant(key, known)));
  }
}

/** The fix for a word that is close to one of the known ones. */
export function meant(word: string, known: readonly string[]): { fix?: string } {
  const close = closest(word, known);
  return close === undefined ? {} : { fix: `Did you mean "${close}"?` };
}

/** A word out of a list. */
export function readChoice<T extends string>(
  holder: Cursor,
  key: string,
  choices: readonly T[],
  reporter: Reporter,
): T | undefined {
  const entry = child(holder, key);
  return entry && choiceOf(entry, choices, reporter);
}

/** The value if it is a word out of a list. */
export function choiceOf<T extends string>(
  { value, at }: Cursor,
  choices: readonly T[],
  reporter: Reporter,
): T | undefined {
  const chosen = choices.find((choice) => choice === value);
  if (chosen === undefined) {
    const message = `${JSON.stringify(value)} is none of ${choices.join(', ')}`;
    reporter.report(diagnostic('AW302', at, message, typeof value === 'string' ? meant(value, choices) : {}));
  }
  return chosen;
}

/** A yes or no. */
export function readFlag(holder: Cursor, key: string, otherwise: boolean, reporter: Reporter): boolean {
  const entry = child(holder, key);
  if (!entry || typeof entry.value === 'boolean') return entry ? entry.value === true : otherwise;
  reporter.report(diagnostic('AW302', entry.at, `"${key}" is true or false`));
  return otherwise;
}

/** A whole number between two bounds. */
export function readWhole(
  holder: Cursor,
  key: string,
  [least, most]: readonly [number, number],
  reporter: Reporter,
): number | undefined {
  const entry = child(holder, key);
  if (!entry) return undefined;
  if (isWhole(entry.value, least, most)) return entry.value;
  reporter.report(wholeFault(entry.at, key, least, most));
  return undefined;
}

/** A whole number between two bounds, or the setting that holds it: `{ setting: NAME }`. */
export function readConfiguredNumber(
  holder: Cursor,
  key: string,
  [least, most]: readonly [number, number],
  settings: Settings,
  reporter: Reporter,
): Configured<number> | undefined {
  const entry = child(holder, key);
  if (!entry || isWhole(entry.value, least, most)) return entry?.value as number | undefined;
  const reference = readSettingReference(entry, 'number', settings, reporter);
  if (reference === undefined) reporter.report(wholeFault(entry.at, key, least, most, ' or { setting: NAME }'));
  return typeof reference === 'object' ? reference : undefined;
}

/** A yes or no, or the setting that holds it. */
export function readConfiguredFlag(
  holder: Cursor,
  key: string,
  settings: Settings,
  reporter: Reporter,
): Configured<boolean> | undefined {
  const entry = child(holder, key);
  if (!entry || typeof entry.value === 'boolean') return entry?.value as boolean | undefined;
  const reference = readSettingReference(entry, 'boolean', settings, reporter);
  if (reference === undefined) {
    reporter.report(diagnostic('AW302', entry.at, `"${key}" is true, false or { setting: NAME }`));
  }
  return typeof reference === 'object' ? reference : undefined;
}

/**
 * A setting that stands for a value: `{ setting: NAME }`, or `settings.NAME`. Undefined when the value is no reference;
 * `refused` when no setting has the name and the type, which is reported.
 */
export function readSettingReference(
  { value, at }: Cursor,
  type: 'number' | 'boolean',
  settings: Settings,
  reporter: Reporter,
): { readonly setting: string } | 'refused' | undefined {
  const setting = referenceOf(value);
  if (setting === undefined) return undefined;
  const fault = settingFault(setting, type, settings, at);
  if (fault === undefined) return { setting };
  reporter.report(fault);
  return 'refused';
}

function referenceOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value.startsWith('settings.') ? value.slice('settings.'.length) : undefined;
  if (!isMapping(value) || Object.keys(value).join() !== 'setting') return undefined;
  return typeof value['setting'] === 'string' ? value['setting'] : undefined;
}

function settingFault(setting: string, type: string, settings: Settings, at: Location): Diagnostic | undefined {
  if (!Object.hasOwn(settings, setting)) {
    return diagnostic('AW305', at, `no setting is named "${setting}"`, meant(setting, Object.keys(settings)));
  }
  return typeof settings[setting] === type
    ? undefined
    : diagnostic('AW305', at, `the setting "${setting}" is no ${type}`, { fix: `Name a setting that is a ${type}.` });
}

function isWhole(value: unknown, least: number, most: number): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most;
}

function wholeFault(at: Location, key: string, least: number, most: number, or = ''): Diagnostic {
  return diagnostic('AW302', at, `"${key}" must be a whole number from ${least} to ${most}${or}`);
}

/** The table that an extension names, without the stage; undefined where it names none. */
export function readTable(extension: Cursor, reporter: Reporter): string | undefined {
  const entry = child(extension, 'table');
  if (!entry) return undefined;
  if (typeof entry.value === 'string' && /^[a-z][a-z0-9-]{1,39}$/.test(entry.value)) return entry.value;
  reporter.report(diagnostic('AW302', entry.at, 'a table is 2 to 40 lower-case letters, digits and hyphens'));
  return undefined;
}
