import { authorizersPart } from './stacks/authorizers.js';
import { captchaPart } from './stacks/captcha.js';
import { dataKeyPart } from './stacks/data-key.js';
import { jobsPart } from './stacks/jobs.js';
import { mailPart } from './stacks/mail.js';
import type { Part } from './stacks/part.js';
import { queuesPart } from './stacks/queues.js';
import { ratesPart } from './stacks/rates.js';
import { secretsPart } from './stacks/secrets.js';
import { tablesPart } from './stacks/tables.js';
import { userPoolPart } from './stacks/user-pool.js';

/** The parts of this project's infrastructure. Each is here because the contract or an override asks for it. */
export const parts = {
  // Override: aws/kms.ts
  dataKey: dataKeyPart,
  // Contract: #/x-authwright/secrets
  secrets: secretsPart,
  // Contract: #/x-authwright/userPool
  userPool: userPoolPart({
    passwordMinimum: 12,
    signInWith: 'email',
    authFlows: ['ALLOW_ADMIN_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
    tokens: {
      accessSeconds: { setting: 'accessTokenSeconds' },
      idSeconds: { setting: 'accessTokenSeconds' },
      refreshSeconds: { setting: 'refreshTokenSeconds' },
      rotation: false,
    },
    threatProtection: { setting: 'threatProtection' },
    attributes: [
      { name: 'email', required: true, mutable: true, readable: true, writable: true },
      {
        name: 'custom:attempt_id',
        required: false,
        mutable: true,
        minLength: 1,
        maxLength: 64,
        readable: false,
        writable: false,
      },
    ],
    triggers: { preTokenGeneration: { job: 'pre-token-generation', file: 'pre-token-generation' } },
  }),
  // Contract: #/x-authwright/entities/AccountIntent
  tables: tablesPart,
  // Contract: #/x-authwright/jobs
  queues: queuesPart,
  // Override: aws/ses.ts
  mail: mailPart({ source: 'aws.ses', told: ['bounce', 'complaint'] }),
  // Contract: #/paths/~1auth~1password~1change/post
  authorizers: authorizersPart,
  // Contract: #/x-authwright/jobs/mail
  jobs: jobsPart,
  // Contract: #/x-authwright/firewall
  rates: ratesPart([{ path: '/auth/', requests: 300 }]),
  // Contract: #/paths/~1auth~1register/post
  captcha: captchaPart({ registerUser: { setting: 'registrationCaptcha' } }),
};

/** The same as a list, in the order in which they are made. */
export const everyPart: readonly Part[] = Object.values(parts);
