import { AdminUpdateUserAttributesCommand } from '@aws-sdk/client-cognito-identity-provider';
import { CognitoJwtVerifier } from 'aws-jwt-verify';
import { expect } from 'vitest';
import { claimsOf, headerOf, type Kit } from '../kit.js';
import { accessTokenSeconds } from '../subject.js';
import type { Behaviour } from './behaviour.js';

/** The tokens and the keys that they are verified with. */
export const tokenBehaviours: readonly Behaviour[] = [
  {
    id: 'tokens/access-claims',
    title: 'an access token has the claims of the documentation, and nothing of the profile',
    async run(kit) {
      const { email, sub } = await kit.member();
      const claims = claimsOf((await kit.tokens(email)).access);
      expect(claims).toMatchObject({
        sub,
        username: sub,
        iss: issuer(kit),
        client_id: kit.pool.clientId,
        token_use: 'access',
        scope: 'aws.cognito.signin.user.admin',
      });
      for (const name of ['jti', 'origin_jti', 'event_id']) expect(claims[name]).toMatch(/^[0-9a-f-]{36}$/);
      expect(claims['auth_time']).toBe(claims['iat']);
      expect(Object.keys(claims)).not.toContain('email');
      expect(Object.keys(claims)).not.toContain('aud');
    },
  },
  {
    id: 'tokens/id-claims',
    title: 'an ID token has audience and profile, and no scope',
    async run(kit) {
      const { email, sub } = await kit.member();
      const UserAttributes = [{ Name: 'email_verified', Value: 'true' }];
      await kit.client.send(new AdminUpdateUserAttributesCommand({ ...kit.user(email), UserAttributes }));
      const claims = claimsOf((await kit.tokens(email)).id);
      expect(claims).toMatchObject({
        sub,
        email,
        email_verified: true,
        'cognito:username': sub,
        aud: kit.pool.clientId,
        iss: issuer(kit),
        token_use: 'id',
      });
      expect(Object.keys(claims)).not.toContain('scope');
    },
  },
  {
    id: 'tokens/validity',
    title: 'a token lives as long as the client says',
    async run(kit) {
      const { email } = await kit.member();
      const { exp, iat } = claimsOf((await kit.tokens(email)).access);
      expect(Number(exp) - Number(iat)).toBe(accessTokenSeconds);
    },
  },
  {
    id: 'tokens/sessions',
    title: 'two sign-ins are two sessions',
    async run(kit) {
      const { email } = await kit.member();
      const [one, two] = [await kit.tokens(email), await kit.tokens(email)];
      for (const name of ['jti', 'origin_jti', 'event_id']) {
        expect(claimsOf(one.access)[name]).not.toBe(claimsOf(two.access)[name]);
      }
    },
  },
  {
    id: 'tokens/same-session',
    title: 'access and ID token of one sign-in name the same session',
    async run(kit) {
      const { email } = await kit.member();
      const { access, id } = await kit.tokens(email);
      expect(claimsOf(access)['origin_jti']).toBe(claimsOf(id)['origin_jti']);
    },
  },
  {
    id: 'tokens/header',
    title: 'tokens are signed with RS256 by a key of the JWKS',
    async run(kit) {
      const { email } = await kit.member();
      const { access, id } = await kit.tokens(email);
      const { keys } = await kit.pool.jwks();
      for (const token of [access, id]) {
        const { alg, kid } = headerOf(token);
        expect(alg).toBe('RS256');
        expect(keys).toContainEqual(expect.objectContaining({ kid, alg: 'RS256', kty: 'RSA', use: 'sig' }));
      }
    },
  },
  {
    id: 'tokens/verifier',
    title: 'aws-jwt-verify accepts the tokens, each as what it is, and no altered one',
    async run(kit) {
      const { email, sub } = await kit.member();
      const { access, id } = await kit.tokens(email);
      const verify = await verifier(kit);
      expect(await verify(access, 'access')).toMatchObject({ sub });
      expect(await verify(id, 'id')).toMatchObject({ email });
      await expect(verify(id, 'access')).rejects.toThrow(/token use/i);
      const [head, , signature] = access.split('.');
      const claims = Buffer.from(JSON.stringify({ ...claimsOf(access), sub: 'somebody else' })).toString('base64url');
      await expect(verify(`${head}.${claims}.${signature}`, 'access')).rejects.toThrow(/signature/i);
    },
  },
];

function issuer({ pool: { userPoolId } }: Kit): string {
  return `https://cognito-idp.${userPoolId.split('_')[0]}.amazonaws.com/${userPoolId}`;
}

async function verifier({ pool }: Kit) {
  const { userPoolId, clientId } = pool;
  const jwks = await pool.jwks();
  return async (token: string, tokenUse: 'access' | 'id') => {
    const one = CognitoJwtVerifier.create({ userPoolId, clientId, tokenUse });
    one.cacheJwks(jwks);
    return one.verify(token);
  };
}
