/** The tables of the entities, for those who create them. Keys are the text attributes `pk` and `sk`. */
export const tables = [
  {
    name: 'users',
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
] as const;
