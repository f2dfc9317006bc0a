import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { CreateTableCommand, DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { planRun } from '../../generator/plan/run.js';
import { startDynamoDb, type DynamoDb } from '../support/dynamodb.js';

const text = { type: 'string' };
const integer = { type: 'integer' };

function entity(extension: object, properties: object, optional: readonly string[] = []): object {
  const required = Object.keys(properties).filter((name) => !optional.includes(name));
  return { type: 'object', 'x-authwright-entity': extension, required, properties };
}

/** Each entity stands for one thing that keys can be; names and literals are chosen to be awkward. */
const contract = {
  openapi: '3.1.0',
  info: { title: 'Entities', version: '1' },
  paths: { '/ping': { get: { operationId: 'ping', responses: { 204: { description: 'Done.' } } } } },
  'x-authwright': {
    name: 'entities',
    table: 'users',
    entities: {
      User: entity(
        {
          name: 'User',
          pk: 'USER#{userId}',
          sk: 'PROFILE',
          indexes: { EmailIndex: { pk: 'EMAIL#{email}' }, DueIndex: { pk: 'DUE#{plan}', sk: '{dueAt}' } },
        },
        {
          userId: text,
          email: text,
          plan: text,
          dueAt: text,
          logins: integer,
          tags: { type: 'array', items: text },
          preferences: { type: 'object', additionalProperties: text },
        },
        ['email', 'plan', 'dueAt', 'tags', 'preferences'],
      ),
      Session: entity(
        { name: 'Session', pk: 'USER#{userId}', sk: 'SESSION#{sessionId}', ttl: 'expiresAt' },
        { userId: text, sessionId: text, expiresAt: integer },
      ),
      Step: entity(
        {
          name: 'Step',
          table: 'goals',
          pk: '{goal-id}',
          sk: '{number}',
          indexes: { Layout: { pk: 'ALL', sk: 'N#{number}' } },
        },
        { 'goal-id': text, number: integer, note: text },
        ['note'],
      ),
      Remark: entity({ name: 'Remark', table: 'goals', pk: '{goal}', sk: '{at}' }, { goal: text, at: text }),
      Page: entity({ name: 'Page', pk: 'P`\\${', sk: "O'NLY" }, { title: text }),
      Vote: entity({ name: 'Vote', pk: 'VOTE#{topic}#{voter}', sk: 'VOTE' }, { topic: text, voter: text }),
    },
  },
};

interface User {
  userId: string;
  logins: number;
  email?: string;
  plan?: string;
  dueAt?: string;
  tags?: string[];
  preferences?: Record<string, string>;
}
type Loose = Record<string, unknown>;
type Many<T> = Promise<{ items: T[]; next?: Loose }>;

/** The emitted functions as this test calls them. Their exact types are put to the test by the compiler below. */
interface Emitted {
  getUser(key: Loose, options?: Loose): Promise<User | undefined>;
  createUser(item: User): Promise<boolean>;
  putUser(item: User): Promise<void>;
  updateUser(key: Loose, change: Loose): Promise<User | undefined>;
  deleteUser(key: Loose, options?: Loose): Promise<User | undefined>;
  findUserByEmailIndex(partition: Loose, options?: Loose): Many<User>;
  findUserByDueIndex(partition: Loose, options?: Loose): Many<User>;
  putSession(item: Loose): Promise<void>;
  listSession(partition: Loose, options?: Loose): Many<Loose>;
  putStep(item: Loose): Promise<void>;
  listStep(partition: Loose, options?: Loose): Many<Loose>;
  findStepByLayout(options?: Loose): Many<{ number: number }>;
  putRemark(item: Loose): Promise<void>;
  putPage(item: Loose): Promise<void>;
  getPage(key: Loose): Promise<Loose | undefined>;
  createVote(item: Loose): Promise<boolean>;
  createUserPart(item: User): unknown;
  updateUserPart(key: Loose, change: Loose): unknown;
  deleteUserPart(key: Loose, options?: Loose): unknown;
  checkUserPart(key: Loose, condition?: Loose): unknown;
  writeTransaction(parts: readonly unknown[], options?: Loose): Promise<unknown>;
  InvalidKeyError: new () => Error;
  dynamodb: { config: { requestHandler: { handle: unknown } } };
  tables: readonly {
    name: string;
    environmentVariable: string;
    ttlAttribute?: string;
    indexes: readonly { name: string; pk: string; sk?: string }[];
  }[];
}

mkdirSync('tmp', { recursive: true });
const folder = mkdtempSync(resolve('tmp', 'entities-'));
const generated = join(folder, 'generated');
let server: DynamoDb;
let client: DynamoDBClient;
let db: Emitted;

/** Bundles a module that stands beside the emitted files. */
async function bundle(source: string, packages: 'bundle' | 'external') {
  return build({
    stdin: { contents: source, resolveDir: folder, loader: 'ts' },
    outfile: join(folder, 'bundle.mjs'),
    bundle: true,
    write: packages === 'external',
    metafile: true,
    platform: 'node',
    format: 'esm',
    packages,
    mainFields: ['module', 'main'],
  });
}

beforeAll(async () => {
  const file = join(folder, 'openapi.json');
  writeFileSync(file, JSON.stringify(contract));
  const { result, diagnostics } = await planRun({
    contract: file,
    out: generated,
    overrides: join(folder, 'overrides'),
  });
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  for (const [path, { content }] of result?.plan.files ?? []) {
    mkdirSync(dirname(join(generated, path)), { recursive: true });
    writeFileSync(join(generated, path), content);
  }
  server = await startDynamoDb();
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_DYNAMODB: server.endpoint,
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
  });
  await bundle(
    `export * from './generated/entities/index.js';
     export { tables } from './generated/entities/tables.js';
     export { dynamodb } from './generated/http/dynamodb-client.js';`,
    'external',
  );
  db = (await import(pathToFileURL(join(folder, 'bundle.mjs')).href)) as Emitted;
  client = new DynamoDBClient({});
  await Promise.all(db.tables.map(createTable));
  await new Promise((done) => setTimeout(done, 100));
});

