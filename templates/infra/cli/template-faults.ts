import { readFileSync, readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Stacks } from '../app.js';
import { projectName } from '../project.js';
import { metricFaults } from './metric-faults.js';
import { readableFaults } from './readable-faults.js';

/** A resource of a template, as far as checks look into it. */
export interface TemplateResource {
  readonly Type: string;
  readonly DeletionPolicy?: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
}

/** A resource by its place: the stack and the id in it. */
export type PlacedResource = TemplateResource & { readonly place: string };

/** What no rule of AWS finds in the templates of a stage: a sentence for each. */
export function templateFaults(stacks: Stacks, outdir: string): readonly string[] {
  const resources = resourcesIn(outdir);
  return [
    ...regionFaultsOf(stacks),
    ...(stacks.stage.protected ? resources.flatMap(protectionFaults) : []),
    ...reservationFaults(stacks, resources),
    ...metricFaults(stacks, resources, projectName),
    ...readableFaults(stacks.stage, resources),
  ];
}

function resourcesIn(outdir: string): readonly PlacedResource[] {
  const files = readdirSync(outdir).filter((file) => file.endsWith('.template.json'));
  return files.flatMap((file) => {
    const { Resources = {} } = JSON.parse(readFileSync(resolve(outdir, file), 'utf8')) as {
      Resources?: Readonly<Record<string, TemplateResource>>;
    };
    const stack = file.replace('.template.json', '');
    return Object.entries(Resources).map(([id, resource]) => ({ ...resource, place: `${stack}/${id}` }));
  });
}

/** An extension may make stacks of its own. */
function regionFaultsOf({ app, stage }: Stacks): readonly string[] {
  return app.node.children.flatMap((child) => {
    const region = 'region' in child && typeof child.region === 'string' ? child.region : stage.region;
    return region === stage.region
      ? []
      : [`The stack ${child.node.id} is in ${region}, and the stage ${stage.name} in ${stage.region}.`];
  });
}

/** The property that keeps a resource of each kind from being deleted; none where its policy is all there is. */
const stateful: Readonly<Record<string, readonly [property: string, value: unknown] | undefined>> = {
  'AWS::Cognito::UserPool': ['DeletionProtection', 'ACTIVE'],
  'AWS::DynamoDB::GlobalTable': undefined,
  'AWS::DynamoDB::Table': ['DeletionProtectionEnabled', true],
  'AWS::KMS::Key': undefined,
  'AWS::RDS::DBCluster': ['DeletionProtection', true],
  'AWS::RDS::DBInstance': ['DeletionProtection', true],
  'AWS::S3::Bucket': undefined,
  'AWS::SecretsManager::Secret': undefined,
};

function protectionFaults({ Type, DeletionPolicy, Properties = {}, place }: PlacedResource): readonly string[] {
  if (!Object.hasOwn(stateful, Type)) return [];
  const [property = '', value] = stateful[Type] ?? [];
  return [
    ...(DeletionPolicy?.startsWith('Retain') === true
      ? []
      : [
          `${place} (${Type}) holds data of a protected stage and would go with its stack: give it a policy to retain it.`,
        ]),
    ...(property === '' || Properties[property] === value
      ? []
      : [`${place} (${Type}) holds data of a protected stage and can be deleted: set ${property}.`]),
  ];
}

/** Lambda keeps so many executions for functions that reserve none (developer guide, "Reserved concurrency"). */
const unreserved = 100;

/** Executions at once that an account has, unless a setting says otherwise. */
const defaultConcurrency = 1000;

function reservationFaults({ stage }: Stacks, resources: readonly PlacedResource[]): readonly string[] {
  const limit = stage.settings['accountConcurrency'];
  const most = (typeof limit === 'number' ? limit : defaultConcurrency) - unreserved;
  const reserved = resources.reduce((sum, { Properties = {} }) => {
    const { ReservedConcurrentExecutions: one } = Properties;
    return sum + (typeof one === 'number' ? one : 0);
  }, 0);
  return reserved <= most || reserved === 0
    ? []
    : [
        `Functions reserve ${reserved} executions at once, and an account of ${most + unreserved} has ${Math.max(most, 0)} to reserve: turn reserveConcurrency off, or have the quota raised and write it into the setting accountConcurrency.`,
      ];
}
