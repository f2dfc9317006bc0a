import type { CodeSymbol } from '../encode/code.js';
import { specifier } from '../encode/specifier.js';

/** The imports of one file, computed from the symbols it prints. */
export interface Imports {
  /** The local name of a symbol; a second symbol of the same name gets another one. */
  use(symbol: CodeSymbol): string;
  /** The import statements, sorted: packages first, then relative ones. */
  statements(): string;
  /** The emitted files among the modules, by their path below the output folder. */
  files(): readonly string[];
}

/** Global names that templates use: an import of one would hide it. */
const globals = [
  'Array',
  'Buffer',
  'Date',
  'Error',
  'Map',
  'Object',
  'Promise',
  'Readonly',
  'Record',
  'Set',
  'String',
  'Uint8Array',
];

interface Binding {
  readonly symbol: CodeSymbol;
  readonly local: string;
}

/**
 * Makes the imports of a file below the output folder.
 * @param file path below the output folder, with extension
 * @param declared names the file declares itself, which no import may take
 */
export function createImports(file: string, declared: readonly string[]): Imports {
  const bindings = new Map<string, Binding>();
  const taken = new Set([...globals, ...declared]);
  const use = (symbol: CodeSymbol): string => {
    if (isSameModule(file, symbol.module)) return symbol.name;
    const key = `${symbol.module}\0${symbol.name}`;
    const known = bindings.get(key);
    if (known) {
      // Used as a value after all: one import serves both.
      if (known.symbol.typeOnly && !symbol.typeOnly) bindings.set(key, { symbol, local: known.local });
      return known.local;
    }
    let local = symbol.local;
    for (let suffix = 2; taken.has(local); suffix += 1) local = `${symbol.local}${suffix}`;
    taken.add(local);
    bindings.set(key, { symbol, local });
    return local;
  };
  return {
    use,
    statements: () => printStatements(file, [...bindings.values()]),
    files: () => [...bindings.values()].flatMap(({ symbol }) => emittedFile(symbol.module) ?? []),
  };
}

/** One statement for a module, and one for each namespace. */
function printStatements(file: string, bindings: readonly Binding[]): string {
  const groups = new Map<string, Binding[]>();
  for (const binding of bindings) {
    const { name, module, typeOnly } = binding.symbol;
    const group = `${specifier(file, module)}\0${name === '*' ? `*${typeOnly ? 'type' : ''}` : ''}`;
    groups.set(group, [...(groups.get(group) ?? []), binding]);
  }
  return [...groups]
    .map(([group, members]) => ({ from: group.split('\0')[0] ?? '', members }))
    .sort((a, b) => (importOrder(a) < importOrder(b) ? -1 : 1))
    .map(({ from, members }) => printStatement(from, members))
    .join('\n');
}

function printStatement(from: string, members: readonly Binding[]): string {
  const onlyTypes = members.every(({ symbol }) => symbol.typeOnly);
  const keyword = onlyTypes ? 'import type' : 'import';
  if (members[0]?.symbol.name === '*')
    return members.map(({ local }) => `${keyword} * as ${local} from '${from}';`).join('\n');
  const imported = (typeOnly: boolean): string[] =>
    members
      .filter(({ symbol }) => symbol.typeOnly === typeOnly)
      .map(({ symbol, local }) => (symbol.name === local ? local : `${symbol.name} as ${local}`))
      .sort();
  const types = imported(true);
  const names = [...imported(false), ...(onlyTypes ? types : types.map((name) => `type ${name}`))];
  return `${keyword} { ${names.join(', ')} } from '${from}';`;
}

function importOrder({ from, members }: { readonly from: string; readonly members: readonly Binding[] }): string {
  const place = from.startsWith('.') ? '2' : from.startsWith('node:') ? '0' : '1';
  return `${place} ${from} ${members[0]?.symbol.name === '*' ? '1' : '0'}`;
}

function isSameModule(file: string, module: string): boolean {
  return emittedFile(module) === file;
}

function emittedFile(module: string): string | undefined {
  return module.startsWith('./') ? `${module.slice(2)}.ts` : undefined;
}
