import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where the phase that pushes images leaves their digests for the one that deploys them. */
export function digestsFile(project: string, stage: string): string {
  return join(project, 'tmp', 'infra', `digests-${stage}.json`);
}

/** The digests of a stage's images by the operation's file name; none before they were pushed. */
export function readDigests(project: string, stage: string): Readonly<Record<string, string>> {
  const file = digestsFile(project, stage);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>) : {};
}
