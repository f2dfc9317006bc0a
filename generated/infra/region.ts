import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { declaredStages } from './project.js';
import { declaredStage } from './stage.js';

/** Something that names a Region. */
interface RegionSource {
  readonly place: string;
  readonly region: string;
}

/** The Region of templates that are only looked at, where nothing names one. */
export const exampleRegion = 'eu-central-1';

/**
 * The Region of a stage: what the contract says, else what the AWS tools on this machine would take.
 *
 * @throws Error when the contract declares no such stage, two places name different Regions, or none names any
 */
export function regionOf(stage: string, environment: NodeJS.ProcessEnv = process.env): string {
  declaredStage(stage);
  const [fault] = regionFaults(stage, environment);
  if (fault !== undefined) throw new Error(fault);
  const region = namedRegion(stage, environment);
  if (region !== undefined) return region;
  throw new Error(
    `Nothing says in which Region the stage ${stage} is. Write it into the contract (x-authwright.stages.${stage}.region), or set AWS_REGION.`,
  );
}

/** The Region of a stage, or undefined where nothing names one. */
export function namedRegion(stage: string, environment: NodeJS.ProcessEnv = process.env): string | undefined {
  return [...contractSource(stage), ...machineSources(environment)][0]?.region;
}

/** What the places that name a Region disagree about: one sentence, or none. */
export function regionFaults(
  stage: string,
  environment: NodeJS.ProcessEnv = process.env,
  ofMachine: (environment: NodeJS.ProcessEnv) => readonly RegionSource[] = machineSources,
): readonly string[] {
  const [first, ...others] = [...contractSource(stage), ...ofMachine(environment)];
  const other = others.find(({ region }) => region !== first?.region);
  if (!first || !other) return [];
  return [
    `${first.place} says ${first.region}, ${other.place} says ${other.region}: the stage ${stage} would come to be in two Regions. Let them say the same, or take one away.`,
  ];
}

function contractSource(stage: string): readonly RegionSource[] {
  const region = Object.hasOwn(declaredStages, stage) ? declaredStages[stage]?.region : undefined;
  return region === undefined ? [] : [{ place: `The contract (x-authwright.stages.${stage}.region)`, region }];
}

/** Variables go before the profile, as in all tools of AWS; what the CDK found out goes last. */
function machineSources(environment: NodeJS.ProcessEnv): readonly RegionSource[] {
  const variables = regionVariables(environment);
  if (variables.length > 0) return variables;
  const profile = fromProfile(environment);
  return profile.length > 0 ? profile : fromVariable('CDK_DEFAULT_REGION', environment);
}

/** The variables alone: templates are the same whatever profile somebody has. */
export function regionVariables(environment: NodeJS.ProcessEnv): readonly RegionSource[] {
  return ['AWS_REGION', 'AWS_DEFAULT_REGION'].flatMap((name) => fromVariable(name, environment));
}

function fromVariable(name: string, environment: NodeJS.ProcessEnv): readonly RegionSource[] {
  const region = environment[name];
  return region === undefined || region === '' ? [] : [{ place: `The variable ${name}`, region }];
}

function fromProfile(environment: NodeJS.ProcessEnv): readonly RegionSource[] {
  const profile = environment['AWS_PROFILE'] ?? environment['AWS_DEFAULT_PROFILE'] ?? 'default';
  const { config, credentials } = awsFiles(environment);
  const region =
    settingIn(config, profile === 'default' ? ['default', 'profile default'] : [`profile ${profile}`], 'region') ??
    settingIn(credentials, [profile], 'region');
  return region === undefined ? [] : [{ place: `The profile "${profile}"`, region }];
}

/** The files in which the AWS tools keep profiles. */
export function awsFiles(environment: NodeJS.ProcessEnv): { readonly config: string; readonly credentials: string } {
  const home = environment['HOME'] ?? environment['USERPROFILE'] ?? homedir();
  return {
    config: environment['AWS_CONFIG_FILE'] ?? join(home, '.aws', 'config'),
    credentials: environment['AWS_SHARED_CREDENTIALS_FILE'] ?? join(home, '.aws', 'credentials'),
  };
}

/** A setting in one of some sections of an INI file. */
function settingIn(file: string, sections: readonly string[], name: string): string | undefined {
  if (!existsSync(file)) return undefined;
  let section = '';
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    const head = /^\s*\[\s*([^\]]*?)\s*\]/.exec(line)?.[1];
    if (head !== undefined) section = head.replaceAll(/\s+/g, ' ');
    // Settings of a service are indented below it.
    const [, key, value] = /^(\w+)\s*=\s*(\S+)/.exec(line) ?? [];
    if (key === name && sections.includes(section)) return value;
  }
  return undefined;
}
