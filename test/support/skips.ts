import { appendFileSync } from 'node:fs';

/** Has the run's summary say what was left out, and what has to be there for it to run. */
export function reportSkip(what: string, enable: string): void {
  const list = process.env['AUTHWRIGHT_SKIPS'];
  if (list) appendFileSync(list, `${JSON.stringify({ what, enable })}\n`);
}
