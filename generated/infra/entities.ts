import type { EntityAccess, Table } from './model.js';

/** The tables, by their names without the stage. */
export const tables: Readonly<Record<string, Table>> = {
  users: {
    environmentVariable: 'USERS_TABLE_NAME',
    ttlAttribute: 'expiresAt',
    indexes: [
      {
        name: 'DueIndex',
        pk: 'DueIndexPk',
        sk: 'DueIndexSk',
        projected: ['attemptId', 'dueAt', 'dueShard', 'emailHash', 'entity', 'intentId', 'tokenHash', 'userId'],
      },
    ],
  },
};

/** The table that rate limits are counted in. */
export const counterTable = 'users';

/** The entities, as far as permissions depend on them. */
export const entities: Readonly<Record<string, EntityAccess>> = {
  AccountIntent: { table: 'users', keys: 'USER#*', indexes: [{ name: 'DueIndex', keys: 'DUE#ACCOUNT#*' }] },
  BackupCodes: { table: 'users', keys: 'USER#*', indexes: [] },
  EmailReservation: { table: 'users', keys: 'EMAIL#*', indexes: [] },
  MfaChallenge: { table: 'users', keys: 'MFA#*', indexes: [{ name: 'DueIndex', keys: 'DUE#MFA#*' }] },
  OneTimeToken: { table: 'users', keys: 'TOKEN#*', indexes: [] },
  RateCounter: { table: 'users', keys: 'RATE#*#*', indexes: [] },
  RegistrationIntent: { table: 'users', keys: 'INTENT#*', indexes: [{ name: 'DueIndex', keys: 'DUE#INTENT#*' }] },
  ReturnedMail: { table: 'users', keys: 'RETURNED#*', indexes: [] },
  Session: { table: 'users', keys: 'USER#*', indexes: [] },
  User: { table: 'users', keys: 'USER#*', indexes: [] },
};
