import { DynamoDBClient, ScanCommand, type AttributeValue } from '@aws-sdk/client-dynamodb';
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cognito, expectStatus, startTestBackend, type TestBackend } from '../support/backend.js';
import { tables } from '../../generated/entities/tables.js';

let backend: TestBackend;
beforeAll(async () => {
  backend = await startTestBackend();
});
afterAll(() => backend.close());

async function stored(): Promise<readonly Readonly<Record<string, AttributeValue>>[]> {
  const client = new DynamoDBClient({
    endpoint: String(backend.backend.services.resources.dynamodb),
    region: 'eu-central-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  const { Items = [] } = await client.send(new ScanCommand({ TableName: 'users-local' }));
  client.destroy();
  return Items;
}

/** What somebody could make of an email alone: the email, and its hashes. */
function guessesOf(email: string): readonly string[] {
  const texts = [email, `["${email}"]`, `email ${email}`, `["${email}","127.0.0.1"]`];
  const hashes = texts.flatMap((text) =>
    (['md5', 'sha1', 'sha256'] as const).flatMap((algorithm) =>
      (['hex', 'base64', 'base64url'] as const).map((form) => createHash(algorithm).update(text).digest(form)),
    ),
  );
  return [email, encodeURIComponent(email), ...hashes];
}

test('no key of the table or of an index holds an email, or a hash that the email alone would give', async () => {
  const email = await backend.register();
  expectStatus(await backend.attempt(email, 'not the right password'), 401);
  await backend.verify(email);
  expectStatus(await backend.post('/auth/password/reset-request', { email }), 200);
  await backend.mailedToken(email, 'reset-password');
  const unknown = `nobody.${email}`;
  expectStatus(await backend.attempt(unknown, 'not the right password'), 401);

  const [layout] = Object.values(tables);
  const indexed = (layout?.indexes ?? []).flatMap(({ pk, sk }: { pk: string; sk?: string }) => [
    pk,
    ...(sk ? [sk] : []),
  ]);
  const keys = (await stored()).flatMap((item) => ['pk', 'sk', ...indexed].flatMap((name) => item[name]?.S ?? []));
  expect(keys.some((key) => key.startsWith('EMAIL#'))).toBe(true);
  expect(keys.filter((key) => key.startsWith('RATE#')).length).toBeGreaterThan(3);
  const guesses = [...guessesOf(email), ...guessesOf(unknown)];
  expect(keys.filter((key) => guesses.some((guess) => key.includes(guess)))).toEqual([]);

  await backend.backend.services.drainQueues();
  const lines = backend.logs.filter((line) => line.includes('"audit"'));
  expect(lines.length).toBeGreaterThan(3);
  expect(lines.filter((line) => guesses.some((guess) => line.includes(guess)))).toEqual([]);
});

test('a login right after registration finds its account: it asks no index, and reads consistently', async () => {
  const email = await backend.register();
  const calls = await backend.callsOf(async () => expectStatus(await backend.attempt(email), 200));
  const reads = backend.calls
    .filter(({ action }) => ['GetItem', 'Query'].includes(action))
    .map(({ input }) => input as { IndexName?: string; ConsistentRead?: boolean });
  expect(reads.map(({ IndexName, ConsistentRead }) => ({ IndexName, ConsistentRead }))).toEqual(
    reads.map(() => ({ IndexName: undefined, ConsistentRead: true })),
  );
  expect(reads.length).toBeGreaterThanOrEqual(2);
  expect(calls).toContain(`${cognito}.AdminInitiateAuth`);
});
