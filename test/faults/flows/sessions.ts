import { expectStatus, type Body, type Member } from '../../support/client.js';
import { flow, type Scene } from '../flow.js';

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

export const refresh = flow<Member>({
  name: 'refresh',
  prepare: (scene) => scene.member(),
  act: (scene, { refreshToken }) => scene.post('/auth/refresh', { refreshToken }),
  status: 200,
  async use(scene, { email, accessToken }) {
    expectStatus(await scene.get('/users/profile', accessToken), 200);
    await scene.logIn(email);
  },
});

export const refreshAgain = flow<Member>({
  name: 'refresh, and at once again',
  prepare: (scene) => scene.member(),
  async act(scene, { refreshToken }) {
    const first = await scene.post('/auth/refresh', { refreshToken });
    // Whoever gets no answer asks again, within the grace.
    return first.status >= 500 ? scene.post('/auth/refresh', { refreshToken }) : first;
  },
  status: 200,
  async use(scene, { email, accessToken }) {
    expectStatus(await scene.get('/users/profile', accessToken), 200);
    await scene.logIn(email);
  },
});
