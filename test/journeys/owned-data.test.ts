import { randomUUID } from 'node:crypto';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DynamoDBClient, PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { dynamodb, expectStatus, password, startTestBackend, type TestBackend } from '../support/backend.js';

/** The flagship with an entity of the team's own that belongs to users, and what removes it. */
const folder = join('tmp', `owned-data-${randomUUID()}`);

const noteEntity = `Note:
  type: object
  description: A note of a user.
  x-authwright-entity: { name: Note, pk: 'NOTES#{userId}', sk: 'NOTE#{noteId}' }
  required: [userId, noteId]
  properties:
    userId: { type: string, description: The user. }
    noteId: { type: string, description: The note. }
`;

const removeNotes = `import { deleteNote, listNote } from '../../generated/entities/index.js';

export async function removeNotes(userId: string): Promise<void> {
  const { items } = await listNote({ userId }, { consistent: true });
  for (const note of items) await deleteNote(note);
}
`;

let backend: TestBackend;
let table: DynamoDBClient;

beforeAll(async () => {
  mkdirSync(folder, { recursive: true });
  cpSync('contract', join(folder, 'contract'), { recursive: true });
  cpSync('overrides', join(folder, 'overrides'), { recursive: true });
  edit('contract/entities.yaml', (text) => `${text}\n${noteEntity}`);
  mkdirSync(join(folder, 'overrides/notes'));
  writeFileSync(join(folder, 'overrides/notes/remove-notes.ts'), removeNotes);
  edit('overrides/auth/accounts/owned-data.ts', (text) => {
    const listed = text.replace('owned: readonly RemoveOwned[] = []', 'owned: readonly RemoveOwned[] = [removeNotes]');
    expect(listed).not.toBe(text);
    return `import { removeNotes } from '../../notes/remove-notes.js';\n${listed}`;
  });
  backend = await startTestBackend({
    contract: join(folder, 'contract/openapi.yaml'),
    overrides: join(folder, 'overrides'),
    out: join(folder, 'generated'),
  });
  table = new DynamoDBClient({
    endpoint: String(backend.backend.services.resources.dynamodb),
    region: 'eu-central-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
});

afterEach(() => {
  backend.fault = undefined;
});

afterAll(async () => {
  table.destroy();
  await backend.close();
  rmSync(folder, { recursive: true, force: true });
});

function edit(path: string, change: (text: string) => string): void {
  const file = join(folder, path);
  writeFileSync(file, change(readFileSync(file, 'utf8')));
}

const noteKey = (userId: string): string => `NOTES#${userId}`;

async function writeNotes(...userIds: readonly string[]): Promise<void> {
  for (const userId of userIds) {
    const item = { pk: noteKey(userId), sk: 'NOTE#1', entity: 'Note', userId, noteId: '1' };
    const Item = Object.fromEntries(Object.entries(item).map(([name, S]) => [name, { S }]));
    await table.send(new PutItemCommand({ TableName: 'users-local', Item }));
  }
}

async function hasNotes(userId: string): Promise<boolean> {
  const { Items = [] } = await table.send(new ScanCommand({ TableName: 'users-local', ConsistentRead: true }));
  return Items.some(({ pk }) => pk?.S === noteKey(userId));
}

test('a deletion takes along what the application holds of the user, and of nobody else', async () => {
  const [leaving, staying] = [await backend.member(), await backend.member()];
  await writeNotes(leaving.userId, staying.userId);
  expectStatus(await backend.post('/users/me/delete', { password }, leaving.accessToken), 204);
  expect([await hasNotes(leaving.userId), await hasNotes(staying.userId)]).toEqual([false, true]);
});

test('a take-over does as well: nothing of a stranger is left under the email', async () => {
  const stranger = await backend.member();
  await writeNotes(stranger.userId);
  const token = await backend.mailedToken(stranger.email, 'verify-email');
  const newPassword = 'nine violet umbrellas in march';
  expectStatus(await backend.post('/auth/email/verify', { token, newPassword }), 200);
  expect(await hasNotes(stranger.userId)).toBe(false);
  expect(backend.backend.services.users().some(({ sub }) => sub === stranger.userId)).toBe(false);
});

test('what could not be removed is removed by the reconciler, and the account stands until then', async () => {
  const { userId, email, accessToken } = await backend.member();
  await writeNotes(userId);
  backend.fault = (service, action) => (service === dynamodb && action === 'DeleteItem' ? 'error' : undefined);
  expectStatus(await backend.post('/users/me/delete', { password }, accessToken), 204);
  backend.fault = undefined;
  const isAtCognito = (): boolean => backend.backend.services.users().some(({ sub }) => sub === userId);
  expect([await hasNotes(userId), isAtCognito()]).toEqual([true, true]);
  expectStatus(await backend.attempt(email), 401);
  await backend.advanceClock(61_000);
  await backend.backend.services.runJob('reconcile-accounts');
  expect([await hasNotes(userId), isAtCognito()]).toEqual([false, false]);
});
