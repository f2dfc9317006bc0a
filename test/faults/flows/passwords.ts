import { expectStatus, password, type Member } from '../../support/client.js';
import { flow, type Outcome, type Scene } from '../flow.js';

const newPassword = 'nine slow rivers before dawn';

/** Two sessions, and where one is asked for, the token of a mail. */
interface Changing {
  readonly own: Member;
  readonly other: Member;
  readonly token: string;
}

/** What a mail leaves. */
const mailTokens = [/^TOKEN .*/, / passwordResetTokenHash=\S+/];

async function twoSessions(scene: Scene): Promise<Changing> {
  const other = await scene.member();
  return { own: await scene.logIn(other.email), other, token: '' };
}

async function askedForReset(scene: Scene): Promise<Changing> {
  const sessions = await twoSessions(scene);
  return { ...sessions, token: await resetToken(scene, sessions.own.email) };
}

async function resetToken(scene: Scene, email: string): Promise<string> {
  expectStatus(await scene.post('/auth/password/reset-request', { email }), 200);
  return scene.mailedToken(email, 'reset-password');
}

/** The password can be reset by the mail that comes next, and then logs in. */
async function resetByNextMail(scene: Scene, email: string): Promise<void> {
  const token = await resetToken(scene, email);
  expectStatus(await scene.post('/auth/password/reset-confirm', { token, newPassword }), 200);
  expectStatus(await scene.attempt(email, newPassword), 200);
}

/**
 * Which password counts. Sessions end as soon as nobody knows, so that the state after says only that it may be the
 * new one; exactly one of the two logs in.
 */
async function onePassword(scene: Scene, email: string, outcome: Outcome): Promise<void> {
  const isNew = (await scene.attempt(email, newPassword)).status === 200;
  const isOld = (await scene.attempt(email)).status === 200;
  if (isNew === isOld) throw new Error(isNew ? 'both passwords count' : 'no password counts');
  if (outcome === 'before' && isNew) throw new Error('the password is new, and no session has ended');
}

export const requestReset = flow<Member>({
  name: 'password: ask for a reset',
  prepare: (scene) => scene.member(),
  act: (scene, { email }) => scene.post('/auth/password/reset-request', { email }),
  status: 200,
  mayAnswer: { 429: 'an attempt whose answer got lost counts twice, and one is all that a minute has' },
  ignores: mailTokens,
  use: (scene, { email }) => resetByNextMail(scene, email),
});

export const sendResetMail = flow<Member>({
  name: 'mail worker: reset',
  prepare: (scene) => scene.member(),
  act: (scene, { email }) => scene.post('/auth/password/reset-request', { email }),
  status: 200,
  disturbs: 'workers',
  async use(scene, { email }) {
    await scene.mailedToken(email, 'reset-password');
    await resetByNextMail(scene, email);
  },
});

export const confirmReset = flow<Changing>({
  name: 'password: reset',
  prepare: askedForReset,
  act: (scene, { token }) => scene.post('/auth/password/reset-confirm', { token, newPassword }),
  status: 200,
  ignores: [...mailTokens, / passwordChangedAt=\S+/],
  async use(scene, { own, token }, outcome) {
    expectStatus(await scene.get('/users/profile', own.accessToken), outcome === 'before' ? 200 : 401);
    await onePassword(scene, own.email, outcome);
    // A token that has not set the password can still be used.
    const again = await scene.post('/auth/password/reset-confirm', { token, newPassword });
    expectStatus(again, outcome === 'before' ? 200 : 400);
    await resetByNextMail(scene, own.email);
  },
});

export const changePassword = flow<Changing>({
  name: 'password: change',
  prepare: twoSessions,
  act: (scene, { own }) =>
    scene.post('/auth/password/change', { currentPassword: password, newPassword }, own.accessToken),
  status: 200,
  ignores: [/ passwordChangedAt=\S+/],
  inDoubt: { without: /^SESSION /, why: 'if the password may be new, no session can be trusted to be its' },
  async use(scene, { own, other }, outcome) {
    expectStatus(await scene.get('/users/profile', other.accessToken), outcome === 'before' ? 200 : 401);
    await onePassword(scene, own.email, outcome);
    await resetByNextMail(scene, own.email);
  },
});
