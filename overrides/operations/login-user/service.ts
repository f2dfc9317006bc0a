import type { LoginUserService } from '../../../generated/operations/login-user/service.js';
import { login } from '../../auth/login/login.js';
import { emailNotVerified, loginResponse } from '../../auth/login/response.js';

/** Logs in with email and password. The limits of the contract have counted the attempt before. */
export const loginUser: LoginUserService = async ({ body }, context) => {
  const outcome = await login(body, context);
  switch (outcome?.kind) {
    case 'logged-in':
      return { status: 200, body: loginResponse(outcome) };
    case 'challenged': {
      const { sessionToken, expiresIn } = outcome;
      return { status: 200, body: { sessionToken, mfaRequired: true, tokenType: 'Bearer', expiresIn } };
    }
    case 'email-not-verified':
      return emailNotVerified;
    case undefined: {
      const message = 'The email or the password is not correct.';
      return { status: 401, body: { error: 'INVALID_CREDENTIALS', message } };
    }
  }
};
