import { operationModule } from '../../artifacts/operations/input.js';
import type { Contract } from '../../contract/model/contract.js';
import { stringLiteral } from '../../encode/typescript.js';
import type { Overrides } from '../../overrides/scan.js';
import { authorizerSlotPath, jobSlotPath } from '../../overrides/slots.js';

/**
 * The source of the bundle's entry, beside the emitted folders: it imports every handler, so that one bundle holds
 * them all and shares what they share.
 */
export function entrySource(contract: Contract, { filled }: Overrides): string {
  const schemes = contract.securitySchemes.filter((scheme) => filled.has(authorizerSlotPath(scheme)));
  const jobs = contract.jobs.filter((job) => filled.has(jobSlotPath(job)));
  return [
    ...record(
      'handlers',
      contract.operations.map((operation) => [operation.operationId, `${operationModule(operation, 'handler')}.js`]),
    ),
    ...record(
      'authorizers',
      schemes.map((scheme) => [scheme.name, `./${authorizerSlotPath(scheme)}/handler.js`]),
    ),
    ...record(
      'jobs',
      jobs.map((job) => [job.name, `./${jobSlotPath(job)}/handler.js`]),
    ),
    "export { gatewayAnswers } from './http/gateway-answers.js';",
    "export { gatewayHeaders, preflightHeaders } from './http/gateway-headers.js';",
    "export { setClock } from './http/clock.js';",
    "export { observeRefusals } from './http/refusals.js';",
  ].join('\n');
}

/** An exported record of the `handler`s of some modules. */
function record(name: string, members: readonly (readonly [key: string, module: string])[]): string[] {
  const imports = members.map(([, module], index) => `import { handler as ${name}${index} } from ${quoted(module)};`);
  const entries = members.map(([key], index) => `[${quoted(key)}]: ${name}${index},`);
  return [...imports, `export const ${name} = { ${entries.join(' ')} };`];
}

function quoted(value: string): string {
  return stringLiteral(value).parts.join('');
}
