import { randomUUID } from 'node:crypto';
import { badRequest } from '../../../generated/http/errors.js';
import type {
  RegisterUserContext,
  RegisterUserResult,
  RegisterUserService,
} from '../../../generated/operations/register-user/service.js';
import { normaliseEmail } from '../../auth/accounts/email.js';
import { queueMailIfPossible } from '../../auth/mail/queue.js';
import { notAccepted, passwordFieldErrors } from '../../auth/passwords/policy.js';
import { register, type RegistrationOutcome } from '../../auth/registration/register.js';

const welcome = 'Your account is ready. Please follow the link in the mail that we sent you.';

/** Opens an account. With `enumeration: strict` the answer does not tell whether the email was taken. */
export const registerUser: RegisterUserService = async ({ body }, context) => {
  const email = normaliseEmail(body.email);
  if (email === undefined) throw badRequest([{ field: 'email', message: 'Must be an email address.' }]);
  const faults = passwordFieldErrors('password', body.password, { email });
  if (faults.length > 0) throw badRequest(faults);
  const outcome = await register({ ...body, email }, context);
  const reason = outcome.kind === 'registered' ? {} : { reason: outcome.kind.toUpperCase().replaceAll('-', '_') };
  const subject = outcome.kind === 'registered' ? outcome.userId : email;
  context.audit({
    event: 'register',
    outcome: outcome.kind === 'registered' ? 'success' : 'failure',
    subject,
    ...reason,
  });
  return context.settings.enumeration === 'strict'
    ? strictAnswer(email, outcome, context)
    : contractAnswer(email, outcome);
};

function contractAnswer(email: string, outcome: RegistrationOutcome): RegisterUserResult {
  switch (outcome.kind) {
    case 'registered':
      return { status: 201, body: { userId: outcome.userId, email, message: welcome } };
    case 'taken':
      return { status: 409, body: { error: 'EMAIL_TAKEN', message: 'An account with this email exists.' } };
    case 'password-refused':
      throw refusedPassword();
  }
}

/**
 * The same for a free and a taken email. The id is no real one in either case: Cognito's ids differ from made-up ones
 * in their version digits, and would tell them apart. The user learns the real one at login.
 */
async function strictAnswer(
  email: string,
  { kind }: RegistrationOutcome,
  context: RegisterUserContext,
): Promise<RegisterUserResult> {
  if (kind === 'password-refused') throw refusedPassword();
  if (kind === 'taken') await queueMailIfPossible({ kind: 'registration-of-taken-email', email }, context);
  return { status: 201, body: { userId: randomUUID(), email, message: welcome } };
}

function refusedPassword(): Error {
  return badRequest([{ field: 'password', message: notAccepted }]);
}
