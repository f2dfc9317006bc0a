import { randomUUID } from 'node:crypto';
import { localAccount, localRegion } from '../place.js';

/** What a source tells. */
export interface ToldEvent {
  readonly source: string;
  readonly detailType: string;
  readonly time: Date;
  readonly resources: readonly string[];
  readonly detail: object;
}

/** A job that events start. */
export interface EventRule {
  readonly name: string;
  readonly source: string;
  readonly detailTypes: readonly string[];
  /** Undefined when the job's slot is not filled. */
  readonly invoke: (event: object) => Promise<unknown> | undefined;
}

/** A running bus. */
export interface EventBus {
  readonly tell: (event: ToldEvent) => void;
  /** Resolves when all that was told has been handled. */
  readonly drain: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Lambda's retries of an asynchronous invocation ("Error handling for asynchronous invocations"), without the waiting. */
const tries = 3;

/** Starts a bus. An event that nobody handles is lost, as on AWS. */
export function createEventBus(rules: readonly EventRule[], onError: (name: string, error: unknown) => void): EventBus {
  const running = new Set<Promise<void>>();
  const drain = async (): Promise<void> => {
    while (running.size > 0) await Promise.all(running);
  };
  return {
    tell(told) {
      const event = eventOf(told);
      for (const rule of rules.filter((one) => matches(one, told))) {
        const run = handle(rule, event, onError).finally(() => running.delete(run));
        running.add(run);
      }
    },
    drain,
    close: drain,
  };
}

function matches(rule: EventRule, { source, detailType }: ToldEvent): boolean {
  return rule.source === source && rule.detailTypes.includes(detailType);
}

async function handle(rule: EventRule, event: object, onError: (name: string, error: unknown) => void): Promise<void> {
  for (let attempt = 1; attempt <= tries; attempt += 1) {
    try {
      await rule.invoke(event);
      return;
    } catch (error) {
      onError(rule.name, error);
    }
  }
}

/** An event as a job gets it ("Events in Amazon EventBridge" of its user guide). */
export function eventOf({ source, detailType, time, resources, detail }: ToldEvent): object {
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': detailType,
    source,
    account: localAccount,
    // EventBridge tells whole seconds.
    time: time.toISOString().replace(/\.\d+Z$/, 'Z'),
    region: localRegion,
    resources,
    detail,
  };
}
