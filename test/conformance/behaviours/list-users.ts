import { ListUsersCommand } from '@aws-sdk/client-cognito-identity-provider';
import { expect } from 'vitest';
import { attribute, refused, type Kit } from '../kit.js';
import type { Behaviour } from './behaviour.js';

/** `ListUsers`. */
export const listBehaviours: readonly Behaviour[] = [
  {
    id: 'list/email',
    title: 'a user is found by their email, of any case, and by its beginning',
    async run(kit) {
      const { email, sub } = await kit.member();
      const start = email.slice(0, -4);
      for (const filter of [`email = "${email}"`, `email = "${email.toUpperCase()}"`, `email ^= "${start}"`]) {
        expect((await list(kit, filter)).Users?.map(({ Username }) => Username)).toEqual([sub]);
      }
    },
  },
  {
    id: 'list/sub-and-status',
    title: 'users are found by sub and by status',
    async run(kit) {
      const [pending, member] = [await kit.create(kit.email()), await kit.member()];
      expect((await list(kit, `sub = "${member.sub}"`)).Users).toHaveLength(1);
      const found = await listAll(kit, 'cognito:user_status = "FORCE_CHANGE_PASSWORD"');
      expect(found).toContain(pending.sub);
      expect(found).not.toContain(member.sub);
    },
  },
  {
    id: 'list/nobody',
    title: 'a filter that nobody meets gives an empty list',
    run: async (kit) => expect((await list(kit, `email = "${kit.email()}"`)).Users).toEqual([]),
  },
  {
    id: 'list/pages',
    title: 'pages follow each other by their token, and each user comes once',
    async run(kit) {
      const subs = await Promise.all([1, 2, 3].map(async () => (await kit.create(kit.email())).sub));
      const found = await listAll(kit, 'email ^= "conformance-"', 2);
      expect(found).toEqual(expect.arrayContaining(subs));
      expect(new Set(found).size).toBe(found.length);
    },
  },
  {
    id: 'list/attributes',
    title: 'only the attributes that are asked for are given',
    async run(kit) {
      const { email } = await kit.member();
      const { Users } = await list(kit, `email = "${email}"`, { AttributesToGet: ['email'] });
      expect(Users?.[0]?.Attributes).toEqual([{ Name: 'email', Value: email }]);
      expect(attribute(Users?.[0]?.Attributes, 'sub')).toBeUndefined();
    },
  },
  {
    id: 'list/filter',
    title: 'a filter that cannot be read, or names another attribute, is refused',
    async run(kit) {
      for (const filter of ['email', 'email > "a"', 'custom:attempt_id = "a"']) {
        await refused(list(kit, filter), 'InvalidParameterException');
      }
    },
  },
];

interface Page {
  readonly Limit?: number;
  readonly PaginationToken?: string;
  readonly AttributesToGet?: string[];
}

function list({ client, pool }: Kit, Filter: string, page: Page = {}) {
  return client.send(new ListUsersCommand({ UserPoolId: pool.userPoolId, Filter, ...page }));
}

/** The subs of all pages. */
async function listAll(kit: Kit, filter: string, Limit = 60): Promise<string[]> {
  const found: string[] = [];
  let next: string | undefined;
  do {
    const answer = await list(kit, filter, { Limit, ...(next !== undefined && { PaginationToken: next }) });
    expect(answer.Users?.length).toBeLessThanOrEqual(Limit);
    found.push(...(answer.Users ?? []).map(({ Username }) => Username ?? ''));
    next = answer.PaginationToken;
  } while (next !== undefined);
  return found;
}
