import type { LoginResponse } from '../../../generated/schemas/login-response.js';
import { profileOf } from '../accounts/profile.js';
import type { LoggedIn } from './login.js';

/** A completed login as it is answered. Named one by one, so that nothing else of it gets out. */
export function loginResponse({ tokens, user }: LoggedIn): LoginResponse {
  const { accessToken, refreshToken, expiresIn } = tokens;
  return { accessToken, refreshToken, tokenType: 'Bearer', expiresIn, user: profileOf(user) };
}

/** How an operation answers fresh proof that does not count. The session of the call goes on. */
export const reauthenticationFailed = {
  status: 401,
  body: { error: 'REAUTH_FAILED', message: 'The password or the code is not correct.' },
} as const;

/** How an operation answers that needs a proven email. */
export const emailNotVerified = {
  status: 403,
  body: { error: 'EMAIL_NOT_VERIFIED', message: 'Please verify your email address first.' },
} as const;
