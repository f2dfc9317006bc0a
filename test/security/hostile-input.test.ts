import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  expectStatus,
  registration,
  startTestBackend,
  type Body,
  type Reply,
  type Sent,
  type TestBackend,
} from '../support/backend.js';

let backend: TestBackend;
let accessToken: string;
let client: DynamoDBClient;

beforeAll(async () => {
  backend = await startTestBackend();
  ({ accessToken } = await backend.member());
  client = new DynamoDBClient({
    endpoint: String(backend.backend.services.resources.dynamodb),
    region: 'eu-central-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
});

afterAll(async () => {
  client.destroy();
  await backend.close();
});

/** All items of the table, and the pool's users. */
async function stored(): Promise<string> {
  const { Items = [] } = await client.send(new ScanCommand({ TableName: 'users-local', ConsistentRead: true }));
  const items = Items.map((item) => JSON.stringify(item)).sort();
  return JSON.stringify([items, backend.backend.services.users()]);
}

/** What the authorizer reads before an operation that needs a login. */
const authorizersReads = ['dynamodb.GetItem', 'dynamodb.GetItem'];

const operations = {
  register: { method: 'POST', path: '/auth/register', good: registration(), calls: [] },
  login: { method: 'POST', path: '/auth/login', good: { email: 'ada@example.com', password: 'a' }, calls: [] },
  profile: { method: 'PUT', path: '/users/profile', good: { firstName: 'Ada' }, calls: authorizersReads },
} as const;

type Name = keyof typeof operations;

const names = Object.keys(operations) as Name[];

interface Hostile {
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Sends it and sees that it is refused, reached nothing and left nothing. */
async function expectRefused(name: Name, { body, headers }: Hostile, status = 400): Promise<Reply> {
  const { method, path, calls } = operations[name];
  const before = await stored();
  let reply: Reply | undefined;
  const made = await backend.callsOf(async () => {
    const token = name === 'profile' ? { token: accessToken } : {};
    reply = await backend.send(method, path, { body, ...(headers && { headers }), ...token });
  });
  if (reply === undefined) throw new Error('no reply');
  expectStatus(reply, status);
  expect(made).toEqual(calls);
  expect(await stored()).toBe(before);
  expect(reply.body).toMatchObject({ error: expect.stringMatching(/^[A-Z_]+$/), request_id: expect.any(String) });
  if (status === 400)
    expect(reply.body).toMatchObject({ error: 'VALIDATION_ERROR', validation_errors: expect.any(Array) });
  return reply;
}

function nested(depth: number, open: string, close: string): string {
  return `${open.repeat(depth)}1${close.repeat(depth)}`;
}

const bodies: readonly (readonly [what: string, make: (good: Body) => unknown])[] = [
  ['an array', (good) => [good]],
  ['a text', () => '"text"'],
  ['a number', () => '1'],
  ['null', () => 'null'],
  ['no JSON', () => '{"email":'],
  ['two JSON values', (good) => `${JSON.stringify(good)}${JSON.stringify(good)}`],
  ['bytes that are no UTF-8', () => Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d])],
  ['a byte order mark', (good) => `\ufeff\ufeff${JSON.stringify(good)}`],
  ['an unknown property', (good) => ({ ...good, isAdmin: true })],
  ['__proto__', (good) => JSON.stringify(good).replace('{', '{"__proto__":{"isAdmin":true},')],
  ['__proto__ as an array', (good) => JSON.stringify(good).replace('{', '{"__proto__":[],')],
  ['constructor.prototype', (good) => ({ ...good, constructor: { prototype: { isAdmin: true } } })],
  ['a thousand nested arrays', () => nested(1_000, '[', ']')],
  ['a thousand nested objects', () => nested(1_000, '{"a":', '}')],
  ['thirty thousand nested arrays', () => nested(30_000, '[', ']')],
  ['thousands of unknown properties', () => Object.fromEntries(Array.from({ length: 3_000 }, (_, i) => [`p${i}`, 1]))],
];

test.each(names.flatMap((name) => bodies.map(([what, make]) => [name, what, make] as const)))(
  '%s refuses a body of %s',
  async (name, _what, make) => {
    await expectRefused(name, { body: make(operations[name].good) });
  },
);

const wrongValues: readonly (readonly [string, unknown])[] = [
  ['null', null],
  ['a number', 1],
  ['a boolean', true],
  ['an array of a text', ['ada@example.com']],
  ['an object', { $ne: '' }],
  ['an empty text', ''],
  ['a very long text', 'a'.repeat(20_000)],
];

test.each(names.flatMap((name) => Object.keys(operations[name].good).map((field) => [name, field] as const)))(
  '%s refuses values of other types and sizes for %s',
  async (name, field) => {
    for (const [, value] of wrongValues) {
      const { body } = await expectRefused(name, { body: { ...operations[name].good, [field]: value } });
      const fields = (body['validation_errors'] as Body[]).map((error) => error['field']);
      expect(new Set(fields)).toEqual(new Set([field]));
    }
  },
);

const poisons: readonly (readonly [string, string])[] = [
  ['NUL', 'Ada\\u0000'],
  ['a lone high surrogate', 'Ada\\ud800'],
  ['a lone low surrogate', '\\udc00Ada'],
  ['swapped surrogates', '\\ude00\\ud83d'],
];

test.each(names.flatMap((name) => poisons.map(([what, text]) => [name, what, text] as const)))(
  '%s refuses text with %s in any field',
  async (name, _what, text) => {
    const { good } = operations[name];
    for (const field of Object.keys(good)) {
      const marked = JSON.stringify({ ...good, [field]: '<poison>' });
      await expectRefused(name, { body: marked.replace('<poison>', `${text} of more than twelve`) });
    }
    // Also in the name of a property.
    await expectRefused(name, { body: JSON.stringify(good).replace('{', `{"${text}":1,`) });
  },
);

test.each([
  'ada@example.com\r\nBcc: eve@example.com',
  'ada@example.com\n',
  '\r\nada@example.com',
  'ada@example.com,eve@example.com',
  'ada@example.com;eve@example.com',
  'ada@example.com eve@example.com',
  'Ada <ada@example.com>',
  '"ada\r\nbcc:eve"@example.com',
  'ada@exam\r\nple.com',
  'ada@[127.0.0.1]',
  'ada@example.com%0d%0aBcc:eve',
])('registration refuses the email %j', async (email) => {
  const { body } = await expectRefused('register', { body: registration({ email }) });
  expect(body['validation_errors']).toEqual([expect.objectContaining({ field: 'email' })]);
});

test.each([
  'Ada\r\nBcc: eve@example.com',
  'Ada\n',
  '\tAda',
  'Ada\u2028Lovelace',
  'Ada\u202eecalevoL',
  '<b>Ada</b>',
  '{{7*7}}',
  'https://evil.example',
  '   ',
])('register and profile refuse the name %j', async (firstName) => {
  await expectRefused('register', { body: registration({ firstName }) });
  await expectRefused('register', { body: registration({ lastName: firstName }) });
  await expectRefused('profile', { body: { firstName } });
  await expectRefused('profile', { body: { lastName: firstName } });
});

test.each<readonly [string, unknown]>([
  ['phoneNumber', '+44 20 7946 0958'],
  ['phoneNumber', '+442079460958\n'],
  ['dateOfBirth', '2026-02-30'],
  ['dateOfBirth', '9999-12-31'],
  ['timezone', 'Mars/Olympus_Mons'],
  ['timezone', '../../etc/passwd'],
  ['locale', 'en_GB; DROP'],
  ['preferences', []],
  ['preferences', 'dark'],
  ['preferences', { theme: { deep: true } }],
  ['preferences', { theme: null }],
  ['preferences', { theme: ['dark'] }],
  ['preferences', { 'a b': 1 }],
  ['preferences', Object.fromEntries(Array.from({ length: 51 }, (_, i) => [`p${i}`, 1]))],
  ['preferences', { theme: 'a'.repeat(501) }],
])('a profile update refuses %s of %j', async (field, value) => {
  await expectRefused('profile', { body: { [field]: value } });
});

test('a profile update refuses __proto__ among the preferences', async () => {
  await expectRefused('profile', { body: '{"preferences":{"__proto__":"x"}}' });
  await expectRefused('profile', { body: '{"preferences":{"__proto__":{"mfaEnabled":true}}}' });
  expect(Object.hasOwn(Object.prototype, 'mfaEnabled')).toBe(false);
});

test.each(names)('%s refuses more than 64 KiB, and a whole megabyte, with 413', async (name) => {
  const { good } = operations[name];
  const padded = (bytes: number): string => JSON.stringify(good).padEnd(bytes, ' ');
  await expectRefused(name, { body: padded(65_537) }, 413);
  await expectRefused(name, { body: padded(1_048_576) }, 413);
  await expectRefused(name, { body: padded(11 * 1_048_576) }, 413).catch(async (error: unknown) => {
    // The gateway's own limit comes before the authorizer.
    if (name !== 'profile' || !String(error).includes('GetItem')) throw error;
  });
});

test.each(names)('%s refuses every other media type with 415', async (name) => {
  const body = JSON.stringify(operations[name].good);
  const types = ['text/plain', 'application/x-www-form-urlencoded', 'application/xml', 'multipart/form-data', ''];
  const charsets = ['application/json; charset=utf-16', 'application/json; charset=utf-7', 'application/jsonp'];
  for (const type of [...types, ...charsets])
    await expectRefused(name, { body, headers: { 'content-type': type } }, 415);
  await expectRefused(name, { body, headers: { 'content-encoding': 'gzip' } }, 415);
});

test('a name that only looks like markup or a header arrives in the mail as text', async () => {
  const email = await backend.register({ firstName: "D'Arcy", lastName: 'O’Neill' });
  await backend.backend.services.drainQueues();
  const [mail] = backend.backend.services.mails().filter(({ to }) => to.includes(email));
  expect(mail?.to).toEqual([email]);
  expect(mail?.subject).not.toMatch(/[\r\n]/);
});

/** The bodies of all other operations; those that want a login have `true`. */
const others: readonly (readonly [path: string, isSecured: boolean, good: Body])[] = [
  ['/auth/email/verify', false, { token: 'A'.repeat(43), password: 'a' }],
  ['/auth/email/resend', false, { email: 'ada@example.com' }],
  ['/auth/refresh', false, { refreshToken: 'a' }],
  ['/auth/mfa/verify', false, { sessionToken: 'A'.repeat(43), code: '123456' }],
  ['/auth/mfa/setup', true, { password: 'a' }],
  ['/auth/mfa/verify-setup', true, { code: '123456' }],
  ['/auth/mfa/disable', true, { password: 'a', code: '123456' }],
  ['/auth/mfa/backup-codes', true, { password: 'a', code: '123456' }],
  ['/auth/password/reset-request', false, { email: 'ada@example.com' }],
  ['/auth/password/reset-confirm', false, { token: 'A'.repeat(43), newPassword: 'nine violet umbrellas' }],
  ['/auth/password/change', true, { currentPassword: 'a', newPassword: 'nine violet umbrellas', code: '123456' }],
  ['/users/me/delete', true, { password: 'a', code: '123456' }],
];

test.each(others)('%s refuses hostile bodies before it does anything', async (path, isSecured, good) => {
  const token = isSecured ? { token: accessToken } : {};
  const before = await stored();
  const text = JSON.stringify(good);
  const fields = Object.keys(good);
  const refused: readonly (readonly [number, Sent])[] = [
    ...bodies.map(([, make]) => [400, { body: make(good) }] as const),
    ...fields.flatMap((field) =>
      wrongValues
        .filter(([, value]) => value !== '' || field !== 'refreshToken')
        .map(([, value]) => [400, { body: { ...good, [field]: value } }] as const),
    ),
    ...fields.flatMap((field) =>
      poisons.map(
        ([, poison]) => [400, { body: JSON.stringify({ ...good, [field]: '@' }).replace('@', poison) }] as const,
      ),
    ),
    [413, { body: text.padEnd(1_048_576, ' ') }],
    [415, { body: text, headers: { 'content-type': 'text/plain' } }],
    [415, { body: text, headers: { 'content-encoding': 'gzip' } }],
  ];
  const calls = await backend.callsOf(async () => {
    for (const [status, sent] of refused) expectStatus(await backend.send('POST', path, { ...sent, ...token }), status);
  });
  expect(calls.filter((name) => !isSecured || name !== 'dynamodb.GetItem')).toEqual([]);
  expect(await stored()).toBe(before);
});

test('every operation that takes a body is among these', () => {
  const takers = readdirSync('generated/operations').filter((name) => {
    return !name.includes('.') && readFileSync(`generated/operations/${name}/models.ts`, 'utf8').includes('maxBytes');
  });
  expect(takers).toHaveLength(others.length + names.length);
});

test('hundreds of faults in one request are answered in a small body', async () => {
  const body = Object.fromEntries(Array.from({ length: 3_000 }, (_, index) => [`property${index}`, index]));
  const { text } = await expectRefused('login', { body });
  expect(text.length).toBeLessThan(16_384);
});
