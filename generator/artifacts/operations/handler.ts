import { code, symbol, trusted, typeSymbol } from '../../encode/code.js';
import { docComment, lineComment } from '../../encode/typescript.js';
import { operationSlotPath } from '../../overrides/slots.js';
import type { Artifact } from '../artifact.js';
import { hasRepository, operationModule, originOf, overrideModule, overrideOf, type OperationInput } from './input.js';
import { operationExports } from '../../contract/model/derived-names.js';
import { limitsCall, usesSettings } from './limits.js';

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
      settings: usesSettings(operation)
        ? code`${symbol('stageConfiguration', './http/stage-configuration')}(${symbol('stage', './http/environment')}())`
        : undefined,
      limits: operation.rateLimits.length > 0 ? limitsCall(operation) : undefined,
    },
    declared: ['handler', 'service', 'settings'],
    pointer: operation.pointer,
    slots,
  };
}
