import type { RateLimit } from '../../contract/model/contract.js';
import { code, join, symbol, trusted, typeSymbol, type Fragment } from '../../encode/code.js';
import { docComment, jsonLiteral, lineComment, propertyAccess, stringLiteral } from '../../encode/typescript.js';
import { operationSlotPath } from '../../overrides/slots.js';
import type { Artifact } from '../artifact.js';
import { hasRepository, operationModule, originOf, overrideModule, overrideOf, type OperationInput } from './input.js';
import { operationExports } from '../../contract/model/derived-names.js';

/** `handler.ts`: the Lambda handler, the service wired to the runtime. */
export function emitHandler(input: OperationInput): Artifact {
  const { operation } = input;
  const { names } = operation;
  const exported = operationExports(names);
  const override = overrideOf(input, 'service');
  const service = override
    ? symbol(names.value, overrideModule(input, override))
    : symbol('notImplementedService', './http/errors');
  const slots = [override?.slot.path ?? operationSlotPath(names.file, 'service')];
  return {
    path: `operations/${names.file}/handler.ts`,
    template: 'operations/[operation-id]/handler.ts.hbs',
    view: {
      origin: lineComment(originOf(operation)),
      comment: docComment(operation.summary),
      // Without an override there is no one to use the repository, and no permission to it.
      serviceType: override && typeSymbol(exported.service, operationModule(operation, 'service')),
      service,
      createHandler: symbol('createHandler', './http/handler'),
      definition: symbol(exported.definition, operationModule(operation, 'models')),
      repository:
        override && hasRepository(input)
          ? code`${symbol(exported.repository, operationModule(operation, 'repository'))}`
          : trusted('{}'),
      settings: usesSettings(operation.rateLimits)
        ? code`${symbol('stageConfiguration', './http/stage-configuration')}(${symbol('stage', './http/environment')}())`
        : undefined,
      limits: operation.rateLimits.length > 0 ? limits(input) : undefined,
    },
    declared: ['handler', 'service', 'settings'],
    pointer: operation.pointer,
    slots,
  };
}

function limits({ operation }: OperationInput): Fragment {
  const rules = operation.rateLimits.map((rule) => code`{ ${join(ruleFields(rule), ', ')} }`);
  const rateLimits = symbol('rateLimits', './http/rate-limit');
  return code`${rateLimits}(${stringLiteral(operation.operationId)}, [${join(rules, ', ')}])`;
}

function usesSettings(rules: readonly RateLimit[]): boolean {
  return rules.some((rule) => typeof rule.attempts === 'object' || typeof rule.window === 'object');
}

function ruleFields(rule: RateLimit): Fragment[] {
  return [
    code`key: ${jsonLiteral(rule.key)}`,
    code`attempts: ${amount(rule.attempts)}`,
    code`windowSeconds: ${amount(rule.window)}`,
    ...(rule.countOn ? [code`countOn: ${jsonLiteral(rule.countOn)}`] : []),
  ];
}

/** A number, or a setting of the stage the function runs in. */
function amount(value: RateLimit['attempts']): Fragment {
  if (typeof value === 'number') return code`${value}`;
  return code`settings${propertyAccess(value.setting)}`;
}
