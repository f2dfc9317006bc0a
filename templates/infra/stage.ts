import { RemovalPolicy } from 'aws-cdk-lib';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { stageConfiguration, type Frontend } from '../http/stage-configuration.js';
import { alarms, alarmsOfStages, declaredStages, stageNames, throttleDefaults } from './project.js';
import type { Alarms, DeclaredStage, Domain } from './model.js';

/** One stage to deploy. */
export interface Stage {
  readonly name: string;
  readonly region: string;
  /** Whether its data outlives a mistake: protected against deletion, kept when its stack goes. */
  readonly protected: boolean;
  /** Whether SES keeps its account in the sandbox. */
  readonly mailSandbox: boolean;
  readonly settings: Readonly<Record<string, string | number | boolean>>;
  readonly frontends: readonly Frontend[];
  readonly domain: Domain | undefined;
  readonly alarms: Alarms;
  /** With images: the digest of each operation's image, by its file name. */
  readonly digests: Readonly<Record<string, string>>;
  readonly removalPolicy: RemovalPolicy;
  readonly logRetention: RetentionDays;
  /** Logs of a protected stage stay as its data does, but for a creation that is rolled back: their names would block the next one. */
  readonly logRemovalPolicy: RemovalPolicy;
}

/** The stage that templates are made of where the contract declares none: to look at, not to deploy. */
export const previewStage = 'dev';

/**
 * A stage by its name.
 *
 * @throws Error when the contract declares none of that name, or it belongs to the local stage
 */
export function createStage(name: string, region: string, digests: Readonly<Record<string, string>> = {}): Stage {
  return stageOf(name, declaredStage(name), region, digests);
}

/** A stage to look at, of a contract that declares none. */
export function createPreview(region: string): Stage {
  return stageOf(previewStage, {}, region, {});
}

/** @throws Error when the contract declares no stage of that name */
export function declaredStage(name: string): DeclaredStage {
  if (name === 'local') throw new Error('The stage "local" runs on your own machine: npm start.');
  const declared = Object.hasOwn(declaredStages, name) ? declaredStages[name] : undefined;
  if (declared) return declared;
  const known = stageNames.length === 0 ? 'declares none' : `declares ${stageNames.join(', ')}`;
  throw new Error(
    `There is no stage ${JSON.stringify(name)}: the contract ${known}. Stages are declared under x-authwright.stages.`,
  );
}

function stageOf(
  name: string,
  declared: DeclaredStage,
  region: string,
  digests: Readonly<Record<string, string>>,
): Stage {
  const { settings, frontends } = stageConfiguration(name);
  const isProtected = declared.protected === true;
  return {
    name,
    region,
    protected: isProtected,
    mailSandbox: declared.mailSandbox === true,
    settings: { ...settings },
    frontends,
    domain: declared.domain,
    alarms: (Object.hasOwn(alarmsOfStages, name) ? alarmsOfStages[name] : undefined) ?? alarms,
    digests,
    removalPolicy: isProtected ? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE : RemovalPolicy.DESTROY,
    logRemovalPolicy: isProtected ? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE : RemovalPolicy.DESTROY,
    logRetention: isProtected ? RetentionDays.ONE_YEAR : RetentionDays.ONE_MONTH,
  };
}

/** A throttle of a stage: a setting, or what the local gateway takes without it, too. */
export function throttleOf(stage: Stage, name: keyof typeof throttleDefaults): number {
  const value = stage.settings[name];
  return typeof value === 'number' ? value : throttleDefaults[name];
}

/** A setting that is yes or no. */
export function isOn({ settings }: Stage, name: string): boolean {
  return settings[name] === true;
}
