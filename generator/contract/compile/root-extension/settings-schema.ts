import { createRequire } from 'node:module';
import type { Ajv2020, AnySchema, ErrorObject } from 'ajv/dist/2020.js';
import { diagnostic, type Diagnostic, type Location, type Reporter } from '../../../diagnostics/diagnostic.js';
import type { StageSettings } from '../../model/contract.js';
import { child, fields, isMapping, keyOf, type Cursor } from '../../read/cursor.js';
import { childPointer } from '../../read/pointer.js';
import type { References } from '../../resolve/references.js';
import { meant } from '../extension-values.js';

/** The settings of a stage with the places where they are written. */
interface Configuration {
  /** Absent for the settings that all stages without their own have. */
  readonly stage?: string;
  readonly values: object;
  readonly placeOf: (setting: string | undefined) => Location;
}

/** Holds the settings of every stage against `x-authwright.settingsSchema`, a JSON Schema of draft 2020-12. */
export function checkSettings(root: Cursor, stages: StageSettings, references: References, reporter: Reporter): void {
  const extension = child(root, 'x-authwright');
  const schema = schemaOf(extension, references);
  if (!extension || !schema) return;
  if (!isMapping(schema.value)) {
    reporter.report(diagnostic('AW302', schema.at, 'settingsSchema is a JSON Schema'));
    return;
  }
  reportUnknownProperties(schema, Object.keys(stages.common.settings), reporter);
  const validate = compile(schema, reporter);
  if (!validate) return;
  const seen = new Set<string>();
  for (const configuration of configurationsOf(extension, stages)) {
    for (const fault of faultsOf(validate(configuration.values), configuration)) {
      // What is wrong for all stages is told once, at the common setting.
      const key = `${fault.at.pointer} ${fault.at.pointer.startsWith('#/x-authwright/stages') ? fault.message : ''}`;
      if (!seen.has(key)) reporter.report(fault);
      seen.add(key);
    }
  }
}

function schemaOf(extension: Cursor | undefined, references: References): Cursor | undefined {
  const listed = extension && child(extension, 'settingsSchema');
  return listed && references.resolve(listed);
}

/** What the schema calls the settings (`title`), by name: for whoever operates a stage. */
export function readSettingTitles(root: Cursor, references: References): Readonly<Record<string, string>> {
  const schema = schemaOf(child(root, 'x-authwright'), references);
  const titled = fields(schema && child(schema, 'properties')).map(([name, property]) => {
    const title = child(property, 'title')?.value;
    return typeof title === 'string' ? [[name, title] as const] : [];
  });
  return Object.fromEntries(titled.flat());
}

/** A schema may only speak of settings that there are: a misspelt one would never be held against anything. */
function reportUnknownProperties(schema: Cursor, settings: readonly string[], reporter: Reporter): void {
  for (const [key, entry] of fields(schema)) {
    if (key === 'properties') {
      for (const [name, property] of fields(entry)) {
        if (settings.includes(name)) continue;
        const message = `no setting is named "${name}"`;
        reporter.report(diagnostic('AW305', keyOf(property), message, meant(name, settings)));
      }
    } else if (['if', 'then', 'else', 'not'].includes(key)) reportUnknownProperties(entry, settings, reporter);
    else if (['allOf', 'anyOf', 'oneOf'].includes(key) && Array.isArray(entry.value)) {
      for (const [index, value] of entry.value.entries()) {
        const at = { file: entry.at.file, pointer: childPointer(entry.at.pointer, index) };
        reportUnknownProperties({ value, at }, settings, reporter);
      }
    }
  }
}

type Validate = (values: object) => readonly ErrorObject[];

/** The validator is loaded only for a contract that has a schema. */
function compile(schema: Cursor, reporter: Reporter): Validate | undefined {
  const { Ajv2020 } = createRequire(import.meta.url)('ajv/dist/2020.js') as typeof import('ajv/dist/2020.js');
  const ajv: Ajv2020 = new Ajv2020({ allErrors: true, verbose: true, strictTypes: false, strictRequired: false });
  if (!ajv.validateSchema(schema.value as AnySchema)) {
    for (const { instancePath, message = 'is not valid' } of ajv.errors ?? []) {
      const at = { file: schema.at.file, pointer: `${schema.at.pointer}${instancePath}` };
      reporter.report(diagnostic('AW302', at, `this is no JSON Schema: ${message}`));
    }
    return undefined;
  }
  try {
    const validate = ajv.compile(schema.value as AnySchema);
    return (values) => (validate(values) ? [] : (validate.errors ?? []));
  } catch (error) {
    // A keyword that JSON Schema does not know, or a reference that leads nowhere.
    const reason = error instanceof Error ? error.message : String(error);
    reporter.report(diagnostic('AW302', schema.at, `this is no JSON Schema: ${reason}`));
    return undefined;
  }
}

function configurationsOf(extension: Cursor, { common, stages }: StageSettings): readonly Configuration[] {
  const shared = child(extension, 'settings') ?? extension;
  const commonPlace = (setting: string | undefined): Location =>
    (setting === undefined ? undefined : child(shared, setting))?.at ?? keyOf(shared);
  const own = fields(child(extension, 'stages')).map(([stage, entry]): Configuration => {
    const changed = child(entry, 'settings');
    return {
      stage,
      values: stages[stage]?.settings ?? {},
      placeOf: (setting) =>
        (setting === undefined ? changed && keyOf(changed) : changed && child(changed, setting)?.at) ??
        commonPlace(setting),
    };
  });
  return [{ values: common.settings, placeOf: commonPlace }, ...own];
}

/** Branches only say that something in them is wrong, which is told at its own place. */
const branches = new Set(['if', 'anyOf', 'oneOf']);

function faultsOf(errors: readonly ErrorObject[], { stage, placeOf }: Configuration): readonly Diagnostic[] {
  const precise = errors.filter(({ keyword }) => !branches.has(keyword));
  return (precise.length > 0 ? precise : errors).map((error) => {
    const [, setting] = error.instancePath.split('/');
    const subject = setting === undefined ? 'these settings' : `"${setting}"`;
    const where = stage === undefined ? '' : ` in the stage ${stage}`;
    const reason = descriptionOf(error);
    return diagnostic('AW308', placeOf(setting), `${subject} ${wording(error)}${where}${reason}`);
  });
}

/** What the schema itself says of the rule. */
function descriptionOf({ parentSchema }: ErrorObject): string {
  const text: unknown = parentSchema?.['description'];
  return typeof text === 'string' ? `: ${text}` : '';
}

function wording({ keyword, params, message = 'is not valid' }: ErrorObject): string {
  const facts: Readonly<Record<string, unknown>> = params;
  if (keyword === 'const') return `must be ${JSON.stringify(facts['allowedValue'])}`;
  if (keyword === 'enum') return `must be one of ${(facts['allowedValues'] as readonly unknown[]).join(', ')}`;
  if (keyword === 'not') return 'exclude one another';
  return message;
}
