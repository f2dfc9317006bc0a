import { diagnostic, type Reporter } from '../../../diagnostics/diagnostic.js';
import type { SettingValue } from '../../model/contract.js';
import { fields, keyOf, type Cursor } from '../../read/cursor.js';
import { meant } from '../extension-values.js';

/** The settings of a mapping; what is none is reported. */
export function readSettings(cursor: Cursor | undefined, reporter: Reporter): Record<string, SettingValue> {
  const settings: Record<string, SettingValue> = {};
  for (const [name, entry] of fields(cursor)) {
    if (!/^[a-z][A-Za-z0-9]*$/.test(name)) {
      reporter.report(diagnostic('AW302', keyOf(entry), 'a setting is named in lowerCamelCase'));
    } else if (isSetting(entry.value)) settings[name] = entry.value;
    else reporter.report(diagnostic('AW302', entry.at, 'a setting is a string, a number or a boolean'));
  }
  return settings;
}

/** The settings that a stage has of its own: some of the common ones, with the same types. */
export function readStageSettings(
  cursor: Cursor | undefined,
  common: Readonly<Record<string, SettingValue>>,
  reporter: Reporter,
): Record<string, SettingValue> {
  const settings = readSettings(cursor, reporter);
  for (const [name, entry] of fields(cursor)) {
    if (!Object.hasOwn(common, name)) {
      const message = `"${name}" is not among x-authwright.settings`;
      reporter.report(diagnostic('AW305', keyOf(entry), message, meant(name, Object.keys(common))));
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
