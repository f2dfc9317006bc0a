import { password, type ApiClient } from '../support/client.js';
import type { Account, Session } from './load-ledger.js';

/** What a server that has come back holds against the ledger: one line for each acknowledgement that is not true. */
export async function audit(client: ApiClient, accounts: readonly Account[]): Promise<string[]> {
  const broken: string[] = [];
  // First, for their grace is a minute.
  for (const account of accounts) broken.push(...(await auditLostRefreshes(client, account)));
  for (const account of accounts) broken.push(...(await auditAccount(client, account)));
  return broken;
}

/** A refresh that was sent and not answered is sent again, twice at once: whether it took effect or not, one line goes on. */
async function auditLostRefreshes(client: ApiClient, { email, sessions }: Account): Promise<string[]> {
  const broken: string[] = [];
  for (const { refreshToken } of sessions.filter(({ refreshInDoubt }) => refreshInDoubt)) {
    const both = await Promise.all([1, 2].map(() => client.post('/auth/refresh', { refreshToken })));
    for (const { status } of both)
      if (status !== 200) broken.push(`a lost refresh of ${email} is lost for good: ${status}`);
    if (new Set(both.map(({ body }) => body['refreshToken'])).size > 1) broken.push(`the session of ${email} forks`);
  }
  return broken;
}

async function auditAccount(client: ApiClient, account: Account): Promise<string[]> {
  const broken: string[] = [];
  for (const session of account.sessions) broken.push(...(await auditSession(client, account, session)));
  if (!account.registered) return broken;
  // Of those who were told so, since others may register later.
  const { status, body } = await client.post('/auth/login', { email: account.email, password });
  if (status !== 200) return [...broken, `${account.email} was registered and cannot log in: ${status}`];
  const { firstName } = body['user'] as { firstName: string };
  if (!account.names.includes(firstName)) broken.push(`the name is ${firstName}, not ${account.names.join(' or ')}`);
  return broken;
}

async function auditSession(client: ApiClient, { email }: Account, session: Session): Promise<string[]> {
  const broken: string[] = [];
  for (const token of session.accessTokens) {
    const { status } = await client.get('/users/profile', token);
    if (session.ended === false && status !== 200) broken.push(`a session of ${email} is gone: ${status}`);
    if (session.ended === true && status !== 401) broken.push(`a logout of ${email} is forgotten: ${status}`);
  }
  if (session.ended !== false || session.refreshInDoubt) return broken;
  const { status } = await client.post('/auth/refresh', { refreshToken: session.refreshToken });
  if (status !== 200) broken.push(`a refresh token of ${email} does not count: ${status}`);
  return broken;
}
