import { jobs } from '../../project.js';
import type { CommandRules } from '../rule.js';

/** A function may write to the queues whose URL it asks its environment for. */
export const queuesRules: CommandRules = {
  'sqs:SendMessage': {
    action: 'sqs:SendMessage',
    resources: (variables) =>
      Object.entries(jobs)
        .filter(([, { trigger }]) => trigger.kind === 'queue' && variables.has(trigger.environmentVariable))
        .map(([job]) => ({ kind: 'queue', job })),
    implies: [
      { action: 'kms:Decrypt', resource: { kind: 'storageKey', via: 'sqs' } },
      { action: 'kms:GenerateDataKey', resource: { kind: 'storageKey', via: 'sqs' } },
    ],
  },
};
