import type { RunbookEntry } from './model.js';

/** The kinds of alarms. The same lines are in this folder's README. */
export const runbook = {
  'function-errors': {
    meaning: 'More than one call in twenty of a function failed for a reason of ours, over ten minutes.',
    look: "the function's log group for lines of level ERROR, and its trace",
    act: 'Roll back the last deployment if it began with it; else repair what the error names.',
  },
  'function-duration': {
    meaning: 'One call in a hundred took more than four fifths of the time that the function has.',
    look: 'the trace: which call of AWS is slow, or whether the function lacks memory',
    act: 'Raise memory or time-out in x-authwright-lambda; if a service is slow, see its health page.',
  },
  'function-throttles': {
    meaning: 'Lambda refused to run a function.',
    look: "the account's concurrent executions against its quota, and the function's reserved concurrency",
    act: 'Ask for a higher quota, or raise reservedConcurrency in x-authwright-lambda.',
  },
  'api-errors': {
    meaning: 'More than one answer in a hundred is 5xx.',
    look: 'the access log by status and route, then the function behind the route',
    act: 'As for function-errors. 503 alone points at a service that is down or throttles.',
  },
  'api-latency': {
    meaning: 'One answer in a hundred takes longer than three seconds.',
    look: 'the access log by milliseconds and route, then the traces of the slow ones',
    act: 'As for function-duration.',
  },
  'authorizer-failures': {
    meaning: 'An authorizer failed, so that its callers got 503. It is not about callers who were refused.',
    look: "the authorizer's log group: what it reads that could not be read",
    act: 'Wait for the service, or undo what changed in the authorizer or its permissions.',
  },
  'table-throttles': {
    meaning: 'DynamoDB refused reads or writes of a table.',
    look: "the table's consumed capacity, and CloudWatch Contributor Insights for a key that is asked for too often",
    act: 'On-demand tables grow by themselves; if one key is too hot, find who asks for it.',
  },
  'dead-letters': {
    meaning: 'Messages could not be handled and lie in a dead-letter queue.',
    look: "the job's log group for the message's id; read a message without deleting it",
    act: 'Repair the cause, then move the messages back ("Start DLQ redrive" in the console).',
  },
  'queue-age': {
    meaning: 'A message has waited for a quarter of an hour.',
    look: "the job's errors and throttles, and how many messages wait",
    act: 'As for function-errors and function-throttles of the job.',
  },
  'mail-bounces': {
    meaning:
      'More than one mail in twenty could not be delivered. SES reviews accounts from there on, and stops them at ten in a hundred.',
    look: 'the topic of the mail events for the addresses, and what was registered lately',
    act: 'Stop what sends to made-up addresses; addresses that bounced are kept off further mails by themselves.',
  },
  'mail-complaints': {
    meaning: 'More than one reader in a thousand marked a mail as spam. SES reviews accounts from there on.',
    look: 'the topic of the mail events, and which kind of mail it is',
    act: 'Find who asks for mails to strangers, and limit it; the addresses are kept off further mails by themselves.',
  },
  application: {
    meaning: 'An alarm of the team, from overrides/infra. Its description says what it is about.',
    look: 'what its description names',
    act: 'What its description says.',
  },
} as const satisfies Record<string, RunbookEntry>;

export type AlarmKind = keyof typeof runbook;
