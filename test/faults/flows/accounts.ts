import { expectStatus, password, registration, type Member } from '../../support/client.js';
import { flow } from '../flow.js';

export const deleteAccount = flow<Member>({
  name: 'delete the account',
  prepare: (scene) => scene.member(),
  act: (scene, { accessToken }) => scene.post('/users/me/delete', { password }, accessToken),
  status: 204,
  async use(scene, { email, accessToken }, outcome) {
    expectStatus(await scene.get('/users/profile', accessToken), outcome === 'before' ? 200 : 401);
    if (outcome === 'after') {
      expectStatus(await scene.attempt(email), 401);
      expectStatus(await scene.post('/auth/register', registration({ email })), 201);
    }
    await scene.logIn(email);
  },
});

export const exportAccount = flow<Member>({
  name: 'export the account',
  prepare: (scene) => scene.member(),
  act: (scene, { accessToken }) => scene.get('/users/me/export', accessToken),
  status: 200,
  use: async (scene, { accessToken }) => expectStatus(await scene.get('/users/profile', accessToken), 200),
});
