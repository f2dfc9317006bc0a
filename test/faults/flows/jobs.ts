import { challengeOf, logInWithMfa, type MfaMember } from '../../support/authenticator.js';
import { expectStatus, newEmail, password, registration, type Member } from '../../support/client.js';
import { flow, type Outcome, type Scene } from '../flow.js';
import { mfaMember } from './mfa.js';
import { mailTokens } from './registration.js';

/** Until whatever was left over is due. */
const untilDueMs = 361_000;

/** Lets a registration die after a call. */
async function halfRegistered(scene: Scene, action: string): Promise<string> {
  const email = newEmail();
  await scene.dieAfter(action, () => scene.post('/auth/register', registration({ email })));
  await scene.advanceClock(untilDueMs);
  return email;
}

/** A run that was disturbed is followed by another one, which has to do the rest. */
function requireDone(outcome: Outcome): void {
  if (outcome === 'before') throw new Error('nothing was done about it');
}

export const removeHalfRegistration = flow<string>({
  name: 'job: remove half a registration',
  prepare: (scene) => halfRegistered(scene, 'TransactWriteItems'),
  act: (scene) => scene.runJob('reconcile-registrations'),
  async use(scene, email, outcome) {
    requireDone(outcome);
    expectStatus(await scene.post('/auth/register', registration({ email })), 201);
    await scene.logIn(email);
  },
});

export const finishRegistration = flow<string>({
  name: 'job: finish a registration',
  prepare: (scene) => halfRegistered(scene, 'AdminSetUserPassword'),
  act: (scene) => scene.runJob('reconcile-registrations'),
  ignores: mailTokens,
  async use(scene, email, outcome) {
    requireDone(outcome);
    await scene.logIn(email);
  },
});

export const finishDeletion = flow<Member>({
  name: 'job: finish a deletion',
  async prepare(scene) {
    const member = await scene.member();
    await scene.dieAfter('TransactWriteItems', () => scene.post('/users/me/delete', { password }, member.accessToken));
    await scene.advanceClock(untilDueMs);
    return member;
  },
  act: (scene) => scene.runJob('reconcile-accounts'),
  async use(scene, { email }, outcome) {
    requireDone(outcome);
    expectStatus(await scene.post('/auth/register', registration({ email })), 201);
  },
});

export const finishPasswordChange = flow<Member>({
  name: 'job: finish a change of password',
  async prepare(scene) {
    const member = await scene.member();
    const body = { currentPassword: password, newPassword: 'nine slow rivers before dawn' };
    await scene.dieAfter('AdminSetUserPassword', () => scene.post('/auth/password/change', body, member.accessToken));
    await scene.advanceClock(untilDueMs);
    return member;
  },
  act: (scene) => scene.runJob('reconcile-accounts'),
  async use(scene, { email, accessToken }, outcome) {
    requireDone(outcome);
    expectStatus(await scene.get('/users/profile', accessToken), 401);
    expectStatus(await scene.attempt(email, 'nine slow rivers before dawn'), 200);
  },
});

export const sweep = flow<MfaMember>({
  name: 'job: sweep an expired challenge',
  async prepare(scene) {
    const member = await mfaMember(scene);
    await challengeOf(scene, member.email);
    await scene.advanceClock(untilDueMs);
    return member;
  },
  act: (scene) => scene.runJob('sweep'),
  async use(scene, member, outcome) {
    requireDone(outcome);
    expectStatus(await logInWithMfa(scene, member), 200);
  },
});
