import type { Configured, Contract, FirewallRate } from '../../contract/model/contract.js';
import { fileName } from '../../contract/model/naming.js';
import { isMailEvent, mailEvents, mailEventSource } from '../../contract/model/mail-events.js';
import type { UserPool } from '../../contract/model/user-pool.js';
import { pointerOf } from '../../contract/read/pointer.js';
import { code, symbol, trusted, typeSymbol, type CodeSymbol, type Fragment } from '../../encode/code.js';
import { identifier, jsonLiteral, lineComment } from '../../encode/typescript.js';
import type { Overrides } from '../../overrides/scan.js';
import { jobSlotPath } from '../../overrides/slots.js';
import type { Artifact, Origin } from '../artifact.js';
import { tableLayouts } from '../tables.js';
import { partExports } from '../../contract/model/derived-names.js';

/** A part of the infrastructure that this project asks for. */
export interface NeededPart {
  readonly name: PartName;
  /** The contract's place, or the override, that asks for it. */
  readonly asker: Origin;
  /** What the part is told, where it is told anything. */
  readonly facts?: Fragment;
}

/** The parts, in the order in which a stage is made, each with its module. */
const modules = {
  dataKey: 'data-key',
  secrets: 'secrets',
  userPool: 'user-pool',
  images: 'images',
  tables: 'tables',
  queues: 'queues',
  mail: 'mail',
  authorizers: 'authorizers',
  jobs: 'jobs',
  rates: 'rates',
  captcha: 'captcha',
  domain: 'domain',
} as const;

/** The name of a part: of an entry of `infra/parts.ts`. */
export type PartName = keyof typeof modules;

/** `infra/parts.ts`: what the infrastructure has beside functions, API and alarms; and what calls of these parts need. */
export function emitParts(contract: Contract, overrides: Overrides): readonly Artifact[] {
  const needed = neededParts(contract, overrides);
  return [partsArtifact(needed), servicesArtifact(needed)];
}

function partsArtifact(needed: readonly NeededPart[]): Artifact {
  return {
    path: 'infra/parts.ts',
    template: 'infra/parts.ts.hbs',
    view: {
      Part: typeSymbol('Part', './infra/stacks/part'),
      parts: needed.map(({ name, asker, facts }) => ({
        reason: lineComment(reasonText(asker)),
        name: identifier(name),
        part: facts === undefined ? code`${symbolOf(name)}` : code`${symbolOf(name)}(${facts})`,
      })),
    },
    declared: ['parts', 'everyPart'],
    onlyIfImported: true,
    pointer: '#/paths',
    slots: [],
    askers: new Map(needed.map(({ name, asker }) => [`infra/stacks/${modules[name]}.ts`, asker])),
  };
}

/** The parts that functions call, by clients of the SDK. DynamoDB's calls are granted by entity. */
const called: readonly PartName[] = ['dataKey', 'mail', 'queues', 'secrets', 'userPool'];

/** `infra/permissions/services.ts`: the rules of the services that are called. */
function servicesArtifact(needed: readonly NeededPart[]): Artifact {
  const services = needed.filter(({ name }) => called.includes(name));
  const tables = needed.find(({ name }) => name === 'tables');
  const moduleOf = (name: PartName): string => `./infra/permissions/services/${modules[name]}`;
  return {
    path: 'infra/permissions/services.ts',
    template: 'infra/permissions/services.ts.hbs',
    view: {
      CommandRules: typeSymbol('CommandRules', './infra/permissions/rule'),
      TableRules: typeSymbol('TableRules', './infra/permissions/rule'),
      tableRules: tables
        ? code`${symbol('tableRules', './infra/permissions/entities', 'rulesOfTables')}`
        : trusted('undefined'),
      rules: services.map(({ name }) => code`${symbol(partExports(name).rules, moduleOf(name))}`),
    },
    declared: ['serviceRules', 'tableRules'],
    onlyIfImported: true,
    pointer: '#/paths',
    slots: [],
    askers: new Map([
      ...services.map(({ name, asker }) => [`${moduleOf(name).slice(2)}.ts`, asker] as const),
      ...(tables ? [['infra/permissions/entities.ts', tables.asker] as const] : []),
    ]),
  };
}

function symbolOf(name: PartName): CodeSymbol {
  return symbol(partExports(name).part, `./infra/stacks/${modules[name]}`);
}

function reasonText(asker: Origin): string {
  return 'override' in asker ? `Override: ${asker.override}` : `Contract: ${asker.contract}`;
}

