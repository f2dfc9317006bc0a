import { parse, type Node } from 'acorn';
import { resolve } from 'node:path';
import { build } from 'esbuild';
import { commonOptions, type Entry, type SourceFolders } from './esbuild.js';
import { factAt, markedCalls, type MarkedCall } from './marked-calls.js';
import { moduleLookup, type MappedCode } from './modules.js';
import { namesOf, type Binding } from './scopes.js';
import { clientOf, commandUses, type CommandUse } from './sdk-commands.js';
import { keyName, memberName, writtenText } from './syntax.js';
import { processModules, processReads, type VariableRead } from './variables.js';

/** A command of the AWS SDK that a module of the project sends. */
export interface UsedCommand {
  /** The SDK's client without its prefix: `kms`. */
  readonly client: string;
  /** Without the suffix: `GenerateDataKey`. `?` where only the run knows which one it is. */
  readonly command: string;
  /** The module, below the project's root. */
  readonly module: string;
  /** The module below the emitted folder, when it lies there. */
  readonly emitted?: string;
}

/** A function of an entity: `Goal` and `create`, `findByOwner` or `createPart`. */
export interface TableFunction {
  readonly entity: string;
  readonly function: string;
}

/** What the project's own code in the bundle of one handler uses, after tree shaking. */
export interface Usage {
  readonly commands: readonly UsedCommand[];
  /** The entities' functions that are left, sorted. */
  readonly tableFunctions: readonly TableFunction[];
  /** The functions of the rate limiter that are left, sorted. */
  readonly counterFunctions: readonly string[];
  /** The names under which it counts attempts: an operation's id, or one of the team's. `?` for one that is not written out. */
  readonly counters: readonly string[];
  /** The metrics that it counts, sorted; `?` for one whose name is not written out. */
  readonly metrics: readonly string[];
  /** Names of environment variables that it reads, sorted. */
  readonly variables: readonly string[];
  /** Those of them without which it fails. */
  readonly required: readonly string[];
  /** The modules that read a variable, below the project's root. */
  readonly readersOf: (variable: string) => readonly string[];
  /** The modules of the team that ask for a variable by a name that is not written out. */
  readonly unnamedReaders: readonly string[];
}

/**
 * Builds the handlers once more with all packages left out, and parses what is left. Tree shaking of the project's own
 * code comes to the same, but takes a tenth of the time.
 */
export async function readUsage(entries: readonly Entry[], folders: SourceFolders): Promise<ReadonlyMap<Entry, Usage>> {
  const { outputFiles } = await build({
    ...commonOptions(entries, folders),
    outdir: folders.project,
    format: 'esm',
    packages: 'external',
    sourcemap: 'external',
    sourcesContent: false,
  });
  const files = new Map(outputFiles.map((file) => [file.path, file]));
  return new Map(
    entries.map((entry): [Entry, Usage] => {
      const path = resolve(folders.project, entry, 'handler.js');
      const [code, sourceMap] = [files.get(path), files.get(`${path}.map`)];
      if (!code || !sourceMap) throw new Error(`esbuild made no bundle of ${entry}`);
      return [entry, usageOf({ path, code: code.text, sourceMap: sourceMap.text }, folders)];
    }),
  );
}

