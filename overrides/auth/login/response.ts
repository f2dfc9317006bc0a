import type { LoginResponse } from '../../../generated/schemas/login-response.js';
import { profileOf } from '../accounts/profile.js';
import type { LoggedIn } from './login.js';

/** A completed login as it is answered. Named one by one, so that nothing else of it gets out. */
export function loginResponse({ tokens, user }: LoggedIn): LoginResponse {
  const { accessToken, refreshToken, expiresIn } = tokens;
  return { accessToken, refreshToken, tokenType: 'Bearer', expiresIn, user: profileOf(user) };
}
