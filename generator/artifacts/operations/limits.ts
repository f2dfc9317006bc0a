import type { Operation, RateLimit } from '../../contract/model/contract.js';
import { operationExports } from '../../contract/model/derived-names.js';
import { valueName } from '../../contract/model/naming.js';
import { code, join, symbol, typeSymbol, type Fragment } from '../../encode/code.js';
import { identifier, jsonLiteral, lineComment, propertyAccess, stringLiteral } from '../../encode/typescript.js';
import { exemptionSlotPath } from '../../overrides/slots.js';
import type { Artifact } from '../artifact.js';
import { operationModule, originOf, type OperationInput } from './input.js';

/** `limits.ts`: the limits of the operation. Its handler counts by them, and whatever else should count the same. */
export function emitLimits(input: OperationInput): readonly Artifact[] {
  const { operation } = input;
  if (operation.rateLimits.length === 0) return [];
  const { limits: name } = operationExports(operation.names);
  return [
    {
      path: `operations/${operation.names.file}/limits.ts`,
      template: 'operations/[operation-id]/limits.ts.hbs',
      view: {
        origin: lineComment(originOf(operation)),
        name: identifier(name),
        settings: usesSettings(operation) ? typeSymbol('Settings', './settings') : undefined,
        rateLimits: symbol('rateLimits', './http/rate-limit'),
        Limiter: typeSymbol('Limiter', './http/limiter'),
        ReservedAttempt: typeSymbol('ReservedAttempt', './http/rate-limit'),
        operationId: stringLiteral(operation.operationId),
        rules: operation.rateLimits.map((rule) => code`{ ${join(ruleFields(rule, input), ', ')} }`),
      },
      declared: [name, 'settings'],
      pointer: operation.pointer,
      slots: operation.rateLimits.flatMap(({ unless }) => (unless === undefined ? [] : [exemptionSlotPath(unless)])),
    },
  ];
}

/** How the handler gets the limits of its operation. */
export function limitsCall(operation: Operation): Fragment {
  const limits = symbol(operationExports(operation.names).limits, operationModule(operation, 'limits'));
  return usesSettings(operation) ? code`${limits}(settings)` : code`${limits}()`;
}

/** Whether the limits of an operation differ between stages. */
export function usesSettings({ rateLimits }: Operation): boolean {
  return rateLimits.some((rule) => typeof rule.attempts === 'object' || typeof rule.window === 'object');
}

function ruleFields(rule: RateLimit, { overrides, surroundings }: OperationInput): Fragment[] {
  const path = rule.unless === undefined ? undefined : exemptionSlotPath(rule.unless);
  // Without an override nobody is spared.
  const isFilled = path !== undefined && overrides.filled.has(path);
  return [
    code`key: ${jsonLiteral(rule.key)}`,
    code`attempts: ${amount(rule.attempts)}`,
    code`windowSeconds: ${amount(rule.window)}`,
    ...(rule.countOn ? [code`countOn: ${jsonLiteral(rule.countOn)}`] : []),
    ...(isFilled
      ? [code`unless: ${symbol(valueName(rule.unless ?? ''), `${surroundings.overridesModule}/${path}`)}`]
      : []),
  ];
}

/** A number, or a setting of the stage the function runs in. */
function amount(value: RateLimit['attempts']): Fragment {
  if (typeof value === 'number') return code`${value}`;
  return code`settings${propertyAccess(value.setting)}`;
}
