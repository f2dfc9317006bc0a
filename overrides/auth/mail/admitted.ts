import { deleteReturnedMail, getReturnedMail } from '../../../generated/entities/index.js';
import type { ReturnedMail } from '../../../generated/entities/index.js';
import { emailHash } from '../accounts/email.js';
import { unixSeconds } from '../context.js';
import type { MailMessage } from './messages.js';

/** Which mails an address may get: all kinds, those that somebody may be waiting for, or none. */
export type Admitted = 'all' | 'asked' | 'none';

/** Notices that follow on a mailed link: whoever followed it has had the mail. */
const proofs: readonly string[] = ['email-verified', 'password-reset'];

/**
 * What a mark leaves of the mails to an address: `all` without one, or once the address is proven, which removes it;
 * `asked` when somebody may be waiting for this one; else `none`.
 *
 * @throws the errors of DynamoDB and Secrets Manager
 */
export async function mailsAdmitted(email: string, message: MailMessage, now: Date): Promise<Admitted> {
  const key = { emailHash: await emailHash(email) };
  const mark = await getReturnedMail(key, { consistent: true });
  if (mark === undefined || mark.expiresAt <= unixSeconds(now)) return 'all';
  if (message.kind !== 'notice' && message.kind !== 'account-deleted') return 'asked';
  if (!isProof(message, mark)) return 'none';
  await deleteReturnedMail(key);
  return 'all';
}

/** Whether a message follows on a proof that its address gets mails, which is younger than the mark. */
function isProof(message: MailMessage, mark: ReturnedMail): boolean {
  return message.kind === 'notice' && proofs.includes(message.notice) && Date.parse(message.at) > Date.parse(mark.at);
}
