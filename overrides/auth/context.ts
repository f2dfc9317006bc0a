import type { OperationContext } from '../../generated/http/context.js';
import type { JobContext } from '../../generated/http/jobs.js';

/** What the domain needs of its surroundings. Operations and jobs both have it. It cannot write audit events. */
export type DomainContext = Pick<JobContext, 'requestId' | 'now' | 'logger' | 'metrics' | 'settings'>;

/** The surroundings of a request: also who called. */
export type RequestContext = DomainContext & Pick<OperationContext<unknown>, 'source'>;

/** The surroundings of a flow, which tells how it ended: the one layer that writes audit events. */
export type FlowContext = RequestContext & Pick<OperationContext<unknown>, 'audit'>;

/** A time as the table holds seconds: Unix time, rounded down. */
export function unixSeconds(time: Date): number {
  return Math.floor(time.getTime() / 1000);
}

/** The time that lies some seconds after another. */
export function after(time: Date, seconds: number): Date {
  return new Date(time.getTime() + seconds * 1000);
}
