import type { Contract, Job } from '../contract/model/contract.js';
import { valueName } from '../contract/model/naming.js';
import { pointerOf } from '../contract/read/pointer.js';
import { symbol, typeSymbol } from '../encode/code.js';
import { docComment, lineComment, stringLiteral } from '../encode/typescript.js';
import type { Overrides } from '../overrides/scan.js';
import { jobSlotPath } from '../overrides/slots.js';
import type { Artifact, Family, Surroundings } from './artifact.js';

/** `jobs/`: the Lambda handler of each job whose slot is filled. */
export const jobs: Family = {
  name: 'jobs',
  emit: (contract: Contract, overrides: Overrides, surroundings: Surroundings) =>
    contract.jobs.filter((job) => overrides.filled.has(jobSlotPath(job))).map((job) => emitJob(job, surroundings)),
};

const kinds = {
  schedule: { type: 'ScheduledJob', create: 'createScheduledJob' },
  queue: { type: 'QueueJob', create: 'createQueueJob' },
  event: { type: 'EventJob', create: 'createEventJob' },
  userPool: { type: 'PreTokenGenerationJob', create: 'createPreTokenGenerationJob' },
} as const;

function emitJob(job: Job, surroundings: Surroundings): Artifact {
  const slot = jobSlotPath(job);
  const pointer = pointerOf('x-authwright', 'jobs', job.name);
  const { type, create } = kinds[job.trigger.kind];
  return {
    path: `${slot}/handler.ts`,
    template: 'jobs/[job]/handler.ts.hbs',
    view: {
      origin: lineComment(`Contract: ${pointer}`),
      comment: docComment(job.description),
      type: typeSymbol(type, './http/jobs'),
      create: symbol(create, './http/jobs'),
      override: symbol(valueName(job.name), `${surroundings.overridesModule}/${slot}`),
      name: stringLiteral(job.name),
    },
    declared: ['handler', 'job'],
    pointer,
    slots: [slot],
  };
}
