import type { CommandRules } from '../rule.js';

const dataKey = () => [{ kind: 'dataKey' }];

/** What calls of KMS need. */
export const dataKeyRules: CommandRules = {
  'kms:Decrypt': { action: 'kms:Decrypt', resources: dataKey },
  'kms:Encrypt': { action: 'kms:Encrypt', resources: dataKey },
  'kms:GenerateDataKey': { action: 'kms:GenerateDataKey', resources: dataKey },
};
