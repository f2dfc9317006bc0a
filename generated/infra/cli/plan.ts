import { existsSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { functionStackNumbers } from '../stacks/functions.js';
import { operations } from '../operations.js';
import { placementFaults } from '../placement.js';
import { packaging, projectName, refusedRoutes } from '../project.js';
import { awsFiles } from '../region.js';
import type { Stage } from '../stage.js';
import { readDigests } from './digests.js';
import { placeholderFaults } from './placeholders.js';

/** The phases in their order: nothing is made before what it needs. */
export const phases = ['base', 'images', 'app'] as const;
export type Phase = (typeof phases)[number];

/** What a phase does, in words. */
export interface PhasePlan {
  readonly phase: Phase;
  readonly does: string;
  /** The stacks it deploys, in their order. */
  readonly stacks: readonly string[];
}

/** What deploying a stage will do. */
export function deploymentPlan(stage: string, wanted: readonly Phase[]): readonly PhasePlan[] {
  const stack = (part: string): string => `${projectName}-${stage}-${part}`;
  const functions = functionStackNumbers().map((number) => stack(`fn-${number}`));
  const plans: Readonly<Record<Phase, Omit<PhasePlan, 'phase'>>> = {
    base: {
      does: 'what lasts: the data, and the keys that protect it',
      stacks: [stack('base')],
    },
    images: {
      does:
        packaging === 'image'
          ? `builds and pushes ${Object.keys(operations).length} images into the repository ${projectName}-${stage}-images`
          : 'nothing: functions are packed as zip files',
      stacks: [],
    },
    app: {
      does: 'functions, the API with its firewall, alarms and dashboard',
      stacks: [...functions, stack('api'), stack('observability*')],
    },
  };
  return wanted.map((phase) => ({ phase, ...plans[phase] }));
}

/** Why a phase cannot begin, each reason with what to do about it. */
export function refusals(
  stage: Stage,
  wanted: readonly Phase[],
  project: string,
  environment: NodeJS.ProcessEnv = process.env,
): readonly string[] {
  // What stands can be taken down whatever the contract has become.
  const reasons = wanted.length > 0 ? [...placeholderFaults(stage), ...placementFaults(stage), ...unroutable()] : [];
  if (!hasCredentials(environment)) {
    reasons.push(
      'There are no AWS credentials. Sign in (aws sso login, or aws configure) or set AWS_PROFILE, then try again.',
    );
  }
  if (packaging === 'image') {
    if (wanted.includes('images')) reasons.push(...imageTools());
    if (wanted.includes('app') && !wanted.includes('images')) reasons.push(...missingDigests(stage.name, project));
  }
  return reasons;
}

/** What CloudFormation would only find when all but the API is there, and then roll back. */
function unroutable(): readonly string[] {
  return refusedRoutes.map((fault) => `API Gateway refuses the route ${fault}. Change the path in the contract.`);
}

/** Whether anything on this machine could give credentials. Whether they are good, AWS will say. */
function hasCredentials(environment: NodeJS.ProcessEnv): boolean {
  const variables = [
    'AWS_ACCESS_KEY_ID',
    'AWS_PROFILE',
    'AWS_WEB_IDENTITY_TOKEN_FILE',
    'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
    'AWS_CONTAINER_CREDENTIALS_FULL_URI',
  ];
  const files = Object.values(awsFiles(environment));
  return variables.some((name) => (environment[name] ?? '') !== '') || files.some((file) => existsSync(file));
}

function imageTools(): readonly string[] {
  const works = (command: string, ...args: readonly string[]): boolean =>
    spawnSync(command, args, { stdio: 'ignore' }).status === 0;
  return [
    ...(works('docker', 'info')
      ? []
      : [
          'Images are built with Docker, and no Docker engine answers. Start it (docker info must succeed), or set packaging: zip.',
        ]),
    ...(works('aws', '--version')
      ? []
      : [
          "Docker logs in to the image repository through AWS's command line, which is not there: install the AWS CLI, version 2.",
        ]),
  ];
}

function missingDigests(stage: string, project: string): readonly string[] {
  const known = readDigests(project, stage);
  const missing = Object.values(operations).filter(({ file }) => known[file] === undefined);
  if (missing.length === 0) return [];
  const names = missing.slice(0, 3).map(({ file }) => file);
  const more = missing.length > names.length ? ` and ${missing.length - names.length} more` : '';
  return [
    `There is no image of ${names.join(', ')}${more}: no function can be made without its image. Build and push them first: npm run deploy -- --stage ${stage} --phase images`,
  ];
}
