import { expectStatus, type Body, type Member, type Reply } from '../../support/client.js';
import { flow, type Outcome, type Scene } from '../flow.js';

/** Two sessions of one user. */
interface Pair {
  readonly own: Member;
  readonly other: Member;
  /** Of `other`. */
  readonly sessionId: string;
}

async function pair(scene: Scene): Promise<Pair> {
  const other = await scene.member();
  const own = await scene.logIn(other.email);
  const { body } = await scene.get('/auth/sessions', own.accessToken);
  const found = (body['sessions'] as Body[]).find(({ current }) => current === false);
  return { own, other, sessionId: String(found?.['sessionId']) };
}

export const login = flow<string>({
  name: 'login',
  prepare: (scene) => scene.register(),
  act: (scene, email) => scene.attempt(email),
  status: 200,
  async use(scene, email, outcome) {
    const { accessToken } = await scene.logIn(email);
    const { body } = await scene.get('/auth/sessions', accessToken);
    const wanted = outcome === 'before' ? 1 : 2;
    if ((body['sessions'] as Body[]).length !== wanted) throw new Error(`not ${wanted} sessions`);
  },
});

export const loginFromNewDevice = flow<Member>({
  name: 'login from a new device',
  prepare: (scene) => scene.member(),
  act: (scene, { email }) =>
    scene.send('POST', '/auth/login', {
      body: { email, password: 'seven quiet lanterns at dusk' },
      headers: { 'user-agent': 'another device' },
    }),
  status: 200,
  async use(scene, { email, accessToken }) {
    expectStatus(await scene.get('/users/profile', accessToken), 200);
    await scene.logIn(email);
  },
});

export const refusedLogin = flow<string>({
  name: 'login with a wrong password',
  prepare: (scene) => scene.register(),
  act: (scene, email) => scene.attempt(email, 'seven quiet lanterns at dawn'),
  status: 401,
  // How often somebody failed is a hint for the owner; what limits the tries is counted before.
  ignores: [/ failedLogins=\S+/, / lastFailedLoginAt=\S+/],
  use: async (scene, email) => void (await scene.logIn(email)),
});

export const logout = flow<Member>({
  name: 'logout',
  prepare: (scene) => scene.member(),
  act: (scene, { accessToken }) => scene.post('/auth/logout', undefined, accessToken),
  status: 204,
  async use(scene, { email, accessToken }, outcome) {
    expectStatus(await scene.get('/users/profile', accessToken), outcome === 'before' ? 200 : 401);
    await scene.logIn(email);
  },
});

export const revokeSession = flow<Pair>({
  name: 'revoke a session',
  prepare: pair,
  act: (scene, { own, sessionId }) => scene.send('DELETE', `/auth/sessions/${sessionId}`, { token: own.accessToken }),
  status: 204,
  async use(scene, { own, other }, outcome) {
    expectStatus(await scene.get('/users/profile', own.accessToken), 200);
    expectStatus(await scene.get('/users/profile', other.accessToken), outcome === 'before' ? 200 : 401);
  },
});

export const listSessions = flow<Pair>({
  name: 'list sessions',
  prepare: pair,
  act: (scene, { own }) => scene.get('/auth/sessions', own.accessToken),
  status: 200,
  async use(scene, { own, other }) {
    for (const { accessToken } of [own, other]) expectStatus(await scene.get('/users/profile', accessToken), 200);
  },
});

/** A session that is refreshed. */
interface Refreshing extends Member {
  /** The token in its place, once it was answered. */
  next?: string;
}

/** Refreshes, and keeps what the owner is told. */
async function refreshOnce(scene: Scene, subject: Refreshing): Promise<Reply> {
  const reply = await scene.post('/auth/refresh', { refreshToken: subject.refreshToken });
  if (reply.status === 200) subject.next = String(reply.body['refreshToken']);
  return reply;
}

/** Long after: the owner goes on with the newest token that was answered, unless the only answer got lost for good. */
async function goOn(
  scene: Scene,
  { email, accessToken, refreshToken, next }: Refreshing,
  outcome: Outcome,
): Promise<void> {
  expectStatus(await scene.get('/users/profile', accessToken), 200);
  const isKnown = next !== undefined || outcome === 'before';
  expectStatus(await scene.post('/auth/refresh', { refreshToken: next ?? refreshToken }), isKnown ? 200 : 401);
  await scene.logIn(email);
}

export const refresh = flow<Refreshing>({
  name: 'refresh',
  prepare: (scene) => scene.member(),
  act: refreshOnce,
  status: 200,
  use: goOn,
});

export const refreshAgain = flow<Refreshing>({
  name: 'refresh, and at once again',
  prepare: (scene) => scene.member(),
  async act(scene, subject) {
    const first = await refreshOnce(scene, subject);
    // Whoever gets no answer asks again, within the grace.
    return first.status >= 500 ? refreshOnce(scene, subject) : first;
  },
  status: 200,
  use: goOn,
});

export const reuseRefreshToken = flow<Refreshing>({
  name: 'refresh with an old token',
  async prepare(scene) {
    const member: Refreshing = await scene.member();
    expectStatus(await refreshOnce(scene, member), 200);
    await scene.advanceClock(61_000);
    return member;
  },
  act: (scene, { refreshToken }) => scene.post('/auth/refresh', { refreshToken }),
  status: 401,
  async use(scene, { email, accessToken, next }, outcome) {
    const status = outcome === 'before' ? 200 : 401;
    expectStatus(await scene.get('/users/profile', accessToken), status);
    expectStatus(await scene.post('/auth/refresh', { refreshToken: next }), status);
    await scene.logIn(email);
  },
});

export const forgedRefreshToken = flow<Member>({
  name: 'refresh with a made-up token',
  prepare: (scene) => scene.member(),
  act: (scene, { refreshToken }) =>
    scene.post('/auth/refresh', { refreshToken: `${refreshToken.slice(0, -8)}AAAAAAAA` }),
  status: 401,
  async use(scene, { accessToken, refreshToken }) {
    expectStatus(await scene.get('/users/profile', accessToken), 200);
    expectStatus(await scene.post('/auth/refresh', { refreshToken }), 200);
  },
});
