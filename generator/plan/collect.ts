import type { Artifact } from '../artifacts/artifact.js';
import { createRender, type Templates } from './render.js';
import { importedFiles, lexerReady } from './static-files.js';

/** What one family emits. */
export interface EmittedFamily {
  readonly name: string;
  readonly artifacts: readonly Artifact[];
  /** Static files by their path, which is the same in templates and output. */
  readonly entryPoints: readonly string[];
}

/** A file of a plan before it is formatted. */
export interface CollectedFile {
  readonly path: string;
  readonly text: string;
  readonly family: string;
  readonly pointer: string;
  readonly slots: readonly string[];
  /** Whether the text is a template as it stands. */
  readonly isStatic: boolean;
  /** The file that imports it, where nothing but an import asked for it. */
  readonly importedBy?: string;
}

/** A file that is asked for. */
interface Request {
  readonly path: string;
  readonly importedBy?: string;
}

/** A file with the emitted files that it imports. */
interface Found {
  readonly file: CollectedFile;
  readonly imports: readonly string[];
}

/**
 * Collects the files of a plan: what the families ask for, and whatever these import, static files and artifacts that
 * are emitted only if imported alike.
 *
 * @throws Error when a file imports one that nothing emits, which is a fault of a template or a family
 */
export async function collectFiles(
  families: readonly EmittedFamily[],
  templates: Templates,
): Promise<readonly CollectedFile[]> {
  await lexerReady;
  const find = finder(families, templates);
  const files = new Map<string, CollectedFile>();
  const asked: Request[] = families.flatMap(({ artifacts, entryPoints }) => [
    ...artifacts.filter(({ onlyIfImported = false }) => !onlyIfImported).map(({ path }) => ({ path })),
    ...entryPoints.map((path) => ({ path })),
  ]);
  // The list grows while it is read: whatever a file imports is asked for after it.
  for (const request of asked) {
    if (files.has(request.path)) continue;
    const { file, imports } = find(request);
    files.set(request.path, file);
    asked.push(...imports.map((path) => ({ path, importedBy: request.path })));
  }
  return [...files.values()];
}

/** Prints an artifact or takes a static file, by path. */
function finder(families: readonly EmittedFamily[], templates: Templates): (request: Request) => Found {
  const render = createRender(templates);
  const artifacts = new Map(
    families.flatMap(({ name, artifacts: own }) =>
      own.map((artifact) => [artifact.path, { ...artifact, family: name }] as const),
    ),
  );
  return ({ path, importedBy }) => {
    const reason = importedBy === undefined ? {} : { importedBy };
    const artifact = artifacts.get(path);
    if (artifact) {
      const { family, pointer, slots } = artifact;
      const { text, imports } = render(artifact.template, artifact.view, path, artifact.declared);
      return {
        file: { path, text, family, pointer, slots, isStatic: false, ...reason },
        imports: [...imports, ...(artifact.passesOn ?? [])],
      };
    }
    const text = templates(path);
    if (text === undefined) throw new Error(`${importedBy ?? 'a family'} asks for ${path}, which nothing emits`);
    const [family = ''] = path.split('/');
    const file = { path, text, family, pointer: '#', slots: [], isStatic: true, ...reason };
    return { file, imports: importedFiles(path, text) };
  };
}
