import { newEmail, password, type ApiClient, type Reply } from '../support/client.js';

/** What the server has acknowledged of one account. What was under way when it died may or may not have happened. */
export interface Account {
  readonly email: string;
  registered: boolean;
  /** Names that the profile may have: the one acknowledged last, and those of updates that were not answered since. */
  names: string[];
  readonly sessions: Session[];
}

/** A login that was answered. */
export interface Session {
  /** Tokens that were answered, the newest last. */
  accessTokens: string[];
  refreshToken: string;
  /** Whether a refresh was sent and not answered: then the token may be the one before the current. */
  refreshInDoubt: boolean;
  /** `unsure` when a logout was not answered. */
  ended: boolean | 'unsure';
}

/** What was acknowledged, by kind. */
export interface Tally {
  registrations: number;
  logins: number;
  refreshes: number;
  updates: number;
  logouts: number;
  /** Answers that were neither a success nor the end of the server. */
  readonly surprises: string[];
}

/** An empty tally. */
export function newTally(): Tally {
  return { registrations: 0, logins: 0, refreshes: 0, updates: 0, logouts: 0, surprises: [] };
}

/**
 * One user's life until the server dies: registers, logs in, changes the name, refreshes, logs out every other time,
 * and begins again. Writes down what is answered, and what was sent without an answer.
 */
export async function live(client: ApiClient, accounts: Account[], tally: Tally, isOver: () => boolean): Promise<void> {
  while (!isOver()) {
    const account = await open(client, accounts, tally);
    for (let round = 0; account !== undefined && round < 3 && !isOver(); round += 1) {
      if (!(await useOnce(client, account, tally, round % 2 === 1))) return;
    }
    if (account === undefined) return;
  }
}

async function open(client: ApiClient, accounts: Account[], tally: Tally): Promise<Account | undefined> {
  const account: Account = { email: newEmail(), registered: false, names: ['Ada'], sessions: [] };
  accounts.push(account);
  const body = { email: account.email, password, firstName: 'Ada', lastName: 'Lovelace' };
  if (!(await answered(client.post('/auth/register', body), 201, tally))) return undefined;
  account.registered = true;
  tally.registrations += 1;
  return account;
}

/** A number in letters: names hold no digits. */
function nameOf(count: number): string {
  return `Ada ${String(count).replace(/\d/g, (digit) => 'abcdefghij'.charAt(Number(digit)))}`;
}

/** False when the server has died. */
async function useOnce(client: ApiClient, account: Account, tally: Tally, logsOut: boolean): Promise<boolean> {
  const login = await answered(client.attempt(account.email), 200, tally);
  if (login === undefined) return false;
  const { accessToken, refreshToken } = login.body as { accessToken: string; refreshToken: string };
  const session: Session = { accessTokens: [accessToken], refreshToken, refreshInDoubt: false, ended: false };
  account.sessions.push(session);
  tally.logins += 1;

  const name = nameOf(tally.updates);
  account.names.push(name);
  if (!(await answered(client.put('/users/profile', { firstName: name }, accessToken), 200, tally))) return false;
  account.names = [name];
  tally.updates += 1;

  session.refreshInDoubt = true;
  const refresh = await answered(client.post('/auth/refresh', { refreshToken }), 200, tally);
  if (refresh === undefined) return false;
  const renewed = refresh.body as { accessToken: string; refreshToken?: string };
  session.accessTokens.push(renewed.accessToken);
  session.refreshToken = renewed.refreshToken ?? refreshToken;
  session.refreshInDoubt = false;
  tally.refreshes += 1;

  if (!logsOut) return true;
  session.ended = 'unsure';
  if (!(await answered(client.post('/auth/logout', undefined, renewed.accessToken), 204, tally))) return false;
  session.ended = true;
  tally.logouts += 1;
  return true;
}

/** The answer; undefined when there is none, or it is not the one that is due. */
async function answered(sending: Promise<Reply>, status: number, tally: Tally): Promise<Reply | undefined> {
  const reply = await sending.catch(() => undefined);
  if (reply === undefined || reply.status === status) return reply;
  tally.surprises.push(`${reply.status} instead of ${status}: ${reply.text}`);
  return undefined;
}
