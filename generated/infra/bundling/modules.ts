import { SourceMap, type SourceMapPayload } from 'node:module';
import { dirname, relative, resolve, sep } from 'node:path';
import { getLineInfo, type Node } from 'acorn';
import { belowEmitted, type SourceFolders } from './esbuild.js';

/** The module that a piece of a bundle comes from. */
export interface SourceModule {
  /** Below the project's root: `overrides/aws/kms.ts`. */
  readonly path: string;
  /** Below the emitted folder, when it lies there: `entities/user.ts`. */
  readonly emitted?: string;
}

/** Finds the module that a node of a bundle comes from. */
export type ModuleOf = (node: Node) => SourceModule;

/** A bundle with its source map. */
export interface MappedCode {
  readonly path: string;
  readonly code: string;
  readonly sourceMap: string;
}

/** Finds modules by a source map, which is read only when somebody asks: that takes as long as parsing the code. */
export function moduleLookup({ path, code, sourceMap }: MappedCode, folders: SourceFolders): ModuleOf {
  let read: ModuleOf | undefined;
  const readMap = (): ModuleOf => {
    const payload = JSON.parse(sourceMap) as SourceMapPayload;
    const map = new SourceMap(payload);
    const modules = new Map(payload.sources.map((source) => [source, moduleAt(source, path, folders)]));
    return ({ start }) => {
      const { line, column } = getLineInfo(code, start);
      // Source maps count lines from 0, acorn from 1.
      const entry = map.findEntry(line - 1, column);
      const module = 'originalSource' in entry ? modules.get(entry.originalSource) : undefined;
      return module ?? { path: '(the bundler)' };
    };
  };
  return (node) => (read ??= readMap())(node);
}

function moduleAt(source: string, bundle: string, folders: SourceFolders): SourceModule {
  const file = resolve(dirname(bundle), source);
  const path = relative(folders.project, file).split(sep).join('/');
  const emitted = belowEmitted(file, folders);
  return emitted === undefined ? { path } : { path, emitted };
}
