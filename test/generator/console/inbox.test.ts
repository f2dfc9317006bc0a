import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inboxPage } from '../../../generator/console/inbox.js';
import { startTestBackend, type TestBackend } from '../../support/backend.js';

let backend: TestBackend;
let origin: string;
beforeAll(async () => {
  backend = await startTestBackend();
  origin = new URL(backend.backend.url).origin;
});
afterAll(() => backend.close());

const read = async (query = ''): Promise<string> => (await fetch(`${origin}/_dev/mail${query}`)).text();
const register = (email: string, locale: string): Promise<Response> =>
  fetch(`${backend.backend.url}/auth/register`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password: 'a passphrase of nobody', firstName: 'Zoë', lastName: 'O’Neill', locale }),
  });

describe('/_dev/mail', () => {
  test('is empty at first, then shows each mail as HTML and as text, in the language of its reader', async () => {
    expect(await read()).toContain('No mail was sent yet.');
    for (const locale of ['en', 'de']) await register(`${locale}@example.com`, locale);
    const list = await read();
    expect(list).toContain('<title>Inbox (2)</title>');
    const ids = [...list.matchAll(/href="\?id=([\w-]+)"/g)].map(([, id]) => id);
    const [german, english] = await Promise.all(ids.map((id) => read(`?id=${id}`)));
    expect(english).toContain('<h2>Verify your email address</h2>');
    expect(english).toContain('<pre>Hello,');
    expect(german).toContain('<h2>Bestätigen Sie Ihre E-Mail-Adresse</h2>');
    expect(german).toContain('<pre>Guten Tag,');
    for (const page of [english, german]) {
      expect(page).toMatch(/<dd><a href="http:\/\/localhost:3000\/verify-email#token&#x3D;[\w-]{43}" target="_blank"/);
      expect(page).toMatch(/ srcdoc="&lt;!doctype html&gt;/);
    }
  });

  test('says when a mail is not there any more', async () => {
    expect(await read('?id=nobody')).toContain('There is no such mail (any more).');
  });

  test('lets nothing of a mail run, be fetched or leave', async () => {
    const { headers } = await fetch(`${origin}/_dev/mail`);
    expect(headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; style-src 'unsafe-inline'; img-src data:;/,
    );
    expect(headers.get('cache-control')).toBe('no-store');
  });

  test('is for pages of this machine only', async () => {
    const status = await new Promise((resolve, reject) => {
      const asked = request(`${origin}/_dev/mail`, { headers: { host: 'rebound.example' } }, (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      asked.once('error', reject).end();
    });
    expect(status).toBe(403);
  });

  test('shows hostile text as text, and hostile links not as links', () => {
    const hostile = `"'><script>alert(1)</script>`;
    const links = ['javascript:alert(1)', 'https://example.com/"onclick="alert(1)'];
    const mail = { at: hostile, from: hostile, to: [hostile], subject: hostile, text: hostile, html: hostile, links };
    const page = inboxPage([{ id: hostile, ...mail }], hostile);
    expect(page).not.toMatch(/<script|javascript:|"onclick/);
    expect(page.match(/&lt;script&gt;alert\(1\)/g)).toHaveLength(10);
    expect(page).toContain('sandbox="allow-popups allow-popups-to-escape-sandbox"');
  });

  test.each([
    ['<p>Hello</p>', '<base target="_blank"><p>Hello</p>'],
    ['<!doctype html><p>Hello</p>', '<!doctype html><base target="_blank"><p>Hello</p>'],
    ['<html><head lang="en"><title>A</title>', '<html><head lang="en"><base target="_blank"><title>A</title>'],
    ['<link rel="preconnect" href="https://example.com"><p>', '<base target="_blank"><p>'],
  ])('opens the links of %s beside itself, and connects to nobody ahead', (html, framed) => {
    const mail = { id: '1', at: '', from: '', to: [], subject: '', text: '', links: [] };
    const [, srcdoc = ''] = /srcdoc="([^"]*)"/.exec(inboxPage([{ ...mail, html }], '1')) ?? [];
    const entities: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#x3D;': '=' };
    expect(srcdoc.replaceAll(/&[#\w]+;/g, (entity) => entities[entity] ?? entity)).toBe(framed);
    expect(inboxPage([{ ...mail, html: '' }], '1')).not.toContain('<iframe');
  });
});
