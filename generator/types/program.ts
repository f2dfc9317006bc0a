import { createRequire } from 'node:module';
import type { FileSystemHost, ts as TypeScript } from 'ts-morph';

/** Loaded when types are asked for only: it holds the whole compiler. */
const require = createRequire(import.meta.url);

/** What is compiled. All paths are absolute. */
export interface CompileInput {
  /** The folder of emitted code. What lies there on disk does not count. */
  readonly out: string;
  /** The emitted files, as planned; compiled as far as something imports them. */
  readonly planned: ReadonlyMap<string, string>;
  /** The files to compile: hand-written ones, and the planned ones that are wired to them. */
  readonly roots: ReadonlyMap<string, string>;
  /** Where the search for a `tsconfig.json` begins, upwards. */
  readonly folder: string;
}

/** A compiled program; nothing is checked before it is asked. */
export interface Compiled {
  readonly ts: typeof TypeScript;
  readonly program: TypeScript.Program;
  /** The `tsconfig.json` that was used; undefined where there is none. */
  readonly configFile: string | undefined;
  /** Faults of the configuration itself. */
  readonly configFaults: readonly TypeScript.Diagnostic[];
}

/** What a project without a `tsconfig.json` is compiled with: what emitted code is written for. */
const ownOptions = (ts: typeof TypeScript): TypeScript.CompilerOptions => ({
  strict: true,
  target: ts.ScriptTarget.ES2023,
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  types: ['node'],
});

/**
 * Compiles the planned code together with the hand-written one, in memory: the output folder may be out of date or
 * missing. The compiler is the one that comes with the generator; the options are those of the project.
 */
export function compilePlan({ out, planned, roots, folder }: CompileInput): Compiled {
  const { ts, Project } = require('ts-morph') as typeof import('ts-morph');
  const { options, configFile, configFaults } = readOptions(ts, folder);
  const project = new Project({
    fileSystem: withPlan(new Project({ skipLoadingLibFiles: true }).getFileSystem(), out, planned),
    compilerOptions: {
      ...options,
      noEmit: true,
      composite: false,
      incremental: false,
      declaration: false,
      isolatedDeclarations: false,
      emitDeclarationOnly: false,
      skipLibCheck: true,
      ignoreDeprecations: '6.0',
    },
    skipAddingFilesFromTsConfig: true,
    skipFileDependencyResolution: true,
  });
  for (const [file, text] of roots) project.createSourceFile(file, text, { overwrite: true });
  return { ts, program: project.getProgram().compilerObject as TypeScript.Program, configFile, configFaults };
}

function readOptions(
  ts: typeof TypeScript,
  folder: string,
): {
  readonly options: TypeScript.CompilerOptions;
  readonly configFile: string | undefined;
  readonly configFaults: readonly TypeScript.Diagnostic[];
} {
  const configFile = ts.findConfigFile(folder, ts.sys.fileExists);
  if (configFile === undefined) return { options: ownOptions(ts), configFile, configFaults: [] };
  const source = ts.readJsonConfigFile(configFile, ts.sys.readFile);
  const parsed = ts.parseJsonSourceFileConfigFileContent(
    source,
    { ...ts.sys, readDirectory: () => [] },
    configFile.slice(0, configFile.lastIndexOf('/')),
  );
  // That it names no files does not matter here, nor an option that only another release of the compiler knows.
  const ignored = new Set([18_002, 18_003, 5023, 5025]);
  const faults = [
    ...(source as unknown as { parseDiagnostics: TypeScript.Diagnostic[] }).parseDiagnostics,
    ...parsed.errors,
  ];
  return { options: parsed.options, configFile, configFaults: faults.filter(({ code }) => !ignored.has(code)) };
}

/** The file system with the planned files in the output folder, whatever lies there. */
function withPlan(host: FileSystemHost, out: string, planned: ReadonlyMap<string, string>): FileSystemHost {
  const isOut = (path: string): boolean => path === out || path.startsWith(`${out}/`);
  const folders = new Set([...planned.keys()].flatMap((file) => ancestors(file, out)));
  const seen: Partial<FileSystemHost> = {
    fileExistsSync: (path) => (isOut(path) ? planned.has(path) : host.fileExistsSync(path)),
    directoryExistsSync: (path) => (isOut(path) ? folders.has(path) : host.directoryExistsSync(path)),
    readDirSync: (path) => (isOut(path) ? [] : host.readDirSync(path)),
    readFileSync: (path, encoding) => planned.get(path) ?? host.readFileSync(path, encoding),
    realpathSync: (path) => (isOut(path) ? path : host.realpathSync(path)),
  };
  // The host keeps private fields, so that its methods must be called on itself.
  return new Proxy(host, {
    get: (target, key) => {
      const member: unknown = Reflect.get(seen, key) ?? Reflect.get(target, key, target);
      return typeof member === 'function' ? member.bind(target) : member;
    },
  });
}

/** The folders that a file lies in, up to the output folder. */
function ancestors(file: string, out: string): string[] {
  const folder = file.slice(0, file.lastIndexOf('/'));
  return folder.length <= out.length ? [out] : [folder, ...ancestors(folder, out)];
}
