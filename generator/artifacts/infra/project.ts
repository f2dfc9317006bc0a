import type { Contract, Job, SecurityScheme } from '../../contract/model/contract.js';
import { basePathFault, placeApi, routeFaults } from '../../contract/model/api-placement.js';
import { binaryTypes } from '../../contract/model/binary-types.js';
import { throttleSettings } from '../../contract/model/throttles.js';
import { environmentName, fileName, secretVariable } from '../../contract/model/naming.js';
import { code, typeSymbol, type Fragment } from '../../encode/code.js';
import { jsonLiteral, propertyKey, stringLiteral } from '../../encode/typescript.js';
import { errorDiagnostics } from '../error-bodies/faults.js';
import type { Overrides } from '../../overrides/scan.js';
import { authorizerSlotPath, jobSlotPath } from '../../overrides/slots.js';
import type { Artifact } from '../artifact.js';

/** The stage that only ever runs on a developer's machine. */
const localStage = 'local';

/** `infra/project.ts`: what is there once for the whole contract. */
export function emitProject(contract: Contract, overrides: Overrides): Artifact {
  const placement = placeApi(contract.basePath);
  return {
    path: 'infra/project.ts',
    template: 'infra/project.ts.hbs',
    view: {
      ...Object.fromEntries(
        ['SecurityScheme', 'Job', 'Secret', 'DeclaredStage', 'ApiPlacement', 'Alarms'].map((name) => [
          name,
          typeSymbol(name, './infra/model'),
        ]),
      ),
      name: stringLiteral(contract.name),
      title: stringLiteral(contract.title),
      basePath: stringLiteral(contract.basePath),
      placement: jsonLiteral({ ...placement, fault: basePathFault(contract.basePath) ?? '' }),
      refusedRoutes: jsonLiteral(
        routeFaults([...new Set(contract.operations.map(({ path }) => path))], placement.prefix).map(
          ({ path, message }) => `${path}: ${message}`,
        ),
      ),
      throttles: jsonLiteral(throttleSettings),
      binaryTypes: jsonLiteral(binaryTypes(contract)),
      packaging: stringLiteral(contract.packaging),
      tracing: stringLiteral(contract.tracing),
      stages: Object.entries(contract.stages.deployments)
        .filter(([name]) => name !== localStage)
        .map(([name, deployment]) => ({ name: propertyKey(name), value: factsOf(name, deployment) })),
      alarms: jsonLiteral(contract.stages.alarms),
      alarmsOfStages: jsonLiteral(contract.stages.alarmsOfStages),
      schemes: contract.securitySchemes.map((scheme) => ({
        name: propertyKey(scheme.name),
        value: factsOf(scheme.name, schemeFacts(scheme, overrides)),
      })),
      jobs: contract.jobs.map(({ name, trigger }) => ({
        name: propertyKey(name),
        value: factsOf(name, {
          file: fileName(name),
          filled: overrides.filled.has(jobSlotPath({ name })),
          trigger: triggerFacts(name, trigger),
        }),
      })),
      secrets: contract.secrets.map(({ name, description, generated }) => ({
        name: propertyKey(name),
        value: jsonLiteral({
          environmentVariable: secretVariable(name),
          description: description ?? '',
          generated,
        }),
      })),
      openErrors: jsonLiteral(errorDiagnostics(contract).map(({ message, fix }) => `${message}. ${fix}`)),
    },
    declared: [
      'projectName',
      'title',
      'basePath',
      'placement',
      'refusedRoutes',
      'throttleDefaults',
      'binaryMediaTypes',
      'packaging',
      'tracing',
      'declaredStages',
      'stageNames',
      'alarms',
      'alarmsOfStages',
      'securitySchemes',
      'jobs',
      'secrets',
      'openErrors',
    ],
    onlyIfImported: true,
    pointer: '#/x-authwright',
    slots: [],
  };
}

/**
 * The value of a record's entry. TypeScript reads the value of a name that every object inherits, such as `toString`, by
 * what is inherited, and would take its literals for plain strings.
 */
function factsOf(name: string, facts: object): Fragment {
  return name in {} ? code`${jsonLiteral(facts)} as const` : jsonLiteral(facts);
}

function triggerFacts(name: string, trigger: Job['trigger']): object {
  if (trigger.kind === 'queue') return { ...trigger, environmentVariable: environmentName(name, 'queue-url') };
  return trigger.kind === 'userPool' ? { kind: 'trigger', trigger: trigger.trigger } : trigger;
}

function schemeFacts({ name: _name, file, credential }: SecurityScheme, { filled }: Overrides): object {
  return { file, filled: filled.has(authorizerSlotPath({ file })), ...(credential ? { credential } : {}) };
}
