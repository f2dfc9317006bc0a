import { randomUUID } from 'node:crypto';
import { generateSync } from 'otplib';
import type { TestRequest } from '../../generated/contract-tests/_api.js';
import type { Call, ContractTestSetup } from '../../generated/contract-tests/_preparation.js';

/** A user who has just registered and logged in. */
interface LoggedIn {
  readonly email: string;
  readonly authorization: string;
  readonly refreshToken: string;
}

/** A user who has just turned MFA on. */
interface WithMfa extends LoggedIn {
  /** Each counts once. A code of the authenticator would have to wait for the next time step. */
  readonly backupCode: string;
}

const password = 'a passphrase that nobody else has';

/** What must be there before the operations of this backend can succeed: users, sessions, mailed tokens. */
export const setup: ContractTestSetup = {
  credentials: async (call) => ({ authorization: (await logIn(call)).authorization }),
  preparations: {
    registerUser: async (example) => ({ ...example, body: { ...bodyOf(example), email: newEmail() } }),
    loginUser: async (_example, call) => ({ body: { email: await register(call), password } }),
    verifyEmail: async (example, call) => ({
      // Either password, whichever the example has.
      body: {
        ...bodyOf(example),
        token: await mailedToken(await register(call), 'verify-email'),
        ...('password' in bodyOf(example) && { password }),
      },
    }),
    resendVerificationEmail: async (_example, call) => ({ body: { email: await register(call) } }),
    refreshToken: async (_example, call) => ({ body: { refreshToken: (await logIn(call)).refreshToken } }),
    requestPasswordReset: async (_example, call) => ({ body: { email: await register(call) } }),
    confirmPasswordReset: async (example, call) => {
      const email = await register(call);
      await call('requestPasswordReset', { body: { email } });
      return { body: { ...bodyOf(example), token: await mailedToken(email, 'reset-password') } };
    },
    changePassword: async (example, call) => {
      const { authorization, code } = await proven(example, call);
      return { body: { ...bodyOf(example), currentPassword: password, code }, headers: { authorization } };
    },
    deleteAccount: async (example, call) => {
      const { authorization, code } = await proven(example, call);
      return { body: { password, code }, headers: { authorization } };
    },
    revokeSession: async (_example, call) => {
      const { authorization } = await logIn(call);
      const { body } = await call('listSessions', { headers: { authorization } });
      const [session] = (body as { sessions: { sessionId: string }[] }).sessions;
      return { path: { sessionId: session?.sessionId }, headers: { authorization } };
    },
    setupMfa: async (_example, call) => {
      const { authorization } = await logInVerified(call);
      return { body: { password }, headers: { authorization } };
    },
    verifyMfaSetup: async (_example, call) => {
      const { authorization } = await logInVerified(call);
      return { body: { code: await firstCode(call, authorization) }, headers: { authorization } };
    },
    verifyMfa: async (_example, call) => {
      const { email, backupCode } = await turnMfaOn(call);
      const { body } = await call('loginUser', { body: { email, password } });
      return { body: { sessionToken: (body as { sessionToken: string }).sessionToken, code: backupCode } };
    },
    disableMfa: bothFactors,
    regenerateBackupCodes: bothFactors,
  },
};

function newEmail(): string {
  return `${randomUUID()}@example.com`;
}

function bodyOf({ body }: { readonly body?: unknown }): object {
  return typeof body === 'object' && body !== null ? body : {};
}

async function register(call: Call): Promise<string> {
  const email = newEmail();
  const { status, body } = await call('registerUser', {
    body: { email, password, firstName: 'Ada', lastName: 'Lovelace' },
  });
  if (status !== 201) throw new Error(`registration was answered ${status}: ${JSON.stringify(body)}`);
  return email;
}

async function logIn(call: Call): Promise<LoggedIn> {
  const email = await register(call);
  const { status, body } = await call('loginUser', { body: { email, password } });
  if (status !== 200) throw new Error(`login was answered ${status}: ${JSON.stringify(body)}`);
  const { accessToken, refreshToken } = body as { accessToken: string; refreshToken: string };
  return { email, authorization: `Bearer ${accessToken}`, refreshToken };
}

/** Logs in somebody whose email is proven. */
async function logInVerified(call: Call): Promise<LoggedIn> {
  const user = await logIn(call);
  const { status, body } = await call('verifyEmail', {
    body: { token: await mailedToken(user.email, 'verify-email'), password },
  });
  if (status !== 200) throw new Error(`the verification was answered ${status}: ${JSON.stringify(body)}`);
  return user;
}

/** Begins the setup of an authenticator, and gives its first code. */
async function firstCode(call: Call, authorization: string): Promise<string> {
  const { status, body } = await call('setupMfa', { body: { password }, headers: { authorization } });
  if (status !== 200) throw new Error(`the setup of MFA was answered ${status}: ${JSON.stringify(body)}`);
  return generateSync({ secret: (body as { secret: string }).secret });
}

async function turnMfaOn(call: Call): Promise<WithMfa> {
  const user = await logInVerified(call);
  const headers = { authorization: user.authorization };
  const code = await firstCode(call, user.authorization);
  const { status, body } = await call('verifyMfaSetup', { body: { code }, headers });
  const [backupCode] = (body as { backupCodes?: string[] }).backupCodes ?? [];
  if (backupCode === undefined) throw new Error(`turning MFA on was answered ${status}: ${JSON.stringify(body)}`);
  return { ...user, backupCode };
}

/** A user with MFA and a code of theirs, if the example has a code; else one without. */
async function proven(example: TestRequest, call: Call): Promise<LoggedIn & { readonly code?: string }> {
  if (!('code' in bodyOf(example))) return logIn(call);
  const { backupCode, ...user } = await turnMfaOn(call);
  return { ...user, code: backupCode };
}

/** A request that proves password and second factor. */
async function bothFactors(_example: TestRequest, call: Call): Promise<TestRequest> {
  const { authorization, backupCode } = await turnMfaOn(call);
  return { body: { password, code: backupCode }, headers: { authorization } };
}

/** The token of the newest link to a page in the mails to an address, as the local mailbox shows them. */
async function mailedToken(email: string, page: string): Promise<string> {
  const mailbox = new URL('/_dev/api/mail', process.env['CONTRACT_TEST_URL']);
  for (const end = Date.now() + 10_000; Date.now() < end; await new Promise((wake) => setTimeout(wake, 50))) {
    const mails = (await (await fetch(mailbox)).json()) as { to: string[]; links: string[] }[];
    const links = mails.filter((mail) => mail.to.includes(email)).flatMap((mail) => mail.links);
    const token = links.flatMap((link) => link.match(new RegExp(`/${page}#token=(.+)$`))?.[1] ?? [])[0];
    if (token !== undefined) return token;
  }
  throw new Error(`no mail to ${email} has a link to ${page}`);
}
