import { diagnostic, type Reporter } from '../../diagnostics/diagnostic.js';
import { child, isMapping, items, number, type Cursor } from '../read/cursor.js';
import type {
  Configured,
  LambdaSettings,
  Parameter,
  ParameterPlace,
  RateLimit,
  RequestBody,
} from '../model/contract.js';
import { words } from '../model/naming.js';
import type { Schema } from '../model/schema.js';
import { createDroppedNames } from './dropped-names.js';
import type { OperationEnvironment } from './environment.js';
import { readSettingReference, reportUnknownKeys } from './extension-values.js';

/** What a rate limit key may name. */
export interface RateLimitScope {
  readonly parameters: Readonly<Record<ParameterPlace, readonly Parameter[]>>;
  readonly body: RequestBody | undefined;
  readonly secured: boolean;
}

/** `x-authwright-rate-limit`: one rule or a list of rules. */
export function readRateLimits(
  operation: Cursor,
  scope: RateLimitScope,
  environment: OperationEnvironment,
): readonly RateLimit[] {
  const holder = child(operation, 'x-authwright-rate-limit');
  if (!holder) return [];
  const rules = Array.isArray(holder.value) ? items(holder) : [holder];
  return rules.flatMap((rule) => readRule(rule, scope, environment) ?? []);
}

function readRule(rule: Cursor, scope: RateLimitScope, environment: OperationEnvironment): RateLimit | undefined {
  const { reporter } = environment;
  reportUnknownKeys(rule, ['key', 'attempts', 'window', 'countOn', 'unless'], reporter);
  const attempts = countOrSetting(rule, 'attempts', environment);
  const window = countOrSetting(rule, 'window', environment);
  const key = child(rule, 'key');
  const parts = items(key);
  if (!key || parts.length === 0) {
    reporter.report(diagnostic('AW302', rule.at, 'a rate limit needs "key", a list of what is counted together'));
    return undefined;
  }
  for (const part of parts) checkKeyPart(part, scope, environment);
  if (attempts === undefined || window === undefined) return undefined;
  const countOn = child(rule, 'countOn');
  return {
    key: parts.map((part) => String(part.value)),
    attempts,
    window,
    countOn: countOn
      ? items(countOn).flatMap((item) => (typeof item.value === 'number' ? [item.value] : []))
      : undefined,
    unless: exemptionOf(rule, reporter),
  };
}

/** Whom a limit spares, by the name of the override that decides it. */
function exemptionOf(rule: Cursor, reporter: Reporter): string | undefined {
  const entry = child(rule, 'unless');
  if (!entry) return undefined;
  if (typeof entry.value === 'string' && words(entry.value).length > 0) return entry.value;
  reporter.report(diagnostic('AW302', entry.at, '"unless" is the name of an exemption, such as known-address'));
  return undefined;
}

function countOrSetting(
  rule: Cursor,
  key: string,
  { settings, reporter }: OperationEnvironment,
): Configured<number> | undefined {
  const entry = child(rule, key);
  const value = entry?.value;
  if (typeof value === 'number' && Number.isInteger(value) && value > 0) return value;
  const reference = entry && readSettingReference(entry, 'number', settings, reporter);
  if (reference !== undefined) return reference === 'refused' ? undefined : reference;
  reporter.report(
    diagnostic('AW302', entry?.at ?? rule.at, `"${key}" must be a positive whole number or settings.<name>`),
  );
  return undefined;
}

/** `x-authwright-captcha`: `true`, or the setting that says whether the firewall asks for a CAPTCHA. */
export function readCaptcha(operation: Cursor, { settings, reporter }: OperationEnvironment): Configured<boolean> {
  const holder = child(operation, 'x-authwright-captcha');
  if (!holder) return false;
  if (typeof holder.value === 'boolean') return holder.value;
  const named = typeof holder.value === 'string' ? { value: { setting: holder.value }, at: holder.at } : holder;
  const reference = readSettingReference(named, 'boolean', settings, reporter);
  if (reference === undefined) {
    reporter.report(diagnostic('AW302', holder.at, 'x-authwright-captcha is true, or { setting: NAME }'));
  }
  return typeof reference === 'object' ? reference : false;
}

function checkKeyPart(part: Cursor, scope: RateLimitScope, { reporter, afterSchemas }: OperationEnvironment): void {
  const path = part.value;
  const refuse = (): void =>
    reporter.report(
      diagnostic('AW306', part.at, `${JSON.stringify(path)} cannot be read from the request of this operation`),
    );
  if (typeof path !== 'string' || !isReadable(path, scope)) refuse();
  else if (path.startsWith('body.')) {
    afterSchemas((find) => {
      const bodies = scope.body?.content.map((media) => media.schema) ?? [];
      if (!bodies.some((schema) => mayHold(schema, path.split('.').slice(1), find))) refuse();
    });
  }
}

/** Whether a value of the schema may have something at the path. What the schema leaves open, may be there. */
function mayHold(
  schema: Schema,
  [name, ...rest]: readonly string[],
  find: (name: string) => Schema | undefined,
): boolean {
  if (name === undefined) return true;
  if (schema.kind === 'reference') {
    const target = find(schema.name);
    return target !== undefined && mayHold(target, [name, ...rest], find);
  }
  if (schema.kind === 'union' || schema.kind === 'allOf')
    return schema.members.some((member) => mayHold(member, [name, ...rest], find));
  if (schema.kind !== 'object') return schema.kind === 'any';
  const property = schema.properties.find((one) => one.name === name);
  // What only answers hold is no part of the request.
  if (property && createDroppedNames(find).isDropped(property, 'request')) return false;
  return property
    ? mayHold(property.schema, rest, find)
    : schema.additional === true || typeof schema.additional === 'object';
}

function isReadable(path: string, scope: RateLimitScope): boolean {
  if (path === 'address') return true;
  if (path === 'principal.subject') return scope.secured;
  const [place, ...rest] = path.split('.');
  const name = rest.join('.');
  if (place === 'body') return scope.body !== undefined && name !== '';
  if (place === 'path' || place === 'query' || place === 'header') {
    return scope.parameters[place].some(
      (parameter) => parameter.name === name.toLowerCase() || parameter.name === name,
    );
  }
  return false;
}

/** `x-authwright-lambda`: memory in MiB, timeout in seconds, reserved concurrency. */
export function readLambda(operation: Cursor, reporter: Reporter): LambdaSettings {
  const holder = child(operation, 'x-authwright-lambda');
  if (holder) {
    if (!isMapping(holder.value)) reporter.report(diagnostic('AW302', holder.at, 'x-authwright-lambda is a mapping'));
    reportUnknownKeys(holder, Object.keys(lambdaLimits), reporter);
  }
  const read = (key: keyof typeof lambdaLimits): number | undefined => {
    const entry = holder && child(holder, key);
    if (!entry) return undefined;
    const [least, most] = lambdaLimits[key];
    const value = number(holder, key);
    if (value !== undefined && Number.isInteger(value) && value >= least && value <= most) return value;
    reporter.report(diagnostic('AW302', entry.at, `"${key}" must be a whole number from ${least} to ${most}`));
    return undefined;
  };
  return { memory: read('memory'), timeout: read('timeout'), reservedConcurrency: read('reservedConcurrency') };
}

/** Lambda's quotas; the time-out must stay below API Gateway's 29 s. */
const lambdaLimits = { memory: [128, 10_240], timeout: [1, 28], reservedConcurrency: [0, 1000] } as const;
