import { putReturnedMail } from '../../../generated/entities/index.js';
import type { JobContext } from '../../../generated/http/jobs.js';
import { emailHash, normaliseEmail } from '../accounts/email.js';
import { after, unixSeconds } from '../context.js';
import { returnedOf, type MailEvent } from './mail-events.js';

/** Seconds: half a year, after which an address gets another chance by itself. */
const markLife = 180 * 86_400;

/** Marks the addresses of a mail that came back. The same event twice changes nothing. */
export async function markReturned(event: MailEvent, context: JobContext): Promise<void> {
  const returned = returnedOf(event);
  if (returned === undefined) return;
  const { reason, at, recipients } = returned;
  const expiresAt = unixSeconds(after(context.now(), markLife));
  for (const recipient of recipients) {
    const email = normaliseEmail(recipient);
    if (email === undefined) continue;
    const subject = await emailHash(email);
    await putReturnedMail({ emailHash: subject, reason, at, expiresAt });
    context.audit({ event: 'mail.returned', outcome: 'failure', subject, reason });
  }
}
