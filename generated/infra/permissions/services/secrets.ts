import { secrets } from '../../project.js';
import { secretReading, type CommandRules } from '../rule.js';

/** A function may read the secrets whose ARN it asks its environment for. */
export const secretsRules: CommandRules = secretReading((variables) =>
  Object.entries(secrets)
    .filter(([, { environmentVariable }]) => variables.has(environmentVariable))
    .map(([secret]) => ({ kind: 'secret', secret })),
);
