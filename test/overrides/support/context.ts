import type { OperationContext, Principal } from '../../../generated/http/context.js';
import type { AuditEvent } from '../../../generated/http/audit.js';
import { stageConfiguration } from '../../../generated/http/stage-configuration.js';
import type { Settings } from '../../../generated/settings.js';
import { entities } from './table.js';

/** A context whose clock stands still until it is moved, and which keeps what it is told. */
export interface TestContext extends OperationContext<never> {
  readonly counted: string[];
  readonly events: AuditEvent[];
  /** Every log line, as text. */
  readonly lines: string[];
  advance(seconds: number): void;
}

/** The environment that handlers have in the local stage. */
export const environment = {
  ENVIRONMENT: 'local',
  COGNITO_USER_POOL_ID: 'eu-central-1_Test00001',
  COGNITO_CLIENT_ID: 'test-client',
  COGNITO_CLIENT_SECRET_ARN: 'arn:aws:secretsmanager:eu-central-1:000000000000:secret:client',
  DATA_KEY_ID: 'data-key',
  MAIL_QUEUE_URL: 'http://localhost/queue',
  MAIL_FROM: 'no-reply@example.com',
  USERS_TABLE_NAME: 'users-local',
};

Object.assign(process.env, environment);

/** Makes a context. */
export function testContext(
  settings: Partial<Settings> = {},
  source = { address: '203.0.113.7', userAgent: 'ExampleApp/3.2 (Android 16)' },
): TestContext {
  let time = Date.parse('2026-11-03T09:15:00.000Z');
  const [counted, events, lines]: [string[], AuditEvent[], string[]] = [[], [], []];
  const log = (message: string, more: object = {}): void => {
    const safe = (_: string, value: unknown): unknown => (value instanceof Error ? value.name : value);
    lines.push(`${message} ${JSON.stringify(more, safe)}`);
  };
  const logger = { info: log, warn: log, error: log, debug: log };
  return {
    requestId: 'request-0001',
    now: () => new Date(time),
    logger: logger as unknown as TestContext['logger'],
    metrics: { addMetric: (name: string) => counted.push(name) } as unknown as TestContext['metrics'],
    audit: (event) => events.push(event),
    settings: { ...stageConfiguration('local').settings, ...settings },
    // Every function of every entity; an operation's own type shows it those that it has.
    repository: entities as never,
    source,
    counted,
    events,
    lines,
    advance: (seconds) => {
      time += seconds * 1000;
    },
  };
}

/** What the gateway hands on of a caller: strings only. */
export function principal(userId: string, sessionId: string, sessionEpoch = 0): Principal {
  return { scheme: 'bearerAuth', subject: userId, claims: { sessionId, sessionEpoch: String(sessionEpoch) } };
}

/** An input without parts that the operation does not have. */
export const bare = { path: {}, query: {}, headers: {}, cookies: {} } as const;