function usageOf(mapped: MappedCode, folders: SourceFolders): Usage {
  const { facts, calls, commands, reads, layouts, metrics } = readCode(mapped.code);
  const moduleOf = moduleLookup(mapped, folders);
  const asked = calls('environment');
  const required = [
    ...asked.filter(({ name }) => name !== '?'),
    ...layouts.filter(({ node }) => moduleOf(node).emitted?.startsWith('entities/')),
  ];
  const all = [...required, ...reads];
  const used = commands.map(({ client, command, node }) => ({ client, command, module: moduleOf(node) }));
  return {
    commands: [...new Map(used.map((one) => [JSON.stringify(one), one])).values()].map(
      ({ module: { path, emitted }, ...command }) => ({ ...command, module: path, ...(emitted && { emitted }) }),
    ),
    tableFunctions: factsAbout('dynamodb', facts).map(tableFunction),
    counterFunctions: factsAbout('rate-counter', facts),
    counters: unique(calls('rate-limits').map(({ name }) => name)),
    metrics: unique([...metrics, ...calls('metric').map(({ name }) => name)]),
    variables: unique(all.map(({ name }) => name)),
    required: unique(required.map(({ name }) => name)),
    readersOf: (variable) => [
      ...new Set(all.filter(({ name }) => name === variable).map(({ node }) => moduleOf(node).path)),
    ],
    // What emitted code asks for by a computed name stands in the entities' layouts.
    unnamedReaders: asked
      .filter(({ name }) => name === '?')
      .map(({ node }) => moduleOf(node))
      .flatMap(({ path, emitted }) => (emitted === undefined ? [path] : [])),
  };
}

/** What the code of a bundle shows: every use of what matters, by its node. */
interface CodeFacts {
  /** What functions carry as their first statement. */
  readonly facts: readonly string[];
  readonly calls: (fact: string) => readonly VariableRead[];
  readonly commands: readonly CommandUse[];
  /** Reads off `process.env`. */
  readonly reads: readonly VariableRead[];
  /** The properties that name a table's variable, as the layouts of entities do. */
  readonly layouts: readonly VariableRead[];
  /** What Powertools is asked to count, but for what functions hand on that carry the fact `metric`. */
  readonly metrics: readonly string[];
}

function readCode(code: string): CodeFacts {
  const program = parse(code, { ecmaVersion: 'latest', sourceType: 'module' });
  const layouts: VariableRead[] = [];
  const loaded: CommandUse[] = [];
  const counts: MarkedCall[] = [];
  const load = (node: Node, module: string | undefined): void => {
    const client = clientOf(module);
    if (client !== undefined) loaded.push({ client, command: '?', node });
  };
  const names = namesOf(program, {
    Property(node) {
      const name = keyName(node) === 'tableVariable' ? writtenText(node.value) : undefined;
      if (name !== undefined) layouts.push({ name, node });
    },
    ImportExpression: (node) => load(node, writtenText(node.source)),
    // `require`, by whatever name the bundler calls it.
    CallExpression: (node) => {
      const name = writtenText(node.arguments[0]);
      load(node, name);
      if (node.callee.type === 'MemberExpression' && memberName(node.callee) === 'addMetric') {
        counts.push({ name: name ?? '?', node });
      }
    },
  });
  const references = names.references(matters, ['process']);
  return {
    facts: names.bindings.flatMap((binding) => factAt(binding) ?? []),
    calls: (fact) => markedCalls(fact, references),
    commands: [...commandUses(references), ...loaded],
    reads: processReads(references),
    layouts,
    metrics: counts.filter(({ name, node }) => name !== '?' || !isWithin(node, names.bindings)).map(({ name }) => name),
  };
}

/** Whether a node is in a function that counts what its callers name. */
function isWithin({ start, end }: Node, bindings: readonly Binding[]): boolean {
  return bindings.some(
    (binding) => factAt(binding) === 'metric' && binding.declaration.start <= start && end <= binding.declaration.end,
  );
}

function matters(binding: Binding): boolean {
  const module = binding.imported?.module;
  return clientOf(module) !== undefined || processModules.includes(module ?? '') || factAt(binding) !== undefined;
}

function factsAbout(subject: string, facts: readonly string[]): readonly string[] {
  const start = `${subject} `;
  return unique(facts.filter((fact) => fact.startsWith(start)).map((fact) => fact.slice(start.length)));
}

function tableFunction(text: string): TableFunction {
  const dot = text.indexOf('.');
  return { entity: text.slice(0, dot), function: text.slice(dot + 1) };
}

function unique(values: readonly string[]): readonly string[] {
  return [...new Set(values)].sort();
}
