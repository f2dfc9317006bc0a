import { expectStatus, type Member } from '../../support/client.js';
import { flow } from '../flow.js';

export const readProfile = flow<Member>({
  name: 'read the profile',
  prepare: (scene) => scene.member(),
  act: (scene, { accessToken }) => scene.get('/users/profile', accessToken),
  status: 200,
  use: async (scene, { accessToken }) => expectStatus(await scene.get('/users/profile', accessToken), 200),
});

export const updateProfile = flow<Member>({
  name: 'update the profile',
  prepare: (scene) => scene.member(),
  act: (scene, { accessToken }) => scene.put('/users/profile', { firstName: 'Grace', timezone: 'UTC' }, accessToken),
  status: 200,
  async use(scene, { accessToken }, outcome) {
    const { body } = await scene.get('/users/profile', accessToken);
    const wanted = outcome === 'before' ? 'Ada' : 'Grace';
    if (body['firstName'] !== wanted) throw new Error(`the name is not ${wanted}`);
  },
});
