import { randomUUID } from 'node:crypto';
import { updateUserPart } from '../../../generated/entities/index.js';
import type { User } from '../../../generated/entities/index.js';
import type { FlowContext } from '../context.js';
import { notify } from '../mail/queue.js';
import { count } from '../metrics.js';
import { commit } from '../transactions.js';
import { asTry } from './tries.js';
import { useCode, type RightCode, type SecondFactor } from './use-code.js';

/** Codes left at which the owner is told. */
const fewCodes = 3;

/**
 * Whether a code is an account's second factor now. A right one is used up by that: the accepted time step is stored, or
 * the backup code removed, by a conditional write, so that of parallel uses one counts (ASVS 5.0, 6.5.1).
 *
 * @param user read consistently; with MFA off no code is right
 * @returns undefined when the code is wrong or used
 * @throws HttpError 429 when the account's tries are used up; the errors of KMS and DynamoDB, which cost no try
 */
export async function proveSecondFactor(
  user: User,
  code: string,
  context: FlowContext,
): Promise<SecondFactor | undefined> {
  const used = await asTry(user, context, () =>
    useCode(user, code, context, async (current, { change, parts }) => {
      const { userId, sessionEpoch } = current;
      const condition = { ...change.if, status: 'ACTIVE', mfaEnabled: true, sessionEpoch } as const;
      const userPart = updateUserPart({ userId }, { ...change, if: condition });
      const { committed } = await commit([userPart, ...parts], { token: randomUUID() });
      return committed ? true : undefined;
    }),
  );
  if (used === undefined) {
    count('FailedSecondFactor', context);
    return undefined;
  }
  await tellOfUse(user.userId, used.code, context);
  return used.code.factor;
}

/** Tells the owner of a backup code that was used, and when few are left. */
export async function tellOfUse(userId: string, { factor, codesLeft }: RightCode, context: FlowContext): Promise<void> {
  if (factor !== 'backup-code') return;
  context.audit({ event: 'mfa.backup-code-used', outcome: 'success', subject: userId, factor });
  await notify(userId, 'backup-code-used', context);
  if (codesLeft === fewCodes) await notify(userId, 'backup-codes-low', context);
}
