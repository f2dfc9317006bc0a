import { createHash } from 'node:crypto';
import type { Store, Write } from 'dynalite/db/index.js';
import type { Json } from './action.js';
import { AwsError } from '../endpoint/index.js';
import { invalid } from './transaction-items.js';

/** What is kept of a transaction that succeeded. */
interface Receipt {
  readonly digest: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** A transaction sent again with its token within ten minutes is not done again (API reference). */
const validMs = 10 * 60_000;
const prefix = 'transaction~';

/**
 * Guards a transaction by its `ClientRequestToken`. The receipt is stored in the transaction's own
 * batch, so that it also holds when the process died before it could answer.
 */
export interface TransactionGuard {
  /**
   * Runs a transaction unless its token shows that it was done. One that failed may be tried again.
   *
   * @throws AwsError `IdempotentParameterMismatchException` when the token came with another request
   */
  once(input: Readonly<Json>, transaction: (receipt: readonly Write[]) => Promise<void>): Promise<void>;
  /** Forgets the receipts that are no longer valid. */
  sweep(now: Date): Promise<void>;
}

/** A guard whose receipts live in `store`. */
export function createGuard(store: Store, now: () => Date): TransactionGuard {
  const running = new Map<string, Promise<void>>();

  const attempt = async (token: string, input: Readonly<Json>, transaction: Transaction): Promise<void> => {
    const digest = digestOf(input['TransactItems']);
    const receipt = (await store.db.get(prefix + token)) as Receipt | undefined;
    const at = now().getTime();
    if (receipt === undefined || at - receipt.at >= validMs) {
      await transaction([{ type: 'put', key: prefix + token, value: { digest, at } satisfies Receipt }]);
    } else if (receipt.digest !== digest) throw mismatch();
  };

  return {
    async once(input, transaction) {
      const token = tokenOf(input);
      if (token === undefined) return transaction([]);
      // AWS would answer TransactionInProgressException, which the SDK retries: the end is the same.
      while (running.has(token)) await running.get(token)!.catch(() => {});
      const attempted = attempt(token, input, transaction).finally(() => running.delete(token));
      running.set(token, attempted);
      return attempted;
    },
    async sweep(time) {
      const old: Write[] = [];
      for await (const [key, value] of store.db.iterator({ gte: prefix, lt: `${prefix}\xff` }))
        if (time.getTime() - (value as Receipt).at >= validMs) old.push({ type: 'del', key });
      await store.db.batch(old);
    },
  };
}

type Transaction = (receipt: readonly Write[]) => Promise<void>;

function tokenOf({ ClientRequestToken: token }: Readonly<Json>): string | undefined {
  if (token === undefined || token === null) return undefined;
  if (typeof token === 'string' && token.length >= 1 && token.length <= 36) return token;
  const problem =
    "Value at 'clientRequestToken' failed to satisfy constraint: Member must have length between 1 and 36";
  throw invalid(`1 validation error detected: ${problem}`);
}

/** The order of an object's members means nothing. */
function digestOf(value: unknown): string {
  const text = JSON.stringify(value, (_, member: unknown) =>
    typeof member === 'object' && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  );
  return createHash('sha256')
    .update(text ?? '')
    .digest('base64');
}

function mismatch(): AwsError {
  const reason = 'you retried a request with a different payload but with an idempotent token that was already used';
  return new AwsError('IdempotentParameterMismatchException', `DynamoDB rejected the request because ${reason}.`);
}
