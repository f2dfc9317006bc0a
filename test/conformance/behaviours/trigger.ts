import { expect } from 'vitest';
import type { PreTokenGenerationEvent } from '../../../generator/aws-local/cognito/index.js';
import { claimsOf, refused, type Kit } from '../kit.js';
import type { Trigger } from '../subject.js';
import type { Behaviour } from './behaviour.js';

/** The pre token generation trigger, version 2. */
export const triggerBehaviours: readonly Behaviour[] = [
  {
    id: 'trigger/events',
    title: 'the trigger is asked at sign-in and at refresh, with user and scopes',
    variant: 'triggered',
    async run(kit) {
      const { email, sub } = await kit.member();
      const events: PreTokenGenerationEvent[] = [];
      await withTrigger(
        kit,
        async (event) => (events.push(structuredClone(event)), event),
        async () => {
          await kit.refresh((await kit.tokens(email)).refresh);
        },
      );
      expect(events.map(({ triggerSource }) => triggerSource)).toEqual([
        'TokenGeneration_Authentication',
        'TokenGeneration_RefreshTokens',
      ]);
      expect(events[0]).toMatchObject({
        version: '2',
        userPoolId: kit.pool.userPoolId,
        userName: sub,
        callerContext: { clientId: kit.pool.clientId },
        request: { userAttributes: { sub, email }, scopes: ['aws.cognito.signin.user.admin'] },
      });
    },
  },
  {
    id: 'trigger/scope',
    title: 'a scope that the trigger suppresses is not in the access token',
    variant: 'triggered',
    async run(kit) {
      const { email } = await kit.member();
      const { access } = await withTrigger(kit, suppressScope, () => kit.tokens(email));
      expect(Object.keys(claimsOf(access))).not.toContain('scope');
    },
  },
  {
    id: 'trigger/claims',
    title: 'claims are added to either token, the fixed ones stay what they are',
    variant: 'triggered',
    async run(kit) {
      const { email, sub } = await kit.member();
      const { access, id } = await withTrigger(kit, changeClaims, () => kit.tokens(email));
      expect(claimsOf(access)).toMatchObject({ tier: 'gold', sub, client_id: kit.pool.clientId });
      expect(claimsOf(id)).toMatchObject({ colour: 'blue', sub });
      expect(claimsOf(id)).not.toHaveProperty('email');
    },
  },
  {
    id: 'trigger/failure',
    title: 'a trigger that fails fails the sign-in',
    variant: 'triggered',
    async run(kit) {
      const { email } = await kit.member();
      const fail: Trigger = () => Promise.reject(new Error('out of order'));
      const message = 'PreTokenGeneration failed with error out of order.';
      await withTrigger(kit, fail, () => refused(kit.signIn(email), 'UserLambdaValidationException', message));
      expect((await kit.signIn(email)).AuthenticationResult).toBeDefined();
    },
  },
];

async function withTrigger<T>({ pool }: Kit, trigger: Trigger, work: () => Promise<T>): Promise<T> {
  pool.setTrigger?.(trigger);
  try {
    return await work();
  } finally {
    pool.setTrigger?.(undefined);
  }
}

const suppressScope: Trigger = async (event) => ({
  ...event,
  response: {
    claimsAndScopeOverrideDetails: { accessTokenGeneration: { scopesToSuppress: ['aws.cognito.signin.user.admin'] } },
  },
});

const changeClaims: Trigger = async (event) => ({
  ...event,
  response: {
    claimsAndScopeOverrideDetails: {
      accessTokenGeneration: { claimsToAddOrOverride: { tier: 'gold', sub: 'eve', client_id: 'eve' } },
      idTokenGeneration: { claimsToAddOrOverride: { colour: 'blue', sub: 'eve' }, claimsToSuppress: ['email', 'sub'] },
    },
  },
});
