import { RemovalPolicy } from 'aws-cdk-lib';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { stageConfiguration, type Frontend } from '../http/stage-configuration.js';
import { alarms, alarmsOfStages, domains } from './project.js';
import type { Alarms, Domain } from './model.js';

/** One stage to deploy. */
export interface Stage {
  readonly name: string;
  readonly region: string;
  /** Whether its data outlives a mistake: protected against deletion, kept when its stack goes. */
  readonly production: boolean;
  readonly settings: Readonly<Record<string, string | number | boolean>>;
  readonly frontends: readonly Frontend[];
  readonly domain: Domain | undefined;
  readonly alarms: Alarms;
  /** With images: the digest of each operation's image, by its file name. */
  readonly digests: Readonly<Record<string, string>>;
  readonly removalPolicy: RemovalPolicy;
  readonly logRetention: RetentionDays;
}

/** Where a stage is deployed unless the environment says otherwise. */
const defaultRegion = 'eu-central-1';

/** The Region of this run, as the CDK's command line and the AWS tools name it. */
export function regionOf(environment: NodeJS.ProcessEnv = process.env): string {
  return environment['CDK_DEFAULT_REGION'] ?? environment['AWS_REGION'] ?? defaultRegion;
}

/**
 * A stage by its name.
 *
 * @throws Error when the name is none, or belongs to the local stage
 */
export function createStage(name: string, region: string, digests: Readonly<Record<string, string>> = {}): Stage {
  if (!/^[a-z][a-z0-9]{0,11}$/.test(name))
    throw new Error(`A stage is 1 to 12 lower-case letters and digits, not "${name}".`);
  if (name === 'local') throw new Error('The stage "local" runs on your own machine: npm start.');
  const { settings, frontends } = stageConfiguration(name);
  const production = name === 'prod';
  return {
    name,
    region,
    production,
    settings: { ...settings },
    frontends,
    domain: Object.hasOwn(domains, name) ? domains[name] : undefined,
    alarms: (Object.hasOwn(alarmsOfStages, name) ? alarmsOfStages[name] : undefined) ?? alarms,
    digests,
    removalPolicy: production ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    logRetention: production ? RetentionDays.ONE_YEAR : RetentionDays.ONE_MONTH,
  };
}

/** A setting that is yes or no. */
export function isOn({ settings }: Stage, name: string): boolean {
  return settings[name] === true;
}
