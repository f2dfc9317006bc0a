import { expectStatus, newEmail, password, registration, type Body } from '../../support/client.js';
import { flow, type Scene } from '../flow.js';

const newPassword = 'nine violet umbrellas in march';

/** What a mail leaves: the account is whole without it, and another mail can be asked for. */
export const mailTokens = [/^TOKEN .*/, / emailVerificationTokenHash=\S+/];

/** Somebody whose address waits for verification. */
interface Unverified {
  readonly email: string;
  readonly token: string;
}

async function unverified(scene: Scene): Promise<Unverified> {
  const email = await scene.register();
  return { email, token: await scene.mailedToken(email, 'verify-email') };
}

/** The address can be verified by the mail that comes next. */
async function verifyByNextMail(scene: Scene, email: string): Promise<void> {
  expectStatus(await scene.post('/auth/email/resend', { email }), 202);
  expectStatus(
    await scene.post('/auth/email/verify', { token: await scene.mailedToken(email, 'verify-email'), password }),
    200,
  );
}

export const register = flow<Body>({
  name: 'register',
  prepare: async () => registration(),
  act: (scene, body) => scene.post('/auth/register', body),
  status: 201,
  ignores: mailTokens,
  async use(scene, body, outcome) {
    expectStatus(await scene.post('/auth/register', body), outcome === 'before' ? 201 : 409);
    await scene.logIn(String(body['email']));
    await verifyByNextMail(scene, String(body['email']));
  },
});

export const registerTaken = flow<string>({
  name: 'register a taken email',
  prepare: (scene) => scene.register(),
  act: (scene, email) => scene.post('/auth/register', registration({ email, firstName: 'Eve' })),
  status: 409,
  async use(scene, email) {
    const { accessToken } = await scene.logIn(email);
    const { body } = await scene.get('/users/profile', accessToken);
    if (body['firstName'] !== 'Ada') throw new Error('the account is another one');
  },
});

export const sendVerificationMail = flow<string>({
  name: 'mail worker: verification',
  prepare: async () => newEmail(),
  act: (scene, email) => scene.post('/auth/register', registration({ email })),
  status: 201,
  disturbs: 'workers',
  async use(scene, email) {
    // The message comes again until it is done. A token that was written late retires the one that was mailed.
    await scene.mailedToken(email, 'verify-email');
    await verifyByNextMail(scene, email);
  },
});

export const resendVerification = flow<Unverified>({
  name: 'resend the verification mail',
  prepare: unverified,
  act: (scene, { email }) => scene.post('/auth/email/resend', { email }),
  status: 202,
  mayAnswer: { 429: 'an attempt whose answer got lost counts twice, and one is all that a minute has' },
  async use(scene, { email }) {
    expectStatus(
      await scene.post('/auth/email/verify', { token: await scene.mailedToken(email, 'verify-email'), password }),
      200,
    );
  },
});

export const verify = flow<Unverified>({
  name: 'verify an email',
  prepare: unverified,
  act: (scene, { token }) => scene.post('/auth/email/verify', { token, password }),
  status: 200,
  async use(scene, { token }, outcome) {
    expectStatus(await scene.post('/auth/email/verify', { token, password }), outcome === 'before' ? 200 : 400);
  },
});

export const takeOver = flow<Unverified>({
  name: 'take over an unproven email',
  prepare: unverified,
  act: (scene, { token }) => scene.post('/auth/email/verify', { token, newPassword }),
  status: 200,
  inDoubt: {
    of: (after) => after.filter((line) => !/^(PROFILE|EMAIL|pool user) /.test(line)),
    why: 'the stranger is out for good, and the same link makes the new account, until it expires',
  },
  async use(scene, { email, token }) {
    const { status } = await scene.attempt(email, newPassword);
    if (status !== 200) expectStatus(await scene.post('/auth/email/verify', { token, newPassword }), 200);
    expectStatus(await scene.attempt(email, newPassword), 200);
  },
});
