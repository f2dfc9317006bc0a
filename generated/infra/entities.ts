import type { EntityAccess, Table } from './model.js';

/** The tables, by their names without the stage. */
export const tables: Readonly<Record<string, Table>> = {
  users: {
    environmentVariable: 'USERS_TABLE_NAME',
    ttlAttribute: 'expiresAt',
    indexes: [
      { name: 'DueIndex', pk: 'DueIndexPk', sk: 'DueIndexSk' },
      { name: 'EmailIndex', pk: 'EmailIndexPk' },
    ],
  },
};

/** The entities, as far as permissions depend on them. */
export const entities: Readonly<Record<string, EntityAccess>> = {
  AccountIntent: {
    file: 'account-intent',
    table: 'users',
    keys: 'USER#*',
    indexes: [{ name: 'DueIndex', keys: 'DUE#ACCOUNT' }],
  },
  BackupCodes: { file: 'backup-codes', table: 'users', keys: 'USER#*', indexes: [] },
  EmailReservation: { file: 'email-reservation', table: 'users', keys: 'EMAIL#*', indexes: [] },
  MfaChallenge: {
    file: 'mfa-challenge',
    table: 'users',
    keys: 'MFA#*',
    indexes: [{ name: 'DueIndex', keys: 'DUE#MFA' }],
  },
  OneTimeToken: { file: 'one-time-token', table: 'users', keys: 'TOKEN#*', indexes: [] },
  RateCounter: { file: 'rate-counter', table: 'users', keys: 'RATE#*#*', indexes: [] },
  RefreshTokenHash: { file: 'refresh-token-hash', table: 'users', keys: 'REFRESH#*', indexes: [] },
  RegistrationIntent: {
    file: 'registration-intent',
    table: 'users',
    keys: 'INTENT#*',
    indexes: [{ name: 'DueIndex', keys: 'DUE#INTENT' }],
  },
  Session: { file: 'session', table: 'users', keys: 'USER#*', indexes: [] },
  User: { file: 'user', table: 'users', keys: 'USER#*', indexes: [{ name: 'EmailIndex', keys: 'EMAIL#*' }] },
};
