import { answerChallenge, authenticatorOf, challengeOf, logInWithMfa, stepMs } from '../../support/authenticator.js';
import type { Authenticator, MfaMember } from '../../support/authenticator.js';
import { expectStatus, password, type Member } from '../../support/client.js';
import { flow, type Scene } from '../flow.js';

/** A member in the middle of a setup, with a second session. */
interface SettingUp {
  readonly member: Member;
  readonly other: Member;
  readonly authenticator: Authenticator;
}

/** A login whose second factor is awaited. */
interface Waiting {
  readonly member: MfaMember;
  readonly sessionToken: string;
}

async function settingUp(scene: Scene): Promise<SettingUp> {
  const other = await scene.verifiedMember();
  const member = await scene.logIn(other.email);
  const { body } = await scene.post('/auth/mfa/setup', { password }, member.accessToken);
  return { member, other, authenticator: authenticatorOf(scene, String(body['otpauthUri'])) };
}

/** Somebody with MFA on, at a time at which the authenticator shows an unused code. */
export async function mfaMember(scene: Scene): Promise<MfaMember> {
  const { member, authenticator } = await settingUp(scene);
  return prove(scene, member, authenticator);
}

async function prove(scene: Scene, member: Member, authenticator: Authenticator): Promise<MfaMember> {
  const code = await authenticator.code();
  const reply = await scene.post('/auth/mfa/verify-setup', { code }, member.accessToken);
  expectStatus(reply, 200);
  await scene.advanceClock(stepMs);
  return { ...member, authenticator, backupCodes: reply.body['backupCodes'] as string[] };
}

async function waiting(scene: Scene): Promise<Waiting> {
  const member = await mfaMember(scene);
  return { member, sessionToken: await challengeOf(scene, member.email) };
}

async function proofOf({ authenticator }: Pick<MfaMember, 'authenticator'>): Promise<object> {
  return { password, code: await authenticator.code() };
}

/** How often somebody failed is a hint for the owner, and what a challenge has counted ends with it. */
const counts = [/ failedLogins=\S+/, / lastFailedLoginAt=\S+/, / attempts=\S+/];

export const setUp = flow<Member>({
  name: 'MFA: set up',
  prepare: (scene) => scene.verifiedMember(),
  act: (scene, { accessToken }) => scene.post('/auth/mfa/setup', { password }, accessToken),
  status: 200,
  async use(scene, member) {
    await scene.logIn(member.email);
    const { body } = await scene.post('/auth/mfa/setup', { password }, member.accessToken);
    const enabled = await prove(scene, member, authenticatorOf(scene, String(body['otpauthUri'])));
    expectStatus(await logInWithMfa(scene, enabled), 200);
  },
});

export const verifySetup = flow<SettingUp>({
  name: 'MFA: prove the authenticator',
  prepare: settingUp,
  act: async (scene, { member, authenticator }) =>
    scene.post('/auth/mfa/verify-setup', { code: await authenticator.code() }, member.accessToken),
  status: 200,
  async use(scene, { member, other, authenticator }, outcome) {
    expectStatus(await scene.get('/users/profile', member.accessToken), 200);
    expectStatus(await scene.get('/users/profile', other.accessToken), outcome === 'before' ? 200 : 401);
    if (outcome === 'before') {
      await scene.logIn(member.email);
      await prove(scene, member, authenticator);
    }
    expectStatus(await logInWithMfa(scene, { ...member, authenticator, backupCodes: [] }), 200);
    await scene.advanceClock(stepMs);
    // Whoever did not get the answer gets new backup codes.
    const reply = await scene.post('/auth/mfa/backup-codes', await proofOf({ authenticator }), member.accessToken);
    expectStatus(reply, 200);
  },
});

export const loginWithMfa = flow<MfaMember>({
  name: 'MFA: login opens a challenge',
  prepare: mfaMember,
  act: (scene, { email }) => scene.attempt(email),
  status: 200,
  ignores: counts,
  fades: 'a challenge that nobody answers expires, and the sweep removes it',
  use: async (scene, member) => expectStatus(await logInWithMfa(scene, member), 200),
});

export const passWithCode = flow<Waiting>({
  name: 'MFA: answer with a code',
  prepare: waiting,
  act: async (scene, { member, sessionToken }) =>
    answerChallenge(scene, sessionToken, await member.authenticator.code()),
  status: 200,
  ignores: [...counts, ...challengeLines()],
  use: async (scene, { member }) => expectStatus(await logInWithMfa(scene, member), 200),
});

export const passWithBackupCode = flow<Waiting>({
  name: 'MFA: answer with a backup code',
  prepare: waiting,
  act: (scene, { member, sessionToken }) => answerChallenge(scene, sessionToken, String(member.backupCodes[0])),
  status: 200,
  ignores: [...counts, ...challengeLines()],
  async use(scene, { member }, outcome) {
    const [first, second] = member.backupCodes.map(String);
    const again = await answerChallenge(scene, await challengeOf(scene, member.email), first ?? '');
    expectStatus(again, outcome === 'before' ? 200 : 401);
    expectStatus(await answerChallenge(scene, await challengeOf(scene, member.email), second ?? ''), 200);
  },
});

export const wrongCode = flow<Waiting>({
  name: 'MFA: answer with a wrong code',
  prepare: waiting,
  act: (scene, { sessionToken }) => answerChallenge(scene, sessionToken, 'AAAA-BBBB-CCCC-DDDD'),
  status: 401,
  ignores: [...counts, ...challengeLines()],
  use: async (scene, { member }) => expectStatus(await logInWithMfa(scene, member), 200),
});

export const regenerate = flow<MfaMember>({
  name: 'MFA: new backup codes',
  prepare: mfaMember,
  act: async (scene, member) => scene.post('/auth/mfa/backup-codes', await proofOf(member), member.accessToken),
  status: 200,
  ignores: [...counts, / lastTotpStep=\S+/],
  async use(scene, member) {
    expectStatus(await logInWithMfa(scene, member), 200);
    await scene.advanceClock(stepMs);
    const reply = await scene.post('/auth/mfa/backup-codes', await proofOf(member), member.accessToken);
    expectStatus(reply, 200);
    const [code] = reply.body['backupCodes'] as string[];
    expectStatus(await answerChallenge(scene, await challengeOf(scene, member.email), code ?? ''), 200);
  },
});

export const disable = flow<MfaMember>({
  name: 'MFA: turn off',
  prepare: mfaMember,
  act: async (scene, member) => scene.post('/auth/mfa/disable', await proofOf(member), member.accessToken),
  status: 200,
  ignores: counts,
  async use(scene, member, outcome) {
    expectStatus(await scene.get('/users/profile', member.accessToken), 200);
    if (outcome === 'before') expectStatus(await logInWithMfa(scene, member), 200);
    else await scene.logIn(member.email);
  },
});

/** A challenge that was not passed expires before the second look. */
function challengeLines(): readonly RegExp[] {
  return [/^MFA .*/];
}
