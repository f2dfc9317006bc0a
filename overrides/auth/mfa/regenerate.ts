import { randomUUID } from 'node:crypto';
import { checkUserPart, putBackupCodesPart } from '../../../generated/entities/index.js';
import type { BackupCodes, User } from '../../../generated/entities/index.js';
import { unauthorized } from '../../../generated/http/errors.js';
import type { FlowContext } from '../context.js';
import { proveBothFactors, type BothFactors } from '../login/reauthenticate.js';
import { notify } from '../mail/queue.js';
import type { Caller } from '../sessions/principal.js';
import { commit } from '../transactions.js';
import { areStored, newBackupCodes } from './backup-codes.js';

/**
 * Replaces all backup codes after fresh proof of both factors. The old ones stop working with it.
 *
 * @returns the new codes; undefined when the proof does not count, as none does for an account without MFA
 * @throws HttpError 401 when the account's sessions were ended meanwhile, 429 and 503 of the proof; the errors of DynamoDB
 */
export async function regenerate(
  caller: Caller,
  proof: BothFactors,
  context: FlowContext,
): Promise<string[] | undefined> {
  const user = await proveBothFactors(caller, proof, context);
  if (user === undefined) return undefined;
  const { codes, item } = await newBackupCodes(user.userId, context);
  if (!(await store(user, item))) throw unauthorized();
  context.audit({ event: 'mfa.regenerate-backup-codes', outcome: 'success', subject: user.userId });
  await notify(user.userId, 'backup-codes-regenerated', context);
  return codes;
}

async function store({ userId, sessionEpoch }: User, item: BackupCodes): Promise<boolean> {
  const isCurrent = checkUserPart({ userId }, { status: 'ACTIVE', mfaEnabled: true, sessionEpoch });
  try {
    return (await commit([isCurrent, putBackupCodesPart(item)], { token: randomUUID() })).committed;
  } catch (error) {
    if (await areStored(item)) return true;
    throw error;
  }
}
