import { expectStatus, password, type Member } from '../../support/client.js';
import { flow, type Flow, type Outcome, type Scene } from '../flow.js';

const newPassword = 'nine slow rivers before dawn';

/** Two sessions, and where one is asked for, the token of a mail. */
interface Changing {
  readonly own: Member;
  readonly other: Member;
  readonly token: string;
}

/** What a mail leaves. */
const mailTokens = [/^TOKEN .*/, / passwordResetTokenHash=\S+/];

async function twoSessions(scene: Scene, other: Member): Promise<Changing> {
  return { own: await scene.logIn(other.email), other, token: '' };
}

async function askedForReset(scene: Scene, other: Member): Promise<Changing> {
  const sessions = await twoSessions(scene, other);
  return { ...sessions, token: await resetToken(scene, other.email) };
}

/** What somebody can have set up on an account before its email was proven; the reset takes it away. */
const setUpBefore = / (emailVerificationTokenHash|knownAddresses|knownDevices|lastLoginAddress|lastLoginAt)=\S+/g;

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

const reset: Omit<Flow<Changing>, 'name' | 'prepare'> = {
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
};

export const confirmReset = flow<Changing>({
  ...reset,
  name: 'password: reset',
  prepare: async (scene) => askedForReset(scene, await scene.verifiedMember()),
});

export const confirmResetUnproven = flow<Changing>({
  ...reset,
  name: 'password: reset of an account never proven',
  prepare: async (scene) => askedForReset(scene, await scene.member()),
  inDoubt: {
    of: (after) => after.map((line) => line.replace(/ emailVerified=true emailVerifiedAt=\S+/, ' emailVerified=false')),
    why: 'who knows whether the password is the new one cannot say that the mailbox was proven',
  },
});

const change: Omit<Flow<Changing>, 'name' | 'prepare'> = {
  act: (scene, { own }) =>
    scene.post('/auth/password/change', { currentPassword: password, newPassword }, own.accessToken),
  status: 200,
  ignores: [/ passwordChangedAt=\S+/],
  inDoubt: {
    of: (after) => after.filter((line) => !line.startsWith('SESSION ')),
    why: 'if the password may be new, no session can be trusted to be its',
  },
  async use(scene, { own, other }, outcome) {
    expectStatus(await scene.get('/users/profile', other.accessToken), outcome === 'before' ? 200 : 401);
    await onePassword(scene, own.email, outcome);
    await resetByNextMail(scene, own.email);
  },
};

export const changePassword = flow<Changing>({
  ...change,
  name: 'password: change',
  prepare: async (scene) => twoSessions(scene, await scene.verifiedMember()),
});

export const changePasswordUnproven = flow<Changing>({
  ...change,
  name: 'password: change on an account never proven',
  prepare: async (scene) => twoSessions(scene, await scene.member()),
  inDoubt: {
    of: (after) =>
      after
        .filter((line) => !line.startsWith('SESSION ') && !line.startsWith('TOKEN '))
        .map((line) => line.replaceAll(setUpBefore, '')),
    why: 'nobody knows whose password it is, so that what was set up before goes as with a reset',
  },
});
