import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { emitBackend, send, type Backend, type Input, type Request, type Served } from './backend.js';
import { httpContract, httpOperations } from './http-contract.js';

let backend: Backend;
beforeAll(async () => {
  backend = await emitBackend('http-requests', httpContract, httpOperations);
});
afterAll(() => backend.project.remove());

let seen: Input | undefined;
const saw = (): Input => {
  if (!seen) throw new Error('the service was not called');
  return seen;
};
beforeEach(() => {
  seen = undefined;
  for (const id of Object.keys(httpOperations)) {
    backend.services[id] = (input) => {
      seen = input;
      return { status: 200, body: {}, headers: {} };
    };
  }
  backend.services['writeThing'] = (input) => {
    seen = input;
    return { status: 204 };
  };
});

/** The fields that a 400 names, with their messages. */
function fieldsOf({ statusCode, json }: Served): Record<string, string> {
  expect(statusCode).toBe(400);
  const entries = json['validation_errors'] as readonly { field: string; message: string }[];
  return Object.fromEntries(entries.map(({ field, message }) => [field, message]));
}

/** Objects that a request made have no prototype; as data they are the same. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

const paths = {
  simple: 'a',
  list: '1,2',
  label: '.3',
  labels: '.x.y',
  matrix: ';matrix=false',
  matrices: ';matrices=1;matrices=2',
  point: 'x=1,y=2.5',
};
const styles = (request: Request): Promise<Served> =>
  send(backend, 'readStyles', { method: 'GET', path: paths, ...request });

describe('Path parameters', () => {
  test('are decoded by their style and type', async () => {
    await styles({});
    expect(plain(saw().path)).toEqual({
      simple: 'a',
      list: [1, 2],
      label: 3,
      labels: ['x', 'y'],
      matrix: false,
      matrices: [1, 2],
      point: { x: 1, y: 2.5 },
    });
  });

  test('are percent-decoded exactly once, and split before that', async () => {
    await styles({ path: { ...paths, simple: 'a%2Fb%2541', labels: '.a%2Eb.c' } });
    expect(saw().path).toMatchObject({ simple: 'a/b%41', labels: ['a.b', 'c'] });
  });

  test.each([
    ['a word where a number is meant', { label: '.x' }, 'path.label'],
    ['a label without its dot', { label: '3' }, 'path.label'],
    ['a matrix of another name', { matrix: ';other=true' }, 'path.matrix'],
    ['an item of the wrong type', { list: '1,b' }, 'path.list[1]'],
    ['a NUL', { simple: 'a%00' }, 'path.simple'],
  ])('with %s are refused by name', async (_what, path, field) => {
    expect(fieldsOf(await styles({ path: { ...paths, ...path } }))).toHaveProperty([field]);
    expect(seen).toBeUndefined();
  });
});

describe('Query parameters', () => {
  test.each([
    ['"false", which is never true', { flag: ['false'] }, { flag: false }],
    ['"true"', { flag: ['true'] }, { flag: true }],
    ['a number', { limit: ['7'] }, { limit: 7 }],
    ['a repeated key as a list', { ids: ['1', '2'] }, { ids: [1, 2] }],
    ['one key as a list of one', { ids: ['1'] }, { ids: [1] }],
    ['commas', { csv: ['a,b'] }, { csv: ['a', 'b'] }],
    ['pipes, "false" being false', { pipes: ['true|false'] }, { pipes: [true, false] }],
    ['spaces', { spaces: ['a b'] }, { spaces: ['a', 'b'] }],
    [
      'a deep object by the types of its properties',
      { 'filter[name]': ['1'], 'filter[age]': ['2'], 'filter[on]': ['false'] },
      { filter: { name: '1', age: 2, on: false } },
    ],
    ['JSON', { where: ['{"k":1}'] }, { where: { k: 1 } }],
    ['an object in one value', { pair: ['r,1,g,2'] }, { pair: { r: 1, g: 2 } }],
    ['digits and "true" as text where text is meant', { word: ['007'], zip: ['true'] }, { word: '007', zip: 'true' }],
    ['text with percent signs, which the gateway has decoded already', { word: ['50%25'] }, { word: '50%25' }],
    ['unknown keys, which are dropped', { unknown: ['1'], __proto__: ['2'] }, {}],
  ])('read %s', async (_what, query, expected) => {
    await styles({ query: query as Record<string, string[]> });
    expect(plain(saw().query)).toEqual({ limit: 20, ...expected });
  });

  test.each([
    ['a boolean in capitals', { flag: ['False'] }, 'query.flag'],
    ['1 as a boolean', { flag: ['1'] }, 'query.flag'],
    ['an empty boolean', { flag: [''] }, 'query.flag'],
    ['a hexadecimal number', { limit: ['0x10'] }, 'query.limit'],
    ['a number with spaces', { limit: [' 7'] }, 'query.limit'],
    ['an empty number', { limit: [''] }, 'query.limit'],
    ['a number out of bounds', { limit: ['101'] }, 'query.limit'],
    ['a number beyond what is exact', { limit: ['9007199254740993'] }, 'query.limit'],
    ['a single value sent twice', { limit: ['1', '2'] }, 'query.limit'],
    ['an item of the wrong type', { ids: ['1', 'x'] }, 'query.ids[1]'],
    ['a property of a deep object sent twice', { 'filter[age]': ['1', '2'] }, 'query.filter.age'],
    ['an unknown property of a closed deep object', { 'filter[zz]': ['1'] }, 'query.filter.zz'],
    ['__proto__ in a deep object', { 'filter[__proto__]': ['1'] }, 'query.filter'],
    ['broken JSON', { where: ['{'] }, 'query.where'],
    ['a lone surrogate', { word: ['\ud800'] }, 'query.word'],
  ])('with %s are refused by name', async (_what, query, field) => {
    expect(fieldsOf(await styles({ query }))).toHaveProperty([field]);
    expect(seen).toBeUndefined();
  });
});

describe('Header and cookie parameters', () => {
  test('are read whatever their case, each by its type', async () => {
    await styles({
      headers: {
        'x-COUNT': '3',
        'X-List': ['a, b', 'c'],
        'x-flag': 'false',
        cookie: 'a=b; session="x%20y"; dark=false',
      },
    });
    expect(plain(saw().headers)).toEqual({ 'x-count': 3, 'x-list': ['a', 'b', 'c'], 'x-flag': false });
    expect(plain(saw().cookies)).toEqual({ session: 'x y', dark: false });
  });

  test('are refused when sent twice where one is meant', async () => {
    const fields = fieldsOf(await styles({ headers: { 'x-count': ['1', '2'], cookie: 'session=a; session=b' } }));
    expect(Object.keys(fields).sort()).toEqual(['cookie.session', 'header.x-count']);
  });
});

const good = { email: 'user@example.com', password: 'correct horse battery' };
const things: Request = { path: { id: 'one' }, headers: { 'X-Trace': 't' } };

describe('A request with faults', () => {
  test('is answered 400 with every field of every part at once, and no value of any', async () => {
    const answer = await send(backend, 'writeThing', {
      path: { id: 'CANARY-that-is-too-long' },
      query: { limit: ['CANARY'] },
      headers: { 'x-trace': 'CANARY-that-is-too-long', cookie: 'session=CANARY-too-long' },
      body: { email: 'CANARY', password: 'CANARY', tags: [{ name: 'a' }, { name: 1 }], extra: 'CANARY', other: 1 },
    });
    const fields = fieldsOf(answer);
    expect(Object.keys(fields).sort()).toEqual([
      'cookie.session',
      'email',
      'extra',
      'header.x-trace',
      'other',
      'password',
      'path.id',
      'query.limit',
      'tags[1].name',
    ]);
    expect(answer.body).not.toContain('CANARY');
    expect(answer.log).not.toContain('CANARY');
    expect(answer.json).toMatchObject({ error: 'VALIDATION_ERROR', request_id: answer.headers['x-request-id'] });
    expect(seen).toBeUndefined();
  });

  test('says of a missing field that it is required', async () => {
    const fields = fieldsOf(await send(backend, 'writeThing', { path: { id: 'one' }, body: {} }));
    expect(fields).toEqual({ 'header.x-trace': 'Is required.', email: 'Is required.', password: 'Is required.' });
  });

  test('names at most fifty of them', async () => {
    const many = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`x${index}`, 1]));
    const answer = await send(backend, 'writeThing', { ...things, body: { ...good, ...many } });
    expect(answer.json['validation_errors']).toHaveLength(50);
  });
});

describe('A JSON body', () => {
  const depth = (levels: number): string => `{"meta":{"a":${'['.repeat(levels)}${']'.repeat(levels)}}}`;
  test.each([
    ['broken JSON', '{', 'body'],
    ['white space', '   ', 'body'],
    ['a list', '[]', 'body'],
    ['null', 'null', 'body'],
    ['a string', '"x"', 'body'],
    ['a NUL in a value', '{"email":"a\\u0000@example.com"}', 'email'],
    ['a NUL in a key', '{"meta":{"a\\u0000":1}}', 'meta'],
    ['an escaped lone surrogate', '{"email":"\\ud800"}', 'email'],
    ['a raw lone surrogate', '{"email":"\ud800"}', 'email'],
    ['__proto__', '{"__proto__":{"polluted":true}}', 'body'],
    ['__proto__ further in, escaped', '{"meta":{"\\u005f_proto__":{"polluted":true}}}', 'meta'],
    ['seventy levels', depth(70), 'meta'],
    ['thirty thousand levels', '['.repeat(30_000), 'body'],
    [
      'constructor where no others are allowed',
      '{"email":"a@example.com","password":"correct horse battery","constructor":{"prototype":{}}}',
      'constructor',
    ],
  ])('that is or holds %s is refused', async (_what, body, field) => {
    const answer = await send(backend, 'writeThing', { ...things, body });
    expect(fieldsOf(answer)).toHaveProperty([field]);
    expect(seen).toBeUndefined();
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  test('that is not UTF-8 is refused', async () => {
    const answer = await send(backend, 'writeThing', {
      ...things,
      headers: { ...things.headers, 'content-type': 'application/json' },
      body: Buffer.from([0x7b, 0xff, 0x7d]),
    });
    expect(fieldsOf(answer)).toEqual({ body: 'Must be valid UTF-8 text.' });
  });

  test('of sixty levels and with emoji is taken', async () => {
    const body = `{"email":"a@example.com","password":"pass 😀 with an emoji","meta":{"a":${'['.repeat(60)}${']'.repeat(60)}}}`;
    expect((await send(backend, 'writeThing', { ...things, body })).statusCode).toBe(204);
    expect(saw().body).toMatchObject({ password: 'pass 😀 with an emoji' });
  });

  test.each([
    ['absent', undefined],
    ['empty', ''],
  ])('that is %s although required is a fault of the body', async (_what, body) => {
    const headers = { ...things.headers, 'content-type': 'application/json' };
    expect(fieldsOf(await send(backend, 'writeThing', { ...things, headers, body }))).toEqual({ body: 'Is required.' });
  });

  test('that is optional may be absent', async () => {
    expect((await send(backend, 'writeBody')).statusCode).toBe(200);
    expect(saw().body).toBeUndefined();
  });
});

describe('The size and type of a body', () => {
  const type = (value: string | readonly string[]): Request => ({
    ...things,
    body: good,
    headers: { ...things.headers, 'content-type': value },
  });
  const bytes = (size: number, base64: boolean): Request => ({
    ...things,
    headers: { ...things.headers, 'content-type': 'application/json' },
    body: base64 ? Buffer.alloc(size, 'x') : 'x'.repeat(size),
  });
  test.each([
    ['65537 bytes', bytes(65_537, false), 413, 'PAYLOAD_TOO_LARGE'],
    ['65537 bytes in base64', bytes(65_537, true), 413, 'PAYLOAD_TOO_LARGE'],
    ['a megabyte', bytes(1_000_000, true), 413, 'PAYLOAD_TOO_LARGE'],
    ['bytes above the limit in fewer characters', { ...things, body: 'ü'.repeat(32_769) }, 413, 'PAYLOAD_TOO_LARGE'],
    ['another type', type('text/plain'), 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ['no type', type([]), 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ['a broken type', type('json'), 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ['another charset', type('application/json; charset=iso-8859-1'), 415, 'UNSUPPORTED_MEDIA_TYPE'],
    [
      'a content coding',
      {
        ...type('application/json'),
        headers: { ...things.headers, 'content-type': 'application/json', 'content-encoding': 'gzip' },
      },
      415,
      'UNSUPPORTED_MEDIA_TYPE',
    ],
  ])('with %s are answered %i', async (_what, request, status, code) => {
    const answer = await send(backend, 'writeThing', request);
    expect([answer.statusCode, answer.json['error']]).toEqual([status, code]);
    expect(answer.json['request_id']).toBe(answer.headers['x-request-id']);
    expect(seen).toBeUndefined();
  });

  test.each(['application/json; charset=utf-8', 'Application/JSON;charset="UTF-8"', 'application/json'])(
    'of %s are taken',
    async (value) => {
      expect((await send(backend, 'writeThing', type(value))).statusCode).toBe(204);
    },
  );

  test('of exactly the limit are taken', async () => {
    const body = JSON.stringify({ ...good, meta: { pad: '' } });
    const padded = body.replace('"pad":""', `"pad":"${'x'.repeat(65_536 - body.length)}"`);
    expect((await send(backend, 'writeThing', { ...things, body: padded })).statusCode).toBe(204);
  });
});

describe('A body of another media type', () => {
  const as = (type: string, body: unknown): Promise<Served> =>
    send(backend, 'writeBody', { headers: { 'content-type': type }, body });
  const form = 'application/x-www-form-urlencoded';

  test('is a form, each field by its type', async () => {
    await as(form, 'name=x+%C3%BC&on=false&n=1&n=2&o=%7B%22k%22%3A2%7D');
    expect(plain(saw().body)).toEqual({ name: 'x ü', on: false, n: [1, 2], o: { k: 2 } });
  });

  test.each([
    ['broken percent-encoding', 'name=%FF', 'body'],
    ['a field sent twice where one is meant', 'name=a&name=b', 'name'],
    ['__proto__', 'name=a&__proto__=b', 'body'],
    ['an unknown field', 'name=a&zz=b', 'zz'],
    ['a boolean in another spelling', 'name=a&on=on', 'on'],
  ])('is no form with %s', async (_what, body, field) => {
    expect(fieldsOf(await as(form, body))).toHaveProperty([field]);
  });

  test('is multipart: files as bytes, other fields by their type', async () => {
    const data = new FormData();
    data.set('n', '5');
    data.set('on', 'false');
    data.set('o', '{"k":2}');
    data.set('file', new File([Buffer.from([0, 255, 13, 10, 45, 45])], '../../etc/passwd'));
    const request = new Request('http://localhost', { method: 'POST', body: data });
    const bytes = Buffer.from(await request.arrayBuffer());
    await as(request.headers.get('content-type') ?? '', bytes);
    const body = saw().body as { file: Uint8Array };
    expect(body).toMatchObject({ n: 5, on: false, o: { k: 2 } });
    expect([...body.file]).toEqual([0, 255, 13, 10, 45, 45]);
    expect(JSON.stringify(body)).not.toContain('passwd');
    for (const type of ['multipart/form-data', 'multipart/form-data; boundary=other']) {
      expect(fieldsOf(await as(type, bytes))).toHaveProperty('body');
    }
  });

  test('is text', async () => {
    await as('text/plain; charset=utf-8', Buffer.from('plain ü text'));
    expect(saw().body).toBe('plain ü text');
  });

  test('is octets', async () => {
    await as('application/octet-stream', Buffer.from([0, 1, 255]));
    expect([...(saw().body as Uint8Array)]).toEqual([0, 1, 255]);
  });

  test('is the most specific JSON type', async () => {
    expect(fieldsOf(await as('application/vnd.thing+json', { v: 'x' }))).toHaveProperty('v');
    expect((await as('application/json', { v: 'x' })).statusCode).toBe(200);
  });
});

describe('Who calls', () => {
  test.each([
    ['no authorizer', undefined],
    ['null', null],
    ['nothing', {}],
    ['a scheme alone', { scheme: 'bearerAuth' }],
    ['a subject alone', { subject: 's' }],
    ['an empty subject', { scheme: 'bearerAuth', subject: '' }],
    ['a subject that is no text', { scheme: 'bearerAuth', subject: 7 }],
  ])('must be told by the authorizer: with %s a secured operation answers 401', async (_what, authorizer) => {
    const request = { method: 'GET', headers: { authorization: 'Bearer forged', 'x-subject': 's' } };
    const answer = await send(backend, 'readSecret', {
      ...request,
      ...(authorizer === undefined ? {} : { authorizer }),
    });
    expect([answer.statusCode, answer.json['error']]).toEqual([401, 'UNAUTHORIZED']);
    expect(answer.headers['www-authenticate']).toBe('Bearer');
    expect(seen).toBeUndefined();
  });

  test('is the principal, with the claims of the authorizer alone', async () => {
    const authorizer = {
      scheme: 'bearerAuth',
      subject: 's',
      principalId: 's',
      integrationLatency: 3,
      origin_jti: 'j',
      list: [1],
    };
    await send(backend, 'readSecret', { method: 'GET', authorizer });
    expect(saw().principal).toEqual({ scheme: 'bearerAuth', subject: 's', claims: { origin_jti: 'j' } });
  });

  test('need not be known where the contract allows nobody', async () => {
    expect((await send(backend, 'readPublic', { method: 'GET' })).statusCode).toBe(200);
    expect(saw().principal).toBeUndefined();
  });
});

describe('An operation without a service', () => {
  test('answers 501 in the shape of the contract', async () => {
    const answer = await send(backend, 'writeUnfilled', { body: good });
    expect([answer.statusCode, answer.json['error']]).toEqual([501, 'NOT_IMPLEMENTED']);
    expect(answer.json['request_id']).toBe(answer.headers['x-request-id']);
  });

  test('validates before it says so', async () => {
    expect(fieldsOf(await send(backend, 'writeUnfilled', { body: { email: 'x' } }))).toHaveProperty('password');
  });
});
