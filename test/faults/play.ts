import type { Disturbance, MadeCall } from './disturb.js';
import { faultsFor, type FaultName } from './faults.js';
import type { Flow, Outcome } from './flow.js';
import type { Performance, Stage } from './stage.js';
import type { State } from './world.js';

/** What a state is, compared with those of an undisturbed run. */
export type Verdict = Outcome | 'between';

/** One row of the table. */
export interface Row {
  readonly flow: string;
  /** Counted from 1. */
  readonly call: number;
  /** `dynamodb PutItem`. */
  readonly action: string;
  readonly fault: FaultName;
  /** The answer's status; undefined when the process died before it, or there is none. */
  readonly answer: number | undefined;
  readonly atOnce: Verdict;
  /** After one run of the reconciler and the sweep. */
  readonly settled: Verdict;
  /** What is left and goes by itself. */
  readonly litter: readonly string[];
  /** What is wrong; empty when all is well. */
  readonly problems: readonly string[];
}

/** What a flow does when nothing disturbs it. */
interface Reference {
  readonly before: string;
  readonly after: string;
  /** Another end that counts as after where no success was answered. */
  readonly inDoubt: string;
  readonly calls: readonly MadeCall[];
}

/** Which rows are played. */
export type Selection = (fault: FaultName, call: MadeCall) => boolean;

/**
 * Plays a flow once undisturbed, and then once for each call and each fault of the selection.
 *
 * @throws Error when the undisturbed run is not as the flow says
 */
export async function playFlow(stage: Stage, flow: Flow, selection: Selection = () => true): Promise<Row[]> {
  // The first run reads secrets and keys that the functions then keep.
  await undisturbed(stage, flow);
  const reference = await undisturbed(stage, flow);
  const rows: Row[] = [];
  for (const [index, call] of reference.calls.entries()) {
    for (const fault of faultsFor(call.action).filter((name) => selection(name, call))) {
      rows.push(await playRow(stage, flow, reference, { call: index + 1, fault }));
    }
  }
  return rows;
}

async function undisturbed(stage: Stage, flow: Flow): Promise<Reference> {
  const earlier = await stage.world();
  const subject = await flow.prepare(stage);
  await stage.drain();
  const before = textOf(flow, await stage.stateSince(earlier));
  const { answer, calls } = await stage.perform(flow, subject);
  if (answer !== flow.status) throw new Error(`${flow.name} answers ${answer} undisturbed, not ${flow.status}`);
  const after = textOf(flow, await stage.stateSince(earlier));
  await stage.settle();
  await flow.use(stage, subject, 'after');
  const inDoubt = flow.inDoubt ? flow.inDoubt.of(after.split('\n')).join('\n') : after;
  return { before, after, inDoubt, calls };
}

async function playRow(stage: Stage, flow: Flow, reference: Reference, disturbance: Disturbance): Promise<Row> {
  const earlier = await stage.world();
  const subject = await flow.prepare(stage);
  await stage.drain();
  const performance = await stage.perform(flow, subject, disturbance);
  const isSuccess = performance.answer !== undefined && performance.answer < 300;
  const first = await stage.stateSince(earlier);
  const atOnce = verdictOn(textOf(flow, first), reference, isSuccess);
  await stage.settle();
  const last = await stage.stateSince(earlier);
  const settled = verdictOn(textOf(flow, last), reference, isSuccess);
  const { service, action } = reference.calls[disturbance.call - 1] ?? { service: '', action: '' };
  const problems = [
    ...problemsOf(flow, performance, isSuccess, atOnce, settled),
    ...(settled === 'between'
      ? [differences(textOf(flow, last), reference)]
      : await unusable(stage, flow, subject, settled)),
  ];
  return {
    flow: flow.name,
    call: disturbance.call,
    action: `${shortNames[service] ?? service} ${action}`,
    fault: disturbance.fault,
    answer: performance.answer,
    atOnce,
    settled,
    litter: last.litter.filter((line) => !line.startsWith('RATE')),
    problems,
  };
}

const shortNames: Readonly<Record<string, string>> = {
  AWSCognitoIdentityProviderService: 'cognito',
  AmazonSQS: 'sqs',
  TrentService: 'kms',
};

function problemsOf(
  flow: Flow,
  { answer, hasStruck }: Performance,
  isSuccess: boolean,
  atOnce: Verdict,
  settled: Verdict,
): string[] {
  const isAllowed = answer === undefined || answer === flow.status || answer >= 500 || flow.mayAnswer?.[answer];
  return [
    ...(hasStruck ? [] : ['the call did not come']),
    ...(isAllowed ? [] : [`the answer ${answer} is not true`]),
    ...(isSuccess && atOnce === 'before' ? ['a success was answered and is not there'] : []),
    ...((isSuccess || atOnce === 'after') && settled === 'before' && !flow.fades ? ['what was there is gone'] : []),
  ];
}

async function unusable(stage: Stage, flow: Flow, subject: unknown, outcome: Outcome): Promise<string[]> {
  try {
    await flow.use(stage, subject, outcome);
    return [];
  } catch (error) {
    return [`unusable: ${error instanceof Error ? error.message : String(error)}`];
  }
}

/** Where both states look the same, the answer decides. */
function verdictOn(text: string, { before, after, inDoubt }: Reference, isSuccess: boolean): Verdict {
  if (text === after && (text !== before || isSuccess)) return 'after';
  if (text === before) return 'before';
  return text === inDoubt && !isSuccess ? 'after' : 'between';
}

function textOf({ ignores = [] }: Flow, { lines }: State): string {
  const kept = lines.map((line) => ignores.reduce((text, ignored) => text.replace(ignored, ''), line));
  return kept.filter((line) => line !== '').join('\n');
}

/** What a state has that neither allowed one has, and what it lacks of the one after. */
function differences(text: string, { before, after }: Reference): string {
  const [has, was, wanted] = [text, before, after].map((each) => each.split('\n').filter(Boolean)) as [
    string[],
    string[],
    string[],
  ];
  const more = has.filter((line) => !wanted.includes(line) && !was.includes(line)).map((line) => `+ ${line}`);
  const less = wanted.filter((line) => !has.includes(line)).map((line) => `- ${line}`);
  return ['neither the state before nor after:', ...more, ...less].join('\n      ');
}
