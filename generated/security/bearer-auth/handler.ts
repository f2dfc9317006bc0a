// Contract: #/components/securitySchemes/bearerAuth
import { bearerAuth } from '../../../overrides/security/bearer-auth.js';
import { createAuthorizer, type Authorizer } from '../../http/authorizer.js';

const authorizer: Authorizer = bearerAuth;

/**
 * The access token of a login at this backend, of a session that still stands. ID tokens, refresh tokens and
 * tokens of other clients are refused.
 */
export const handler = createAuthorizer(
  'bearerAuth',
  { in: 'header', name: 'authorization', scheme: 'bearer' },
  authorizer,
);
