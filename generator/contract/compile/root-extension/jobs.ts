import { diagnostic, type Reporter } from '../../../diagnostics/diagnostic.js';
import type { Job } from '../../model/contract.js';
import { mailEvents, mailEventSource } from '../../model/mail-events.js';
import { userPoolTriggers } from '../../model/user-pool.js';
import { child, fields, items, keyOf, number, text, type Cursor } from '../../read/cursor.js';
import { choiceOf, readChoice, reportUnknownKeys } from '../extension-values.js';

/** "Schedule expressions" of the EventBridge user guide: a value of 1 has a unit in the singular, any other in the plural. */
const scheduleExpression =
  /^(?:rate\((?:1 (?:minute|hour|day)|(?!0*1 )0*[1-9]\d* (?:minutes|hours|days))\)|cron\(\S+(?: \S+){5}\))$/;

/** The jobs, sorted by name. A trigger needs the user pool that pulls it. */
export function readJobs(cursor: Cursor | undefined, hasUserPool: boolean, reporter: Reporter): readonly Job[] {
  return fields(cursor)
    .flatMap(([name, entry]) => readJob(name, entry, hasUserPool, reporter) ?? [])
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function readJob(name: string, cursor: Cursor, hasUserPool: boolean, reporter: Reporter): Job | undefined {
  reportUnknownKeys(cursor, ['description', 'schedule', 'queue', 'event', 'trigger'], reporter);
  const base = { name, description: text(cursor, 'description'), at: keyOf(cursor) };
  if (!/^[a-z][a-z0-9-]{0,39}$/.test(name)) {
    reporter.report(diagnostic('AW302', keyOf(cursor), 'a job is 1 to 40 lower-case letters, digits and hyphens'));
    return undefined;
  }
  const schedule = text(cursor, 'schedule');
  const queue = child(cursor, 'queue');
  const event = child(cursor, 'event');
  const trigger = child(cursor, 'trigger');
  if ([schedule, queue, event, trigger].filter((one) => one !== undefined).length !== 1) {
    reporter.report(diagnostic('AW302', keyOf(cursor), 'a job has one of "schedule", "queue", "event" and "trigger"'));
    return undefined;
  }
  if (schedule !== undefined) {
    if (!scheduleExpression.test(schedule)) {
      reporter.report(diagnostic('AW302', cursor.at, 'a schedule is rate(...) or cron(...), as EventBridge writes it'));
    }
    return { ...base, trigger: { kind: 'schedule', expression: schedule } };
  }
  if (event) {
    const read = readEvent(event, reporter);
    return read && { ...base, trigger: { kind: 'event', ...read } };
  }
  if (trigger) {
    const chosen = readChoice(cursor, 'trigger', userPoolTriggers, reporter);
    if (!hasUserPool) {
      const fix = { fix: 'Declare x-authwright.userPool, or remove the trigger.' };
      reporter.report(diagnostic('AW302', trigger.at, 'there is no user pool that could pull the trigger', fix));
    }
    return chosen && { ...base, trigger: { kind: 'userPool', trigger: chosen } };
  }
  if (!queue) return undefined;
  reportUnknownKeys(queue, ['batchSize', 'maxReceiveCount'], reporter);
  const batchSize = number(queue, 'batchSize') ?? 1;
  return { ...base, trigger: { kind: 'queue', batchSize, maxReceiveCount: number(queue, 'maxReceiveCount') ?? 5 } };
}

/** EventBridge's words: an event matches if it has the source, and one of the detail types. */
function readEvent(
  cursor: Cursor,
  reporter: Reporter,
): { readonly source: string; readonly detailTypes: readonly string[] } | undefined {
  reportUnknownKeys(cursor, ['source', 'detailTypes'], reporter);
  const source = text(cursor, 'source') ?? '';
  const given = items(child(cursor, 'detailTypes'));
  const detailTypes =
    source === mailEventSource
      ? given.flatMap((item) => choiceOf(item, Object.keys(mailEvents), reporter) ?? [])
      : given.flatMap(({ value }) => (typeof value === 'string' && value !== '' ? [value] : []));
  if (source !== '' && given.length > 0 && detailTypes.length === given.length) return { source, detailTypes };
  const message = 'an event has a "source", such as aws.ses, and a list of "detailTypes"';
  if (source !== mailEventSource || given.length === 0) reporter.report(diagnostic('AW302', keyOf(cursor), message));
  return undefined;
}
