import { tableRules as rulesOfTables } from './entities.js';
import type { CommandRules, TableRules } from './rule.js';
import { dataKeyRules } from './services/data-key.js';
import { mailRules } from './services/mail.js';
import { queuesRules } from './services/queues.js';
import { secretsRules } from './services/secrets.js';
import { userPoolRules } from './services/user-pool.js';

/** The rules of the services that this project calls. */
export const serviceRules: readonly CommandRules[] = [
  dataKeyRules,
  secretsRules,
  userPoolRules,
  queuesRules,
  mailRules,
];

/** The rules of tables, where this project has any. */
export const tableRules: TableRules | undefined = rulesOfTables;
