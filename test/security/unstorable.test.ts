import { afterAll, beforeAll, expect, test } from 'vitest';
import { expectStatus, startTestBackend, type Member, type Reply, type TestBackend } from '../support/backend.js';

let backend: TestBackend;
let member: Member;

beforeAll(async () => {
  backend = await startTestBackend();
  member = await backend.member();
});

afterAll(() => backend.close());

/** As text, since JSON has numbers and names that an object literal has not. */
const update = (preferences: string): Promise<Reply> =>
  backend.send('PUT', '/users/profile', { body: `{"preferences":${preferences}}`, token: member.accessToken });

test.each([
  ['{"size":1234567890123456789012345678901234567890123}', 'preferences.size'],
  ['{"size":9007199254740993}', 'preferences.size'],
  ['{"size":1e126}', 'preferences.size'],
  ['{"size":-1e126}', 'preferences.size'],
  ['{"size":1e400}', 'preferences.size'],
  ['{"size":1e-131}', 'preferences.size'],
  ['{"size":-5e-324}', 'preferences.size'],
  ['{"constructor":"text"}', 'preferences'],
  ['{"constructor":1}', 'preferences'],
  ['{"__proto__":"text"}', 'preferences'],
])('what the table cannot hold is 400 and not logged: %s', async (preferences, field) => {
  const reply = await update(preferences);
  expectStatus(reply, 400);
  expect(reply.body).toMatchObject({ error: 'VALIDATION_ERROR', validation_errors: [{ field }] });
  const [, value = ''] = /:(?:")?([^"}]+)/.exec(preferences) ?? [];
  if (value.length > 4) expect(backend.logs.join('\n')).not.toContain(value);
  expect((await backend.get('/users/profile', member.accessToken)).body).not.toHaveProperty('preferences');
});

test.each(['{"size":9007199254740991,"least":1e-130,"share":0.1}', '{"toString":true,"valueOf":"x","prototype":1}'])(
  'what it can hold comes back as it is: %s',
  async (preferences) => {
    const reply = await update(preferences);
    expectStatus(reply, 200);
    expect(reply.body['preferences']).toEqual(JSON.parse(preferences));
  },
);
