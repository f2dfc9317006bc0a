import { appendFileSync } from 'node:fs';
import type { Call } from '../../generator/aws-local/endpoint/index.js';
import { usesOf } from './uses.js';

type OnCall = (call: Call) => void | Promise<void>;

const noted = new Set<string>();

/**
 * An observer of calls that also notes what they would need of IAM, in the file that AUTHWRIGHT_USES names. Of equal
 * uses one process notes the first.
 */
export function recording(onCall: OnCall = () => undefined): OnCall {
  const file = process.env['AUTHWRIGHT_USES'];
  if (!file) return onCall;
  return (call) => {
    for (const use of usesOf(call)) {
      const line = JSON.stringify(use);
      if (!noted.has(line)) appendFileSync(file, `${line}\n`);
      noted.add(line);
    }
    return onCall(call);
  };
}
