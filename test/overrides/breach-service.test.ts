import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { parse } from 'yaml';
import { judgePassword } from '../../overrides/auth/passwords/policy.js';
import { testContext } from './support/context.js';

const password = 'nine violet umbrellas';
const hash = createHash('sha1').update(password).digest('hex').toUpperCase();
const others = Array.from({ length: 800 }, (_, index) => `${index.toString(16).toUpperCase().padStart(35, '0')}:3`);

let answer: (request: IncomingMessage, response: ServerResponse) => void;
const asked: { url: string; padding: string | undefined }[] = [];
/** Stands for the service. The scheme and the host of the query are looked at, then it is asked in their place. */
const service = createServer((request, response) => answer(request, response));
const ownFetch = globalThis.fetch;

beforeAll(async () => {
  await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve));
  const { port } = service.address() as AddressInfo;
  vi.stubGlobal('fetch', async (url: string, options: RequestInit) => {
    asked.push({ url, padding: new Headers(options.headers).get('add-padding') ?? undefined });
    return ownFetch(`http://127.0.0.1:${port}${new URL(url).pathname}`, options);
  });
});
afterEach(() => void (asked.length = 0));
afterAll(() => {
  vi.unstubAllGlobals();
  service.closeAllConnections();
  service.close();
});

const lines = (...found: string[]): void => {
  answer = (_request, response) => response.end([...others, ...found].join('\r\n'));
};
const judge = async (settings: object, owner = 'ada@example.com', word = password) => {
  const context = testContext();
  const all = { ...context.settings, breachCheckMilliseconds: 5_000, ...settings };
  const judged = await judgePassword(word, { email: owner }, { ...context, settings: all });
  return { judged, lines: context.lines };
};
const leaked = { kind: 'password-refused', faults: ['This password has appeared in a data leak.'] };

it('nobody is asked where the setting is off, which it is by default', async () => {
  lines(`${hash.slice(5)}:12`);
  expect((await judge({})).judged).toBeUndefined();
  expect(asked).toEqual([]);
});

it('a password that has leaked is refused; five digits of its hash leave the backend, with padding asked for', async () => {
  lines(`${hash.slice(5)}:12`);
  expect((await judge({ breachCheck: true })).judged).toEqual(leaked);
  expect(asked).toEqual([{ url: `https://api.pwnedpasswords.com/range/${hash.slice(0, 5)}`, padding: 'true' }]);
});

it('the host is the setting’s', async () => {
  lines(`${hash.slice(5)}:12`);
  await judge({ breachCheck: true, breachCheckHost: 'leaks.example.com' });
  expect(new URL(asked[0]?.url ?? '').origin).toBe('https://leaks.example.com');
});

it('the host can be a domain name and nothing else: no address, port, path or scheme', () => {
  const contract = parse(readFileSync('contract/openapi.yaml', 'utf8')) as {
    'x-authwright': { settingsSchema: { properties: { breachCheckHost: { pattern: string } } } };
  };
  const pattern = new RegExp(contract['x-authwright'].settingsSchema.properties.breachCheckHost.pattern);
  for (const good of ['api.pwnedpasswords.com', 'leaks.example']) expect(good).toMatch(pattern);
  const bad = ['https://leaks.example', 'leaks.example/x', 'leaks.example:1', 'a@leaks.example', '169.254.169.254'];
  for (const host of [...bad, 'localhost', 'leaks.example#', 'leaks.example?', '[::1]', '']) {
    expect(host).not.toMatch(pattern);
  }
});

it('a password that has not leaked, or that only padding names, is taken', async () => {
  lines();
  expect((await judge({ breachCheck: true })).judged).toBeUndefined();
  lines(`${hash.slice(5)}:0`);
  expect((await judge({ breachCheck: true })).judged).toBeUndefined();
  expect(asked).toHaveLength(2);
});

it('a password that is refused anyway is asked nobody about', async () => {
  lines();
  expect((await judge({ breachCheck: true }, 'ada@example.com', 'Password123!')).judged).toBeDefined();
  expect(asked).toEqual([]);
});

const failures: readonly (readonly [string, typeof answer])[] = [
  ['does not answer in time', () => undefined],
  ['answers 503', (_request, response) => response.writeHead(503).end()],
  ['sends the query elsewhere', (_request, response) => response.writeHead(302, { location: '/elsewhere' }).end()],
  ['breaks off', (request) => request.socket.destroy()],
  ['answers without end', (_request, response) => response.end('0'.repeat(2_000_000))],
];

it.each(failures)('a service that %s: the setting says what becomes of the password', async (_how, failing) => {
  answer = failing;
  const allowed = await judge({ breachCheck: true, breachCheckUnanswered: 'allow' });
  expect(allowed.judged).toBeUndefined();
  expect(allowed.lines.join('\n')).toContain('The breach service did not answer.');
  expect(allowed.lines.join('\n')).not.toContain(hash.slice(0, 5));
  await expect(judge({ breachCheck: true, breachCheckUnanswered: 'refuse' })).rejects.toMatchObject({ status: 503 });
});
