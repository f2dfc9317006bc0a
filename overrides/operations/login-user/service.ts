import type { LoginUserService } from '../../../generated/operations/login-user/service.js';
import { profileOf } from '../../auth/accounts/profile.js';
import { login } from '../../auth/login/login.js';

/** Logs in with email and password. The limits of the contract have counted the attempt before. */
export const loginUser: LoginUserService = async ({ body }, context) => {
  const loggedIn = await login(body, context);
  if (loggedIn === undefined) {
    const message = 'The email or the password is not correct.';
    return { status: 401, body: { error: 'INVALID_CREDENTIALS', message } };
  }
  const { tokens, user } = loggedIn;
  return { status: 200, body: { ...tokens, tokenType: 'Bearer', user: profileOf(user) } };
};
