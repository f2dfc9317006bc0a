import type { BuildOptions } from 'esbuild';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { jobs, securitySchemes } from '../project.js';
import { operations } from '../operations.js';

/** A handler below the emitted folder: `operations/list-orders`, `security/api-key`, `jobs/tidy`. */
export type Entry = string;

/** Where the sources lie. Both are absolute. */
export interface SourceFolders {
  /** The project's root. */
  readonly project: string;
  /** The emitted folder. */
  readonly emitted: string;
}

/** The handlers of all functions: operations, and the authorizers and jobs whose slot is filled. */
export function allEntries(): readonly Entry[] {
  const filled = <Item extends { readonly file: string; readonly filled: boolean }>(
    folder: string,
    items: Readonly<Record<string, Item>>,
  ): Entry[] =>
    Object.values(items)
      .filter((item) => item.filled)
      .map((item) => `${folder}/${item.file}`);
  return [
    ...Object.values(operations).map(({ file }) => `operations/${file}`),
    ...filled('security', securitySchemes),
    ...filled('jobs', jobs),
  ];
}

/** The operations that call no code of the team's: they answer 501. */
export function unfilledEntries(): ReadonlySet<Entry> {
  return new Set(
    Object.values(operations)
      .filter(({ filled }) => !filled)
      .map(({ file }) => `operations/${file}`),
  );
}

/** What every build of the handlers has in common. */
export function commonOptions(entries: readonly Entry[], { project, emitted }: SourceFolders) {
  return {
    absWorkingDir: project,
    entryPoints: entries.map((entry) => ({ in: resolve(emitted, entry, 'handler.ts'), out: `${entry}/handler` })),
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    target: 'node24',
    logLevel: 'silent',
    // A project's own compiler options are no part of a bundle.
    tsconfigRaw: '{}',
  } as const satisfies BuildOptions;
}

/** A path of esbuild's, as it is below the emitted folder; undefined when it lies elsewhere. */
export function belowEmitted(path: string, { project, emitted }: SourceFolders): string | undefined {
  const below = relative(emitted, resolve(project, path)).split(sep).join('/');
  return below.startsWith('../') || isAbsolute(below) ? undefined : below;
}
