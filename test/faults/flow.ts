import type { ApiClient, Reply } from '../support/client.js';

/** A backend as a flow uses it. */
export interface Scene extends ApiClient {
  /** Runs a scheduled job to its end. */
  runJob(name: string): Promise<undefined>;
  /** Lets work go on until a call of this action has taken effect; no later call of it reaches AWS. */
  dieAfter(action: string, work: () => Promise<unknown>): Promise<void>;
}

/** Which of the two allowed states a disturbed flow has ended in. */
export type Outcome = 'before' | 'after';

/**
 * One flow of the table: what is there before, the work whose calls to AWS are disturbed one by one, and what its
 * owner must be able to do afterwards. `S` is what `prepare` hands on: emails, tokens.
 */
export interface Flow<S = unknown> {
  readonly name: string;
  /** Makes what the flow starts from, as somebody new each time. */
  readonly prepare: (scene: Scene) => Promise<S>;
  /** The request. Of a flow of the workers: what leads to their messages. Of a job: its run, which answers nothing. */
  readonly act: (scene: Scene, subject: S) => Promise<Reply | undefined>;
  /** The status of the answer when nothing is disturbed; absent where there is none. */
  readonly status?: number;
  /** Whose calls are disturbed: the request's own, by default, or those of the workers that follow on it. */
  readonly disturbs?: 'request' | 'workers';
  /**
   * Further statuses below 500 that a disturbed answer may have, each with why that is no lie. A 5xx is always allowed.
   */
  readonly mayAnswer?: Readonly<Record<number, string>>;
  /** Parts of a state's lines that do not count, such as what a mail leaves that may be sent later or not at all. */
  readonly ignores?: readonly RegExp[];
  /**
   * What the state may be when nobody can know whether a call took effect, made of the lines of the state after, and why
   * that is right. Allowed where no success was answered.
   */
  readonly inDoubt?: { readonly of: (after: readonly string[]) => readonly string[]; readonly why: string };
  /**
   * The state after the reconciler may be the one before although the answer was a success, with why. For what ends by
   * itself with time.
   */
  readonly fades?: string;
  /**
   * Uses what is there in the end, as its owner would.
   *
   * @throws when something is unusable
   */
  readonly use: (scene: Scene, subject: S, outcome: Outcome) => Promise<void>;
}

/** A flow, typed by what it prepares, as an entry of the list. */
export function flow<S>(entry: Flow<S>): Flow {
  return entry as Flow;
}
