import { cpSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { planRun } from '../../generator/plan/run.js';
import { repository, temporaryProject, type TemporaryProject } from '../support/project.js';

/** A project that the suites of this folder run on. What they hold against each other follows from its contract. */
export interface Project {
  /** The name that its contract gives it. */
  readonly name: string;
  /** Where its contract and its overrides are. */
  readonly folder: string;
  /** The stages that its contract names for AWS. */
  readonly stages: readonly string[];
  /** Where its API is below the host. */
  readonly basePath: string;
  /** An operation that everybody may call, and one that nobody may call without credentials. */
  readonly open: string;
  readonly secured: string;
  /** A credential that nobody gave out, where its security scheme looks for one. */
  readonly forged: Readonly<Record<string, string>>;
  /** US dollars a month, of which a forecast above rings. */
  readonly monthlyBudget: number;
  /** What the indexes hold that hold keys alone. */
  readonly keyIndexes: Readonly<Record<string, readonly string[]>>;
  /** Alarms that its extensions add, by the end of their names. */
  readonly extensionAlarms: readonly string[];
}

/** This repository's own contract: an auth backend with one table for all. */
export const flagship: Project = {
  name: 'authwright',
  folder: repository,
  stages: ['dev', 'prod'],
  basePath: '/v1',
  open: '/health',
  secured: '/users/profile',
  forged: { authorization: 'Bearer forged' },
  monthlyBudget: 50,
  keyIndexes: {
    DueIndex: ['attemptId', 'dueAt', 'dueShard', 'emailHash', 'entity', 'intentId', 'tokenHash', 'userId'],
  },
  extensionAlarms: ['failed-login-application', 'rollback-failed-application'],
};

/** A project without users: API keys, problems of RFC 9457, a table for each entity. */
export const goals: Project = {
  name: 'goals',
  folder: join(repository, 'test/projects/goals'),
  stages: ['dev', 'prod'],
  basePath: '/api/v2',
  open: '/status',
  secured: '/goals?team=support',
  forged: { 'x-api-key': 'planner.forged' },
  monthlyBudget: 20,
  keyIndexes: { OpenIndex: ['entity', 'goalId', 'openUntil', 'shard'] },
  extensionAlarms: ['goals-missed-application'],
};

export const projects: readonly Project[] = [flagship, goals];

/** What a project is made of, as far as it is there. `generated/` is not. */
const handWritten = ['contract', 'overrides', 'package.json', 'tsconfig.json'];

/** A copy of a project in a folder of its own, with nothing emitted. */
export function copyOf({ name, folder }: Project): TemporaryProject {
  const copy = temporaryProject(name);
  // The flagship shares its package and compiler options with the generator.
  const parts = folder === repository ? ['contract', 'overrides'] : handWritten;
  for (const part of parts) {
    if (existsSync(join(folder, part))) cpSync(join(folder, part), copy.path(part), { recursive: true });
  }
  return copy;
}

/** A copy of a project with what is emitted for it. */
export async function emittedCopyOf(project: Project): Promise<TemporaryProject> {
  const copy = copyOf(project);
  const { diagnostics, result } = await planRun(runOptions(copy));
  if (!result)
    throw new Error(`${project.name} does not plan: ${diagnostics.map(({ message }) => message).join('; ')}`);
  for (const [path, { content }] of result.plan.files) copy.write(`generated/${path}`, content);
  return copy;
}

/** Where a run finds and leaves the files of a copy. */
export function runOptions(copy: TemporaryProject) {
  return {
    contract: copy.path('contract/openapi.yaml'),
    out: copy.path('generated'),
    overrides: copy.path('overrides'),
  };
}
