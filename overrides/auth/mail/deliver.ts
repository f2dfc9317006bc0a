import type { User } from '../../../generated/entities/index.js';
import { adminGetUser } from '../../aws/cognito-users.js';
import { sendEmail } from '../../aws/ses.js';
import { activeAccount } from '../accounts/active-account.js';
import { findAccount } from '../accounts/find-account.js';
import { hasPassword } from '../accounts/has-password.js';
import type { DomainContext } from '../context.js';
import { issueToken } from '../tokens/one-time-token.js';
import { renderLetter, type Letter } from './letter.js';
import { mailedLink } from './links.js';
import type { MailMessage } from './messages.js';
import { templatesFor } from './templates.js';

/**
 * Does what a message of the mail queue asks for. An account that is not there, or needs no such mail, is no fault:
 * whoever queued the message was not to know.
 *
 * @throws the errors of AWS; the queue then brings the message again
 */
export async function deliver(message: MailMessage, context: DomainContext): Promise<void> {
  if (message.kind === 'account-deleted') {
    await send(message.email, templatesFor(message).accountDeleted(message, message));
    return;
  }
  const user = await recipientOf(message);
  if (user === undefined) return;
  const letter = await letterFor(message, user, context);
  if (letter !== undefined) await send(user.email, letter);
}

/** A message about an account that is there. */
type AccountMessage = Exclude<MailMessage, { readonly kind: 'account-deleted' }>;

/** @param address lower-case ASCII without spaces since registration, so that it cannot become a second one */
async function send(address: string, letter: Letter): Promise<void> {
  await sendEmail({ to: address, ...renderLetter(letter) });
}

function recipientOf(message: AccountMessage): Promise<User | undefined> {
  return message.kind === 'notice' ? activeAccount(message.userId) : findAccount(message.email);
}

async function letterFor(message: AccountMessage, user: User, context: DomainContext): Promise<Letter | undefined> {
  switch (message.kind) {
    case 'email-verification':
      return verificationLetter(user, context);
    case 'registration-of-taken-email':
      return templatesFor(user).takenEmail(user);
    case 'notice':
      return templatesFor(user).notice(message.notice, user, message);
    case 'password-reset':
      return resetLetter(user, context);
  }
}

async function verificationLetter(user: User, context: DomainContext): Promise<Letter | undefined> {
  if (user.emailVerified) return undefined;
  const { emailVerificationTokenSeconds: life } = context.settings;
  const token = await issueToken(user.userId, 'VERIFY_EMAIL', life, context);
  if (token === undefined) return undefined;
  return templatesFor(user).emailVerification(user, mailedLink('verify-email', token), life);
}

/** Not for an account whose registration is not complete: a reset must not complete it, nor race with its roll-back. */
async function resetLetter(user: User, context: DomainContext): Promise<Letter | undefined> {
  const cognitoUser = await adminGetUser(user.userId);
  if (cognitoUser === undefined || !hasPassword(cognitoUser, user)) return undefined;
  const { passwordResetTokenSeconds: life } = context.settings;
  const token = await issueToken(user.userId, 'RESET_PASSWORD', life, context);
  if (token === undefined) return undefined;
  return templatesFor(user).passwordReset(user, mailedLink('reset-password', token), life);
}
