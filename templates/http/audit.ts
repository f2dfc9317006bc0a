/// <reference types="node" />
import { createHash } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Logger } from '@aws-lambda-powertools/logger';

/** One outcome that matters for security (ASVS 16.3), as a service reports it. */
export interface AuditEvent {
  /** Stable name, e.g. `order` or `order.cancelled`. */
  readonly event: string;
  readonly outcome: 'success' | 'failure';
  /** Whom it is about, e.g. the caller's id. Only its SHA-256 is logged. */
  readonly subject?: string | undefined;
  /** By what it was proven, where there are several ways. */
  readonly factor?: string | undefined;
  /** Stable code of the cause, e.g. `OUT_OF_STOCK`. Never text from the request. */
  readonly reason?: string | undefined;
}

/** What the runtime adds to an event (ASVS 16.2.1: when, where, who, what). */
export interface AuditFacts {
  /** Logged in UTC. */
  readonly time: Date;
  readonly requestId: string;
  readonly address: string;
}

/** Writes one audit event as one structured line. */
export function writeAuditEvent(logger: Logger, event: AuditEvent, facts: AuditFacts): void {
  const audit = {
    time: facts.time.toISOString(),
    requestId: facts.requestId,
    event: event.event,
    outcome: event.outcome,
    subjectHash: event.subject === undefined ? undefined : hashSubject(event.subject),
    factor: event.factor,
    address: facts.address,
    reason: event.reason,
  };
  logger.info('audit', { audit });
}

/** The audit events of one request. */
export interface AuditTrail {
  /** Writes what a service reports. */
  readonly write: (event: AuditEvent) => void;
  /**
   * Writes the event of an answer that nobody has reported as a failure: of a request that was refused before the service
   * saw it, or that failed in it (ASVS 16.3.2 to 16.3.4).
   *
   * @param subject the caller, if one was authenticated
   */
  readonly close: (status: number, subject: string | undefined) => void;
}

/** Opens the trail of a request. */
export function openAuditTrail(logger: Logger, facts: Omit<AuditFacts, 'time'>, now: () => Date): AuditTrail {
  let hasFailure = false;
  const write = (event: AuditEvent): void => {
    hasFailure ||= event.outcome === 'failure';
    writeAuditEvent(logger, event, { ...facts, time: now() });
  };
  return {
    write,
    close: (status, subject) => {
      if (status >= 400 && !hasFailure)
        write({ event: 'request', outcome: 'failure', subject, reason: reasonOf(status) });
    },
  };
}

/** The name of a status as a code: `TOO_MANY_REQUESTS`. */
function reasonOf(status: number): string {
  return (STATUS_CODES[status] ?? `STATUS ${status}`).toUpperCase().replaceAll(/[^A-Z0-9]+/g, '_');
}

/** SHA-256 in hexadecimal: the same person has the same hash in every line, and no name. */
export function hashSubject(subject: string): string {
  return createHash('sha256').update(subject, 'utf8').digest('hex');
}
