import type { Artifact, Asker, EntryPoint } from '../artifacts/artifact.js';
import { createRender, type Templates } from './render.js';
import { importedFiles, lexerReady } from './static-files.js';

/** What one family emits. */
export interface EmittedFamily {
  readonly name: string;
  readonly artifacts: readonly Artifact[];
  readonly entryPoints: readonly EntryPoint[];
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
  /** What it is emitted for. */
  readonly asker: Asker;
}

/** A file that is asked for. */
interface Request {
  readonly path: string;
  readonly asker: Asker;
}

/** A file with what it asks for: the emitted files that it imports. */
interface Found {
  readonly file: CollectedFile;
  readonly requests: readonly Request[];
}

/**
 * Collects the files of a plan: what the families and the overrides ask for, and whatever these import, static files and
 * artifacts that are emitted only if imported alike.
 *
 * @param imported the emitted files that overrides import, each with the override

 * @throws Error when a file imports one that nothing emits, which is a fault of a template or a family
 */
export async function collectFiles(
  families: readonly EmittedFamily[],
  templates: Templates,
  imported: ReadonlyMap<string, string>,
): Promise<readonly CollectedFile[]> {
  await lexerReady;
  const find = finder(families, templates);
  const files = new Map<string, CollectedFile>();
  const asked: Request[] = families.flatMap(({ artifacts, entryPoints }) => [
    ...artifacts
      .filter(({ onlyIfImported = false }) => !onlyIfImported)
      .map(({ path, pointer }) => ({ path, asker: { contract: pointer } })),
    ...entryPoints.map(({ path, pointer }) => ({ path, asker: { contract: pointer } })),
  ]);
  // What an override imports and nothing can emit, the compiler tells.
  const known = new Set(families.flatMap(({ artifacts }) => artifacts.map(({ path }) => path)));
  for (const [path, override] of imported) {
    if (known.has(path) || templates(path) !== undefined) asked.push({ path, asker: { override } });
  }
  // The list grows while it is read: whatever a file imports is asked for after it.
  for (const request of asked) {
    if (files.has(request.path)) continue;
    const { file, requests } = find(request);
    files.set(request.path, file);
    asked.push(...requests);
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
  return ({ path, asker }) => {
    const artifact = artifacts.get(path);
    if (artifact) {
      const { family, pointer, slots } = artifact;
      const { text, imports } = render(artifact.template, artifact.view, path, artifact.declared);
      return {
        file: { path, text, family, pointer, slots, isStatic: false, asker },
        requests: requestsOf(path, [...imports, ...(artifact.passesOn ?? [])], artifact.askers),
      };
    }
    const text = templates(path);
    if (text === undefined) {
      throw new Error(`${'file' in asker ? asker.file : 'a family'} asks for ${path}, which nothing emits`);
    }
    const [family = ''] = path.split('/');
    const file = { path, text, family, pointer: '#', slots: [], isStatic: true, asker };
    return { file, requests: requestsOf(path, importedFiles(path, text)) };
  };
}

/** What a file asks for. Where it is not for itself that it imports a file, `askers` says what for. */
function requestsOf(
  file: string,
  imports: readonly string[],
  askers: ReadonlyMap<string, Asker> = new Map(),
): readonly Request[] {
  return imports.map((path) => ({ path, asker: askers.get(path) ?? { file } }));
}
