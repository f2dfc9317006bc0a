import { operationSlotPath } from '../../overrides/slots.js';
import type { Run } from '../../plan/run.js';
import type { Services } from './services.js';

/** What the console's `/_dev/api/state` shows: operations with their slots, the contract's diagnostics, the engines. */
export function backendState({ result, diagnostics }: Run, services: Services): object {
  const filled = result?.overrides.filled;
  return {
    contract: result && { title: result.contract.title, version: result.contract.version },
    operations: result?.contract.operations.map(({ operationId, method, path, names, security }) => ({
      operationId,
      method: method.toUpperCase(),
      path,
      security,
      service: filled?.has(operationSlotPath(names.file, 'service')) ? 'override' : 'unfilled',
    })),
    unfilledSlots: result?.overrides.unfilled.map(({ kind, owner, path }) => ({ kind, owner, path })),
    diagnostics: diagnostics.map(({ code, severity, message, at }) => ({
      code,
      severity,
      message,
      pointer: at.pointer,
    })),
    engines: services.engines,
    users: services.users(),
  };
}
