import type { CommandRules } from '../rule.js';

/** What calls of SES need. */
export const mailRules: CommandRules = {
  'sesv2:SendEmail': { action: 'ses:SendEmail', resources: () => [{ kind: 'mailIdentity' }] },
};
