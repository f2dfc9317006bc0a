import { randomUUID } from 'node:crypto';

const password = 'seven quiet lanterns at dusk';

/** Registrations at once before the load begins. */
const atOnce = 8;

/**
 * The operations of the load, each a function that does one and resolves to whether its answer was the right one. They
 * share accounts, so that no limit of a single one is in the way, and the sessions that the logins open.
 */
export async function createOperations(client, accounts) {
  const emails = [];
  const sessions = [];
  const register = async () => {
    const email = `${randomUUID()}@example.com`;
    const { status } = await client.send('POST', '/auth/register', {
      email,
      password,
      firstName: 'Ada',
      lastName: 'Lovelace',
    });
    if (status === 201 && emails.length < accounts) emails.push(email);
    return status === 201;
  };
  let next = 0;
  const login = async () => {
    next = (next + 1) % emails.length;
    const { status, body } = await client.send('POST', '/auth/login', { email: emails[next], password });
    if (status === 200) sessions.push(body);
    return status === 200;
  };
  /** Takes the session that has rested longest, so that nobody refreshes it at the same time. */
  const refresh = async () => {
    const session = sessions.shift();
    if (session === undefined) return false;
    const { status, body } = await client.send('POST', '/auth/refresh', { refreshToken: session.refreshToken });
    if (status === 200) sessions.push({ ...session, ...body });
    return status === 200;
  };
  const profile = async () => {
    const session = sessions.shift();
    if (session === undefined) return false;
    const { status } = await client.send('GET', '/users/profile', undefined, session.accessToken);
    sessions.push(session);
    return status === 200;
  };
  const logout = async () => {
    const session = sessions.shift();
    if (session === undefined) return false;
    const { status } = await client.send('POST', '/auth/logout', undefined, session.accessToken);
    return status === 204;
  };
  const fill = async () => {
    while (emails.length < accounts) {
      if (!(await register())) throw new Error('an account could not be registered');
    }
  };
  await Promise.all(Array.from({ length: atOnce }, fill));
  return { login, register, refresh, profile, logout };
}