/** What the contract and the overrides ask for, in the order in which a stage is made. */
export function neededParts(contract: Contract, overrides: Overrides): readonly NeededPart[] {
  const askers: Readonly<Record<PartName, Omit<NeededPart, 'name'> | undefined>> = {
    dataKey: askedByClient('client-kms', overrides),
    secrets: contract.secrets.length > 0 ? asked('x-authwright', 'secrets') : undefined,
    userPool: contract.userPool && {
      ...asked('x-authwright', 'userPool'),
      facts: poolFacts(contract, overrides, contract.userPool),
    },
    images: contract.packaging === 'image' ? asked('x-authwright', 'packaging') : undefined,
    tables: askedForTables(contract),
    queues: contract.jobs.some(({ trigger }) => trigger.kind === 'queue') ? asked('x-authwright', 'jobs') : undefined,
    mail: askedForMail(contract, overrides),
    authorizers: askedForAuthorizers(contract),
    jobs: askedForJobs(contract, overrides),
    rates: askedForRates(contract.firewallRates),
    captcha: askedForCaptcha(contract),
    domain: Object.values(contract.stages.deployments).some(({ domain }) => domain !== undefined)
      ? asked('x-authwright', 'stages')
      : undefined,
  };
  return (Object.keys(modules) as PartName[]).flatMap((name) => {
    const found = askers[name];
    return found ? [{ name, ...found }] : [];
  });
}

type Found = Omit<NeededPart, 'name'> | undefined;

function asked(...keys: readonly string[]): { readonly asker: Origin } {
  return { asker: { contract: pointerOf(...keys) } };
}

/** Of what the contract has no word for, the code that uses it asks. */
function askedByClient(client: string, { imports }: Overrides): Found {
  const override = imports.clients.get(client);
  return override === undefined ? undefined : { asker: { override } };
}

/** The events of mails that jobs are told of come from the configuration set that mails are sent with. */
function askedForMail({ jobs }: Contract, overrides: Overrides): Found {
  const asker = askedByClient('client-sesv2', overrides);
  const told = jobs.flatMap(({ name, trigger }) =>
    trigger.kind === 'event' && trigger.source === mailEventSource && overrides.filled.has(jobSlotPath({ name }))
      ? trigger.detailTypes.filter(isMailEvent).map((detailType) => mailEvents[detailType])
      : [],
  );
  return asker && { ...asker, facts: jsonLiteral({ source: mailEventSource, told: [...new Set(told)].sort() }) };
}

function askedForTables(contract: Contract): Found {
  if (tableLayouts(contract).length === 0) return undefined;
  const [entity] = contract.entities;
  const limited = contract.operations.find(({ rateLimits }) => rateLimits.length > 0);
  return { asker: { contract: entity?.pointer ?? limited?.pointer ?? '#' } };
}

function askedForAuthorizers({ operations }: Contract): Found {
  const secured = operations.find(({ security }) => security.length > 0);
  return secured && { asker: { contract: secured.pointer } };
}

function askedForJobs({ jobs }: Contract, { filled }: Overrides): Found {
  const running = jobs.find(({ name, trigger }) => trigger.kind !== 'userPool' && filled.has(jobSlotPath({ name })));
  return running && asked('x-authwright', 'jobs', running.name);
}

function askedForRates(rates: readonly FirewallRate[]): Found {
  if (rates.length === 0) return undefined;
  return { ...asked('x-authwright', 'firewall'), facts: jsonLiteral(rates) };
}

function askedForCaptcha({ operations }: Contract): Found {
  const behind = operations.filter(({ captcha }) => captcha !== false);
  const [first] = behind;
  if (first === undefined) return undefined;
  const facts = Object.fromEntries(behind.map(({ operationId, captcha }) => [operationId, captcha]));
  return { asker: { contract: first.pointer }, facts: jsonLiteral(facts) };
}

function poolFacts({ jobs }: Contract, { filled }: Overrides, { at: _at, attributes, ...pool }: UserPool): Fragment {
  const triggers = jobs.flatMap(({ name, trigger }) =>
    trigger.kind === 'userPool' && filled.has(jobSlotPath({ name }))
      ? [[trigger.trigger, { job: name, file: fileName(name) }] as const]
      : [],
  );
  const facts: Readonly<Record<string, Configured<string | number | boolean> | object>> = {
    ...pool,
    attributes: attributes.map((attribute) =>
      Object.fromEntries(Object.entries(attribute).filter(([, value]) => value !== undefined)),
    ),
    triggers: Object.fromEntries(triggers),
  };
  return jsonLiteral(facts);
}
