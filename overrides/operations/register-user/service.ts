import { randomUUID } from 'node:crypto';
import { badRequest } from '../../../generated/http/errors.js';
import type { RegisterUserService } from '../../../generated/operations/register-user/service.js';
import { passwordFieldErrors } from '../../auth/passwords/refusal.js';
import { register } from '../../auth/registration/register.js';

const message = 'Your account is ready. Please follow the link in the mail that we sent you.';

/**
 * Opens an account. With `enumeration: strict` the answer is the same for a free and a taken email. The id is no real one
 * in either case: Cognito's ids differ from made-up ones in their version digits, and would tell them apart. The user
 * learns the real one at login.
 */
export const registerUser: RegisterUserService = async ({ body }, context) => {
  const outcome = await register(body, context);
  if (outcome.kind === 'email-refused') throw badRequest([{ field: 'email', message: 'Must be an email address.' }]);
  if (outcome.kind === 'password-refused') throw badRequest(passwordFieldErrors('password', outcome));
  const { email } = outcome;
  if (context.settings.enumeration === 'strict') return { status: 201, body: { userId: randomUUID(), email, message } };
  return outcome.kind === 'registered'
    ? { status: 201, body: { userId: outcome.userId, email, message } }
    : { status: 409, body: { error: 'EMAIL_TAKEN', message: 'An account with this email exists.' } };
};
