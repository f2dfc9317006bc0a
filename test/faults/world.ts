import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';

type Item = Readonly<Record<string, unknown>>;

/** A user of the pool, as far as a state is described by it. */
export interface PoolUser {
  readonly sub: string;
  readonly status: string;
  readonly enabled: boolean;
  readonly attributes: Readonly<Record<string, string>>;
  readonly sessions: number;
}

/** All that the engines keep: the items of the table by key, the users of the pool by `sub`. */
export interface World {
  readonly items: ReadonlyMap<string, Item>;
  readonly users: ReadonlyMap<string, PoolUser>;
}

/** What somebody has in the table and the pool. Nothing in it differs from run to run. */
export interface State {
  /** One line for each thing that means something, sorted. */
  readonly lines: readonly string[];
  /** What leads nowhere and goes by itself: expiring hashes, spent tokens, counters, tokens that nobody holds. */
  readonly litter: readonly string[];
}

/**
 * Reads everything. The reads are calls like any others: whoever disturbs calls has to stop it before.
 *
 * @param endpoint DynamoDB's
 * @param users of the pool
 */
export async function readWorld(endpoint: string, users: readonly PoolUser[]): Promise<World> {
  const client = new DynamoDBClient({
    endpoint,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  const items = new Map<string, Item>();
  let start: Record<string, { S: string }> | undefined;
  do {
    const page = await client.send(new ScanCommand({ TableName: 'users-local', ExclusiveStartKey: start }));
    for (const item of (page.Items ?? []).map((each) => unmarshall(each))) {
      items.set(`${String(item['pk'])} ${String(item['sk'])}`, item);
    }
    start = page.LastEvaluatedKey as typeof start;
  } while (start !== undefined);
  client.destroy();
  return { items, users: new Map(users.map((user) => [user.sub, user])) };
}

/** The state of what has come into the world since an earlier look at it. */
export function stateSince(earlier: World, world: World): State {
  const items = [...world.items].filter(([key]) => !earlier.items.has(key)).map(([, item]) => item);
  const users = [...world.users.values()].filter(({ sub }) => !earlier.users.has(sub));
  const lines: string[] = [];
  const litter: string[] = [];
  for (const item of items) (leadsNowhere(item, items) ? litter : lines).push(itemLine(item));
  for (const user of users) {
    const holders = items.filter((item) => item['userId'] === user.sub && holdsTokens(item, items)).length;
    const { sub: _, 'custom:attempt_id': attempt, email: __, ...attributes } = user.attributes;
    const parts = [user.status, user.enabled ? 'enabled' : 'disabled', attempt === undefined ? 'no attempt' : ''];
    lines.push(`pool user ${[...parts, JSON.stringify(attributes)].filter(Boolean).join(' ')}`);
    if (user.sessions > holders) litter.push(`${user.sessions - holders} grants of the pool that nothing here holds`);
    if (user.sessions < holders) lines.push(`${holders - user.sessions} sessions whose tokens the pool has revoked`);
  }
  return { lines: lines.sort(), litter: litter.sort() };
}

/** Whether an entity holds tokens that are good for something: a session or a challenge that stands. */
function holdsTokens(item: Item, items: readonly Item[]): boolean {
  return ['SESSION', 'MFA'].includes(entityOf(item)) && !leadsNowhere(item, items);
}

function leadsNowhere(item: Item, items: readonly Item[]): boolean {
  const owner = items.find((other) => other['userId'] === item['userId'] && other['sk'] === 'PROFILE');
  switch (entityOf(item)) {
    case 'RATE':
      return true;
    case 'SESSION':
      return owner !== undefined && Number(item['sessionEpoch']) < Number(owner['sessionEpoch']);
    case 'TOKEN':
      return item['consumedAt'] !== undefined || !Object.values(owner ?? {}).includes(item['hash']);
    default:
      return false;
  }
}

/** The kind of an entity, by its key. */
function entityOf({ pk, sk }: Item): string {
  const [kind = ''] = String(pk).split('#');
  return kind === 'USER' ? (String(sk).split('#')[0] ?? '') : kind;
}

function itemLine(item: Item): string {
  const { pk: _, sk: __, ...properties } = item;
  const pairs = Object.entries(properties)
    .filter(([name]) => !/Pk$|Sk$/.test(name))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${masked(value)}`);
  return `${entityOf(item)} ${pairs.join(' ')}`;
}

/** A value without what is made anew each time: ids, times, hashes, sealed texts, emails. */
function masked(value: unknown): string {
  if (value instanceof Set) return masked([...value]);
  if (Array.isArray(value)) return `[${value.map(masked).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    return `{${Object.entries(value)
      .map(([name, inner]) => `${name}:${masked(inner)}`)
      .join(',')}}`;
  }
  if (typeof value === 'number') return value > 1_000_000 ? '(time)' : String(value);
  const text = String(value);
  if (/^\d{4}-\d\d-\d\dT/.test(text)) return '(time)';
  if (/^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(text)) return '(id)';
  if (/^[0-9a-f]$/.test(text)) return '(part)';
  return text.length > 20 || text.includes('@') ? '(text)' : text;
}
