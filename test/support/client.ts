import { randomUUID } from 'node:crypto';
import { Agent, request as httpRequest } from 'node:http';

/** Whether requests can come `from` several addresses: other systems than Linux have one of the loopback network. */
export const hasAddresses: boolean = process.platform === 'linux';

/** A password that no rule refuses. */
export const password = 'seven quiet lanterns at dusk';

/** A body of the API, or of an error. */
export type Body = Readonly<Record<string, unknown>>;

/** An answer as it came over the wire. */
export interface Reply {
  readonly status: number;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  /** Empty where there is no JSON object. */
  readonly body: Body;
}

/** What is sent. A string or a buffer goes as it is, anything else as JSON. */
export interface Sent {
  readonly body?: unknown;
  readonly token?: string;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  /** Another address of the loopback network, where the system has several (Linux). */
  readonly from?: string;
}

/** A user who has registered and logged in. */
export interface Member {
  readonly email: string;
  readonly userId: string;
  readonly accessToken: string;
  readonly refreshToken: string;
}

/** What a client of the API does, with the errands that many tests have. */
export interface ApiClient {
  /** Paths are the contract's, or begin with `/_dev/`. */
  send(method: string, path: string, sent?: Sent): Promise<Reply>;
  get(path: string, token?: string): Promise<Reply>;
  post(path: string, body?: unknown, token?: string): Promise<Reply>;
  put(path: string, body: unknown, token?: string): Promise<Reply>;
  /** Registers, by default an email of its own, and gives the email. */
  register(more?: Body): Promise<string>;
  /** Tries to log in. */
  attempt(email: string, withPassword?: string): Promise<Reply>;
  /** Registers and logs in. */
  member(more?: Body): Promise<Member>;
  /** Logs in somebody who has registered. */
  logIn(email: string): Promise<Member>;
  /** The token of the newest mail to an address with a link to a page. */
  mailedToken(email: string, page: string): Promise<string>;
  /** Proves the email of somebody who has registered, by the mailed link. */
  verify(email: string): Promise<void>;
  /** Registers, proves the email and logs in. */
  verifiedMember(more?: Body): Promise<Member>;
  clearLimits(): Promise<void>;
  advanceClock(milliseconds: number): Promise<void>;
  /** Ends the connections. */
  disconnect(): void;
}

/**
 * A client of a running backend.
 *
 * @param url what the backend calls itself, `http://localhost:4000/v1`
 */
export function createClient(url: string): ApiClient {
  // A connection that is kept could be ended by the gateway in the moment of its reuse.
  const agent = new Agent({ keepAlive: false, maxSockets: 64 });
  const base = new URL(url);
  const send: ApiClient['send'] = (method, path, sent = {}) =>
    exchange(agent, Number(base.port), method, path.startsWith('/_dev/') ? path : `${base.pathname}${path}`, sent);
  const client: ApiClient = {
    send,
    get: (path, token) => send('GET', path, { ...(token !== undefined && { token }) }),
    post: (path, body, token) => send('POST', path, { body, ...(token !== undefined && { token }) }),
    put: (path, body, token) => send('PUT', path, { body, ...(token !== undefined && { token }) }),
    async register(more = {}) {
      const body = registration(more);
      const reply = await client.post('/auth/register', body);
      expectStatus(reply, 201);
      return String(body['email']);
    },
    attempt: (email, withPassword = password) => client.post('/auth/login', { email, password: withPassword }),
    async member(more) {
      return client.logIn(await client.register(more));
    },
    async logIn(email) {
      const reply = await client.attempt(email);
      expectStatus(reply, 200);
      const { accessToken, refreshToken, user } = reply.body;
      const { userId } = user as Body;
      return {
        email,
        userId: String(userId),
        accessToken: String(accessToken),
        refreshToken: String(refreshToken),
      };
    },
    async mailedToken(email, page) {
      const { text } = await send('GET', '/_dev/api/mail');
      const token = mailedTokenIn(text, email, page);
      if (token === undefined) throw new Error(`no mail to ${email} has a link to ${page}`);
      return token;
    },
    async verify(email) {
      const token = await client.mailedToken(email, 'verify-email');
      expectStatus(await client.post('/auth/email/verify', { token, password }), 200);
    },
    async verifiedMember(more) {
      const email = await client.register(more);
      await client.verify(email);
      return client.logIn(email);
    },
    async clearLimits() {
      expectStatus(await client.post('/_dev/api/limits', {}), 200);
    },
    async advanceClock(milliseconds) {
      expectStatus(await client.post('/_dev/api/clock', { advanceMs: milliseconds }), 200);
    },
    disconnect: () => agent.destroy(),
  };
  return client;
}

/** The token of the newest mail to an address with a link to a page, in what `/_dev/api/mail` answers. */
export function mailedTokenIn(text: string, email: string, page: string): string | undefined {
  const mails = JSON.parse(text) as { to: string[]; links: string[] }[];
  const links = mails.filter(({ to }) => to.includes(email)).flatMap((mail) => mail.links);
  return links.flatMap((link) => new RegExp(`/${page}#token=(.+)$`).exec(link)?.[1] ?? [])[0];
}

/** An email that nobody else has. */
export function newEmail(): string {
  return `${randomUUID()}@example.com`;
}

/** A registration that is taken. */
export function registration(more: Body = {}): Body {
  return { email: newEmail(), password, firstName: 'Ada', lastName: 'Lovelace', ...more };
}

/** @throws Error with the answer, which `expect` would not show */
export function expectStatus({ status, text }: Reply, wanted: number): void {
  if (status !== wanted) throw new Error(`${status} instead of ${wanted}: ${text}`);
}

/** How often each status was answered, `{ 201: 1, 409: 29 }`. */
export function statusCounts(replies: readonly Reply[]): Readonly<Record<number, number>> {
  const counts: Record<number, number> = {};
  for (const { status } of replies) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}

/** The same work several times at once. */
export function atOnce<T>(times: number, work: (index: number) => Promise<T>): Promise<T[]> {
  return Promise.all(Array.from({ length: times }, (_, index) => work(index)));
}

function exchange(agent: Agent, port: number, method: string, path: string, sent: Sent): Promise<Reply> {
  const { body, token, headers, from } = sent;
  const isRaw = typeof body === 'string' || Buffer.isBuffer(body);
  const payload = body === undefined || isRaw ? body : JSON.stringify(body);
  const all = {
    ...(payload !== undefined && { 'content-type': 'application/json', 'content-length': Buffer.byteLength(payload) }),
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
    ...(headers as Readonly<Record<string, string | string[]>> | undefined),
  };
  return new Promise((resolve, reject) => {
    const place = { host: '127.0.0.1', port, ...(from !== undefined && { localAddress: from }) };
    const request = httpRequest({ agent, ...place, method, path, headers: all }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => (text += chunk));
      response.on('error', reject);
      response.on('end', () => {
        const pairs = Object.entries(response.headers).map(([name, value]) => [name, String(value)] as const);
        resolve({ status: response.statusCode ?? 0, headers: Object.fromEntries(pairs), text, body: objectIn(text) });
      });
    });
    request.on('error', reject);
    request.end(payload);
  });
}

function objectIn(text: string): Body {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Body) : {};
  } catch {
    return {};
  }
}
