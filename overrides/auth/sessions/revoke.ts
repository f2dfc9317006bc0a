import type { Session } from '../../../generated/entities/index.js';
import { revokeToken } from '../../aws/cognito-auth.js';
import type { DomainContext } from '../context.js';
import { open } from '../crypto/sealed-text.js';
import { clientSecret } from '../login/client-secret.js';
import { count } from '../metrics.js';

/**
 * Revokes a refresh token at Cognito, and with it its access tokens. A failure is counted and goes no further: without
 * a session the tokens are refused here all the same.
 */
export async function revokeIfPossible(refreshToken: string, context: DomainContext): Promise<void> {
  await countFailure(context, async () => revokeToken(refreshToken, await clientSecret()));
}

/** Revokes the tokens of a session that has ended. */
export async function revokeTokensOf({ userId, refreshToken }: Session, context: DomainContext): Promise<void> {
  await countFailure(context, async () => {
    const opened = await open(refreshToken, { userId, purpose: 'refresh-token' });
    await revokeToken(opened, await clientSecret());
  });
}

async function countFailure(context: DomainContext, revoke: () => Promise<void>): Promise<void> {
  try {
    await revoke();
  } catch (error) {
    count(context, 'TokenNotRevoked');
    context.logger.warn('A refresh token could not be revoked.', { error });
  }
}
