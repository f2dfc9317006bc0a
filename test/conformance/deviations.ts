import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from '../support/project.js';

/** A behaviour that an implementation is known not to have. */
export interface Deviation {
  /** What happens there instead, in words. */
  readonly differs: string;
  readonly why: string;
  /** Part of what the suite says when it happens, so that another failure does not pass for this one. */
  readonly observed: string;
}

/** The list of an implementation, by behaviour id; empty where no file is. */
export function knownDeviations(implementation: string): Readonly<Record<string, Deviation>> {
  const file = join(repository, 'test/conformance/deviations', `${implementation}.json`);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, Deviation>) : {};
}