afterAll(async () => {
  client?.destroy();
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function createTable({ name, environmentVariable, indexes }: Emitted['tables'][number]): Promise<void> {
  process.env[environmentVariable] = name;
  const keys = [['pk', 'sk'], ...indexes.map(({ pk, sk }) => (sk ? [pk, sk] : [pk]))];
  const schema = (of: readonly string[] = []) =>
    of.map((AttributeName, at) => ({ AttributeName, KeyType: at === 0 ? ('HASH' as const) : ('RANGE' as const) }));
  await client.send(
    new CreateTableCommand({
      TableName: name,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: schema(keys[0]),
      AttributeDefinitions: [...new Set(keys.flat())].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
      GlobalSecondaryIndexes: indexes.map(({ name: IndexName }, at) => ({
        IndexName,
        KeySchema: schema(keys[at + 1]),
        Projection: { ProjectionType: 'ALL' },
      })),
    }),
  );
}

/** The stored attributes of a user, technical ones included. */
async function stored(userId: string): Promise<Record<string, unknown>> {
  const Key = { pk: { S: `USER#${userId}` }, sk: { S: 'PROFILE' } };
  const { Item = {} } = await client.send(new GetItemCommand({ TableName: 'users', Key, ConsistentRead: true }));
  return Item;
}

describe('single items', () => {
  it('come back as they were stored, without technical attributes', async () => {
    const user = { userId: 'one', logins: 0, email: 'a@example.com', tags: ['x'], preferences: { theme: 'dark' } };
    expect(await db.createUser(user)).toBe(true);
    expect(await db.getUser({ userId: 'one' }, { consistent: true })).toEqual(user);
    expect(await stored('one')).toMatchObject({ entity: { S: 'User' }, EmailIndexPk: { S: 'EMAIL#a@example.com' } });
    expect(await db.getUser({ userId: 'nobody' })).toBeUndefined();
  });

  it('are created once, however many try at the same time', async () => {
    const tries = Array.from({ length: 30 }, (_, logins) => db.createUser({ userId: 'race', logins }));
    expect((await Promise.all(tries)).filter(Boolean)).toHaveLength(1);
  });

  it('are replaced by put, and returned by delete', async () => {
    await db.putUser({ userId: 'two', logins: 1 });
    await db.putUser({ userId: 'two', logins: 2 });
    expect(await db.deleteUser({ userId: 'two' }, { if: { logins: 1 } })).toBeUndefined();
    expect(await db.deleteUser({ userId: 'two' }, { if: { logins: 2 } })).toEqual({ userId: 'two', logins: 2 });
    expect(await db.deleteUser({ userId: 'two' })).toBeUndefined();
  });

  it('have literal keys of any characters', async () => {
    await db.putPage({ title: 'Home' });
    expect(await db.getPage({})).toEqual({ title: 'Home' });
  });

  it('keep hostile key values apart', async () => {
    const values = ['a#b', 'a%23b', 'a', '%23', '#', '%', 'é', 'e\u0301', '🙂', '../x', '__proto__', 'x'.repeat(2043)];
    for (const [logins, userId] of values.entries()) expect(await db.createUser({ userId, logins })).toBe(true);
    for (const [logins, userId] of values.entries()) expect(await db.getUser({ userId })).toEqual({ userId, logins });
    // Each makes the key of another, were the parts put together as they are.
    const votes = [
      ['a#b', 'c'],
      ['a', 'b#c'],
      ['a%23b', 'c'],
      ['a', 'b%23c'],
    ];
    for (const [topic, voter] of votes) expect(await db.createVote({ topic, voter })).toBe(true);
  });

  it.each([[''], ['\uD800'], ['x'.repeat(2044)], [undefined]])('refuse a key that cannot be one', async (userId) => {
    await expect(db.getUser({ userId })).rejects.toBeInstanceOf(db.InvalidKeyError);
    await expect(db.createUser({ userId: userId as string, logins: 0 })).rejects.toBeInstanceOf(db.InvalidKeyError);
  });
});

describe('updates', () => {
  it('set, remove and add in one write, and return the item', async () => {
    await db.putUser({ userId: 'up', logins: 1, tags: ['x'] });
    const change = { set: { preferences: { a: 'b' }, email: undefined }, remove: ['tags'], add: { logins: 2 } };
    expect(await db.updateUser({ userId: 'up' }, change)).toEqual({ userId: 'up', logins: 3, preferences: { a: 'b' } });
    expect(await db.updateUser({ userId: 'up' }, {})).toMatchObject({ logins: 3 });
  });

  it('never make an item', async () => {
    expect(await db.updateUser({ userId: 'ghost' }, { add: { logins: 1 } })).toBeUndefined();
    expect(await db.getUser({ userId: 'ghost' })).toBeUndefined();
  });

  it.each<[Loose, boolean]>([
    [{ logins: 5 }, true],
    [{ logins: 4 }, false],
    [{ logins: 5, email: 'other' }, false],
    [{ plan: { absent: true } }, true],
    [{ email: { absent: true } }, false],
    [{ logins: { lessThan: 5 } }, false],
    [{ logins: { atMost: 5 } }, true],
    [{ logins: { atLeast: 6 } }, false],
    [{ logins: { atLeast: 5, lessThan: 6 } }, true],
    [{ email: { not: 'c@example.com' } }, false],
    [{ email: { atLeast: 'b' } }, true],
    [{ plan: { absentOr: 'gold' } }, true],
    [{ logins: { absentOr: { lessThan: 5 } } }, false],
    [{ logins: { absentOr: 5 } }, true],
  ])('happen if %j: %s', async (condition, holds) => {
    await db.putUser({ userId: 'if', logins: 5, email: 'c@example.com', tags: ['x', 'y'] });
    expect(await db.updateUser({ userId: 'if' }, { set: { tags: [] }, if: condition })).toEqual(
      holds ? { userId: 'if', logins: 5, email: 'c@example.com', tags: [] } : undefined,
    );
  });

  it('refuse a condition that has become empty, and changes of a key', async () => {
    const key = { userId: 'if' };
    for (const condition of [
      { email: undefined },
      { email: {} },
      { email: { not: undefined } },
      { email: { like: 'x' } },
    ]) {
      await expect(db.updateUser(key, { set: { tags: [] }, if: condition })).rejects.toThrow(TypeError);
      await expect(db.deleteUser(key, { if: condition })).rejects.toThrow(TypeError);
    }
    await expect(db.updateUser(key, { set: { userId: 'other' } })).rejects.toThrow('part of the key');
  });
});

describe('indexes', () => {
  it('hold an item while it has all properties of the index', async () => {
    const key = { userId: 'sparse' };
    await db.putUser({ ...key, logins: 0, plan: 'free' });
    expect(Object.keys(await stored('sparse')).filter((name) => name.includes('Index'))).toEqual([]);
    await db.updateUser(key, { set: { email: 's#x', plan: 'gold', dueAt: '2026-01-01' } });
    expect((await db.findUserByEmailIndex({ email: 's#x' })).items).toMatchObject([key]);
    expect((await db.findUserByDueIndex({ plan: 'gold' })).items).toMatchObject([key]);
    await db.updateUser(key, { set: { email: 's2' }, remove: ['dueAt'] });
    expect((await db.findUserByEmailIndex({ email: 's#x' })).items).toEqual([]);
    expect((await db.findUserByEmailIndex({ email: 's2' })).items).toHaveLength(1);
    expect(await stored('sparse')).not.toHaveProperty('DueIndexPk');
    expect(await stored('sparse')).not.toHaveProperty('DueIndexSk');
  });

  it('are not left with half a key', async () => {
    const change = { set: { dueAt: '2027-01-01' } };
    await expect(db.updateUser({ userId: 'sparse' }, change)).rejects.toThrow('DueIndex must also set plan');
  });

  it('are read by range and page by page, in both directions', async () => {
    const days = ['01', '02', '03', '04', '05'].map((day) => `2026-02-${day}T00:00:00Z`);
    for (const [at, dueAt] of days.entries()) await db.putUser({ userId: `due${at}`, logins: at, plan: 'p', dueAt });
    const found = async (options: Loose) =>
      (await db.findUserByDueIndex({ plan: 'p' }, options)).items.map(({ logins }) => logins);
    expect(await found({ sk: { atMost: days[2] } })).toEqual([0, 1, 2]);
    expect(await found({ sk: { atLeast: days[3] } })).toEqual([3, 4]);
    expect(await found({ sk: { atLeast: days[1], atMost: days[2] }, descending: true })).toEqual([2, 1]);
    expect(await found({ sk: { atLeast: days[2], atMost: days[1] } })).toEqual([]);
    const pages = await allPages(
      (options) => db.findUserByDueIndex({ plan: 'p' }, { ...options, descending: true }),
      2,
    );
    expect(pages.map(({ logins }) => logins)).toEqual([4, 3, 2, 1, 0]);
  });
});

async function allPages<T>(read: (options: Loose) => Many<T>, limit: number): Promise<T[]> {
  const items: T[] = [];
  let after: Loose | undefined;
  do {
    const page = await read({ limit, ...(after && { after }) });
    expect(page.items.length).toBeLessThanOrEqual(limit);
    items.push(...page.items);
    after = page.next;
  } while (after);
  return items;
}

describe('partitions', () => {
  it('list the items of one entity only, page by page', async () => {
    await db.putUser({ userId: 'l', logins: 0 });
    const ids = ['a', 'a#b', 'b', 'c', '\u{1F642}'];
    for (const sessionId of ids) await db.putSession({ userId: 'l', sessionId, expiresAt: 1 });
    await db.putSession({ userId: 'l2', sessionId: 'z', expiresAt: 1 });
    const sessions = await allPages((options) => db.listSession({ userId: 'l' }, { ...options, consistent: true }), 2);
    expect(sessions.map(({ sessionId }) => sessionId)).toEqual(ids.toSorted());
  });

  it('skip foreign items where nothing in the keys tells them apart', async () => {
    for (let at = 0; at < 8; at += 1) await db.putRemark({ goal: 'g', at: `0${at}` });
    await db.putStep({ 'goal-id': 'g', number: 3 });
    expect(await allPages((options) => db.listStep({ 'goal-id': 'g' }, options), 2)).toEqual([
      { 'goal-id': 'g', number: 3 },
    ]);
  });

  it('sort by number, not by digits', async () => {
    const numbers = [-100, -21, -20, -3, 0, 7, 12, 100, Number.MAX_SAFE_INTEGER];
    for (const number of numbers.toReversed()) await db.putStep({ 'goal-id': 's', number });
    expect((await db.listStep({ 'goal-id': 's' })).items.map(({ number }) => number)).toEqual(numbers);
    const { items } = await db.findStepByLayout({ sk: { atLeast: 8, atMost: 100 } });
    expect(items.map(({ number }) => number)).toEqual([12, 100]);
    expect((await db.findStepByLayout({ sk: { atMost: -20 } })).items).toHaveLength(3);
    await expect(db.putStep({ 'goal-id': 's', number: 0.5 })).rejects.toBeInstanceOf(db.InvalidKeyError);
  });
});

describe('transactions', () => {
  const Key = { pk: { S: 'USER#t' }, sk: { S: 'PROFILE' } };

  it('are made of the same requests as single writes', () => {
    const key = { userId: 't' };
    expect(db.createUserPart({ userId: 't', logins: 1 })).toEqual({
      Put: {
        TableName: 'users',
        Item: { ...Key, userId: { S: 't' }, logins: { N: '1' }, entity: { S: 'User' } },
        ConditionExpression: 'attribute_not_exists(pk)',
      },
    });
    expect(db.deleteUserPart(key)).toEqual({ Delete: { TableName: 'users', Key } });
    expect(db.checkUserPart(key, { tags: ['x'] })).toEqual({
      ConditionCheck: {
        TableName: 'users',
        Key,
        ConditionExpression: 'attribute_exists(pk) AND #n0 = :v0',
        ExpressionAttributeNames: { '#n0': 'tags' },
        ExpressionAttributeValues: { ':v0': { L: [{ S: 'x' }] } },
      },
    });
    expect(db.updateUserPart(key, { add: { logins: 1 } })).toMatchObject({
      Update: { Key, UpdateExpression: 'SET #n0 = :v0 ADD #n1 :v1', ConditionExpression: 'attribute_exists(pk)' },
    });
  });

  /** Answers the next request with this, in place of the network. */
  async function answered<T>(status: number, body: object, run: () => Promise<T>): Promise<{ sent: string; value: T }> {
    const { requestHandler } = db.dynamodb.config;
    const own = requestHandler.handle;
    let sent = '';
    const handle = ({ body: given }: { body: Uint8Array }) => {
      sent = new TextDecoder().decode(given);
      const answer = Readable.from([Buffer.from(JSON.stringify(body))]);
      return Promise.resolve({ response: { statusCode: status, headers: {}, body: answer } });
    };
    requestHandler.handle = handle;
    try {
      return { value: await run(), sent };
    } finally {
      requestHandler.handle = own;
    }
  }

  const write = () => db.writeTransaction([db.deleteUserPart({ userId: 't' })], { token: 'once' });
  const cancelled = (...codes: readonly string[]) => ({
    __type: 'com.amazonaws.dynamodb.v20120810#TransactionCanceledException',
    message: 'Transaction cancelled',
    CancellationReasons: codes.map((Code) => ({ Code })),
  });

  it('are committed', async () => {
    const { sent, value } = await answered(200, {}, write);
    expect(value).toEqual({ committed: true });
    expect(JSON.parse(sent)).toEqual({
      TransactItems: [{ Delete: { TableName: 'users', Key } }],
      ClientRequestToken: 'once',
    });
  });

  it('say which part had an objection', async () => {
    const { value } = await answered(400, cancelled('None', 'ConditionalCheckFailed'), write);
    expect(value).toEqual({ committed: false, reasons: ['None', 'ConditionalCheckFailed'] });
  });

  it.each([['TransactionConflict'], ['ThrottlingError'], ['ValidationError']])('are thrown on %s', async (code) => {
    await expect(answered(400, cancelled('None', code), write)).rejects.toMatchObject({
      name: 'TransactionCanceledException',
    });
  });
});

describe('what is emitted', () => {
  it('lists its tables, with one index for all that name it', () => {
    expect(db.tables).toEqual([
      {
        name: 'goals',
        environmentVariable: 'GOALS_TABLE_NAME',
        indexes: [{ name: 'Layout', pk: 'LayoutPk', sk: 'LayoutSk' }],
      },
      {
        name: 'users',
        environmentVariable: 'USERS_TABLE_NAME',
        ttlAttribute: 'expiresAt',
        indexes: [
          { name: 'DueIndex', pk: 'DueIndexPk', sk: 'DueIndexSk' },
          { name: 'EmailIndex', pk: 'EmailIndexPk' },
        ],
      },
    ]);
  });

  it.each([
    ['getUser', ['GetItem']],
    ['createUser', ['PutItem']],
    ['updateUser', ['UpdateItem']],
    ['deleteUser', ['DeleteItem']],
    ['findUserByEmailIndex', ['Query']],
    ['createUserPart', []],
    ['writeTransaction', ['TransactWriteItems']],
  ])('leaves a bundle of %s with %j', async (name, commands) => {
    const { metafile } = await bundle(`export { ${name} } from './generated/entities/index.js';`, 'bundle');
    const kept = Object.values(metafile.outputs).flatMap(({ inputs }) =>
      Object.entries(inputs).flatMap(([path, { bytesInOutput }]) => {
        const command = /client-dynamodb\/.*\/commands\/(\w+)Command\.js$/.exec(path)?.[1];
        return command !== undefined && bytesInOutput > 0 ? [command] : [];
      }),
    );
    expect(kept.filter((command) => command !== 'DescribeEndpoints')).toEqual(commands);
  });

  it('compiles strictly, and refuses what does not fit an entity', () => {
    writeFileSync(join(folder, 'use.ts'), uses);
    const options =
      '--ignoreConfig --strict --noEmit --verbatimModuleSyntax --noUncheckedIndexedAccess --noUnusedLocals';
    for (const module of ['nodenext', 'esnext --moduleResolution bundler']) {
      const flags = `${options} --noUnusedParameters --target es2022 --types node --skipLibCheck --module ${module} use.ts`;
      const { stdout } = spawnSync(
        process.execPath,
        [resolve('node_modules/typescript/bin/tsc'), ...flags.split(' ')],
        {
          cwd: folder,
          encoding: 'utf8',
        },
      );
      expect(stdout).toBe('');
    }
  });
});

const uses = `
import { createUser, findStepByLayout, findUserByDueIndex, getPage, getUser, listSession, updateStep, updateUser } from './generated/entities/index.js';
import type { Page, SessionKey, User } from './generated/entities/index.js';
import { updatePage } from './generated/entities/page.js';

export const page: Page = { title: 'Home' };
export const found: Promise<User | undefined> = getUser({ userId: 'a' });
export const listed: Promise<{ items: object[]; next?: SessionKey }> = listSession({ userId: 'a' });
void getPage({});
void updatePage({}, { set: { title: 'x' } });
void updateUser({ userId: 'a' }, { set: { email: 'x' }, remove: ['tags'], add: { logins: 1 }, if: { logins: { absentOr: { lessThan: 3 } } } });
void findUserByDueIndex({ plan: 'gold' }, { sk: { atMost: '2026' } });
void updateStep({ 'goal-id': 'g', number: 1 }, { remove: ['note'] });
// @ts-expect-error a property that is not there
void createUser({ userId: 'a', logins: 1, nickname: 'x' });
// @ts-expect-error a required property is missing
void createUser({ userId: 'a' });
// @ts-expect-error a key of another entity
void getUser({ sessionId: 'a' });
// @ts-expect-error a key cannot change
void updateUser({ userId: 'a' }, { set: { userId: 'b' } });
// @ts-expect-error a required property cannot go
void updateUser({ userId: 'a' }, { remove: ['logins'] });
// @ts-expect-error only numbers can be added to
void updateUser({ userId: 'a' }, { add: { email: 1 } });
// @ts-expect-error a condition on a property that is not there
void updateUser({ userId: 'a' }, { if: { nickname: 'x' } });
// @ts-expect-error a condition of another type
void updateUser({ userId: 'a' }, { if: { logins: 'x' } });
// @ts-expect-error an object looks like a comparison
void updateUser({ userId: 'a' }, { if: { preferences: { theme: 'x' } } });
// @ts-expect-error an index is not found without its partition
void findUserByDueIndex({}, {});
// @ts-expect-error a bound of another type
void findStepByLayout({ sk: { atMost: 'x' } });
`;
