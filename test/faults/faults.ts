import { AwsError, type Fault } from '../../generator/aws-local/endpoint/index.js';

/** What can happen to one call of AWS. The SDK makes several attempts of one call. */
export type FaultName = 'fails' | 'denied' | 'answer lost' | 'answers lost' | 'late' | 'process dies';

/** Calls that change nothing, by the beginning of their names: what they did cannot be in doubt. */
const reads = /^(Get(?!Tokens)|AdminGet|Query|Scan|Describe|List|Decrypt|Generate|BatchGet|TransactGet)/;

/**
 * The faults, each with what becomes of an attempt, the first one being 1.
 *
 * `late` fails each attempt and lets the call take effect after the answer, as a service may whose front end has given
 * up. After the call at which the `process dies` no other of the same process reaches AWS.
 */
const faults: Readonly<Record<FaultName, (attempt: number) => Fault | undefined>> = {
  fails: () => 'error',
  denied: () => new AwsError('AccessDeniedException', 'Not authorised.'),
  'answer lost': (attempt) => (attempt === 1 ? 'timeout-after-effect' : undefined),
  'answers lost': () => 'timeout-after-effect',
  late: () => 'error',
  'process dies': (attempt) => (attempt === 1 ? 'timeout-after-effect' : dead),
};

/** What a process that has died gets of all further calls, so that none takes effect and it comes to its end. */
export const dead = new AwsError('AccessDeniedException', 'This process is dead.');

/** What the fault does to an attempt. */
export function faultOf(name: FaultName, attempt: number): Fault | undefined {
  return faults[name](attempt);
}

/** The faults that make sense for a call. To die after one that only reads is to die after the write before it. */
export function faultsFor(action: string): readonly FaultName[] {
  const names = Object.keys(faults) as FaultName[];
  return reads.test(action) ? names.filter((name) => name === 'fails' || name === 'denied') : names;
}
