/// <reference types="node" />
import { createHash } from 'node:crypto';
import type { Logger } from '@aws-lambda-powertools/logger';

/** One outcome that matters for security (ASVS 16.3), as a service reports it. */
export interface AuditEvent {
  /** Stable name, e.g. `login` or `mfa.backup-code-used`. */
  readonly event: string;
  readonly outcome: 'success' | 'failure';
  /** Whom it is about, e.g. a user id or a normalised email. Only its SHA-256 is logged. */
  readonly subject?: string | undefined;
  /** The factor that was used, e.g. `password` or `totp`. */
  readonly factor?: string | undefined;
  /** Stable code of the cause, e.g. `WRONG_PASSWORD`. Never text from the request. */
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

/** SHA-256 in hexadecimal: the same person has the same hash in every line, and no name. */
export function hashSubject(subject: string): string {
  return createHash('sha256').update(subject, 'utf8').digest('hex');
}
