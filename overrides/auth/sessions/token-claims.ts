/** What an access token says of its session. */
export interface SessionClaims {
  readonly userId: string;
  readonly originJti: string;
}

/**
 * Reads an access token that Cognito itself has just handed out. Nothing is verified: a token that comes from a caller
 * goes through `bearerAuth`.
 *
 * @throws Error, without the token, when a claim is missing
 */
export function claimsOfOwnToken(accessToken: string): SessionClaims {
  const [, payload = ''] = accessToken.split('.');
  const claims = parsed(Buffer.from(payload, 'base64url').toString('utf8'));
  const { sub, origin_jti: originJti } = claims;
  if (typeof sub !== 'string' || typeof originJti !== 'string') {
    throw new Error('Cognito answered an access token without sub or origin_jti.');
  }
  return { userId: sub, originJti };
}

/**
 * The session of a login that Cognito has just granted to a user.
 *
 * @returns its `origin_jti`
 * @throws Error when the tokens are somebody else's: then the table is wrong about whose email it was
 */
export function sessionOfLogin(accessToken: string, { userId }: { readonly userId: string }): string {
  const claims = claimsOfOwnToken(accessToken);
  if (claims.userId !== userId) throw new Error('Cognito and the table disagree about whose email this is.');
  return claims.originJti;
}

function parsed(text: string): { readonly sub?: unknown; readonly origin_jti?: unknown } {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    // The parser's message would quote the token.
    return {};
  }
}
