import type { User } from '../../../generated/entities/index.js';
import { adminGetUser } from '../../aws/cognito-users.js';
import { sendEmail } from '../../aws/ses.js';
import { activeAccount } from '../accounts/active-account.js';
import { findAccount } from '../accounts/find-account.js';
import { hasPassword } from '../accounts/has-password.js';
import type { DomainContext } from '../context.js';
import { isKnownAddress } from '../sessions/known-address.js';
import { issueToken } from '../tokens/one-time-token.js';
import { mailsAdmitted } from './admitted.js';
import { renderLetter, type Letter } from './letter.js';
import { withinLimit, type LimitedMail } from './limit.js';
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
    const letter = templatesFor(message).accountDeleted(message);
    const mail = { to: message.email };
    return sendAtMost(mail, message, context, () => send(message.email, letter));
  }
  const user = await recipientOf(message);
  if (user === undefined) return;
  const mail = { to: user.email, knownAddress: knownAddressOf(message, user) };
  await sendAtMost(mail, message, context, async () => {
    const letter = await letterFor(message, user, context);
    if (letter !== undefined) await send(user.email, letter);
  });
}

/** Sends what its address may get: all kinds within their limits, and of a marked address what was asked for. */
async function sendAtMost(
  mail: Pick<LimitedMail, 'to' | 'knownAddress'>,
  message: MailMessage,
  context: DomainContext,
  work: () => Promise<void>,
): Promise<void> {
  const kind = message.kind === 'notice' ? message.notice : message.kind;
  const admitted = await mailsAdmitted(mail.to, message, context.now());
  if (admitted !== 'none') return withinLimit({ ...mail, kind, admitted }, context, work);
  context.logger.warn('A mail is not sent: mails to its address came back.', { kind });
}

/** Where a mail was asked for, if a session of the account was held there. What follows by itself is asked for nowhere. */
function knownAddressOf(message: AccountMessage, user: User): string | undefined {
  const { address } = message.kind === 'notice' ? {} : message;
  return address !== undefined && isKnownAddress(user, { address }) ? address : undefined;
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
      // Somebody who was not the first to register it may be the mailbox's owner, who takes it over by this link.
      return user.emailVerified ? templatesFor(user).takenEmail() : verificationLetter(user, context);
    case 'notice':
      // Whoever registered an email that is not theirs must not make us write to it.
      return user.emailVerified ? templatesFor(user).notice(message.notice, message) : undefined;
    case 'password-reset':
      return resetLetter(user, context);
  }
}

async function verificationLetter(user: User, context: DomainContext): Promise<Letter | undefined> {
  if (user.emailVerified) return undefined;
  const { emailVerificationTokenSeconds: life } = context.settings;
  const token = await issueToken(user.userId, 'VERIFY_EMAIL', life, context);
  if (token === undefined) return undefined;
  return templatesFor(user).emailVerification(mailedLink('verify-email', token), life);
}

/** Not for an account whose registration is not complete: a reset must not complete it, nor race with its roll-back. */
async function resetLetter(user: User, context: DomainContext): Promise<Letter | undefined> {
  const cognitoUser = await adminGetUser(user.userId);
  if (cognitoUser === undefined || !hasPassword(cognitoUser, user)) return undefined;
  const { passwordResetTokenSeconds: life } = context.settings;
  const token = await issueToken(user.userId, 'RESET_PASSWORD', life, context);
  if (token === undefined) return undefined;
  return templatesFor(user).passwordReset(mailedLink('reset-password', token), life);
}
