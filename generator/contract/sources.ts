import { readFileSync, realpathSync } from 'node:fs';
import { CORE_SCHEMA, load } from 'js-yaml';
import { dirname, isAbsolute, relative, resolve } from 'node:path';
import {
  parseTree,
  findNodeAtLocation,
  printParseErrorCode,
  parse as parseJson,
  type Node as JsonNode,
  type ParseError,
} from 'jsonc-parser';
import {
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  parseDocument,
  visit,
  type Document,
  type Node,
  type Pair,
} from 'yaml';
import { diagnostic, type Location, type Reporter } from '../diagnostics/diagnostic.js';
import { pointerKeys } from './pointer.js';

/** Where a location lies in the text, as offsets. */
export type Range = readonly [start: number, end: number];

/** One file of the contract: its text, its data, and where in the text each pointer lies. */
export interface SourceDocument {
  readonly file: string;
  readonly text: string;
  readonly data: unknown;
  /** The range of a pointer, or of the closest ancestor that is there. */
  readonly find: (pointer: string, target: 'key' | 'value') => Range;
}

/** The contract's files by absolute path; `undefined` for one that could not be read. */
export interface Sources {
  readonly entry: string;
  readonly documents: ReadonlyMap<string, SourceDocument | undefined>;
}

/**
 * Reads a contract and every file it refers to. Positions are computed only when asked for, because a
 * large document without faults never needs one.
 */
export function readSources(entryPath: string, reporter: Reporter): Sources {
  const entry = resolve(entryPath);
  const documents = new Map<string, SourceDocument | undefined>();
  const roots = [dirname(entry), process.cwd()].map(realFolder);
  const waiting: { file: string; from: Location }[] = [{ file: entry, from: { file: entry, pointer: '#' } }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    if (documents.has(next.file)) continue;
    const document = readDocument(next.file, next.from, next.file === entry ? undefined : roots, reporter);
    documents.set(next.file, document);
    if (document) waiting.push(...externalReferences(document));
  }
  return { entry, documents };
}

/** Reads one contract from text instead of a file; files it refers to are not read. */
export function sourcesOfText(file: string, text: string, reporter: Reporter): Sources {
  return { entry: file, documents: new Map([[file, parseSource(file, text, reporter)]]) };
}

/** The file a reference points into, absolute, and the pointer in it; undefined for a URL. */
export function splitReference(reference: string, from: string): { file: string; pointer: string } | undefined {
  const [path = '', fragment = ''] = reference.split('#', 2);
  if (/^[a-z][a-z0-9+.-]+:/i.test(path) || path.startsWith('//')) return undefined;
  return { file: path === '' ? from : resolve(dirname(from), decodePath(path)), pointer: `#${fragment}` };
}

function readDocument(
  file: string,
  from: Location,
  roots: readonly string[] | undefined,
  reporter: Reporter,
): SourceDocument | undefined {
  try {
    if (roots && !roots.some((root) => isInside(root, realpathSync(file)))) {
      reporter.report(
        diagnostic('AW105', from, `${file} lies outside of the contract's folder and the working folder`),
      );
      return undefined;
    }
    return parseSource(file, readFileSync(file, 'utf8'), reporter);
  } catch (error) {
    if (roots && !roots.some((root) => isInside(root, file))) {
      reporter.report(
        diagnostic('AW105', from, `${file} lies outside of the contract's folder and the working folder`),
      );
      return undefined;
    }
    const reason = (error as NodeJS.ErrnoException).code ?? String(error);
    reporter.report(diagnostic('AW101', from, `cannot read ${file} (${reason})`));
    return undefined;
  }
}

function parseSource(file: string, text: string, reporter: Reporter): SourceDocument | undefined {
  const source = text.startsWith('\uFEFF') ? text.slice(1) : text;
  return /^\s*[{[]/.test(source) ? parseJsonSource(file, source, reporter) : parseYamlSource(file, source, reporter);
}

function parseJsonSource(file: string, text: string, reporter: Reporter): SourceDocument | undefined {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    if (!file.endsWith('.json')) return parseYamlSource(file, text, reporter);
    const errors: ParseError[] = [];
    parseJson(text, errors);
    const first = errors[0];
    const range: Range = first ? [first.offset, first.offset + Math.max(1, first.length)] : [0, 1];
    reporter.report(
      diagnostic('AW102', { file, pointer: '#', range }, first ? printParseErrorCode(first.error) : 'not valid JSON'),
    );
    return undefined;
  }
  let tree: JsonNode | undefined;
  const find = (pointer: string, target: 'key' | 'value'): Range => {
    tree ??= parseTree(text);
    return tree ? findInJson(tree, pointerKeys(pointer), target) : [0, 1];
  };
  return { file, text, data, find };
}

/** The node of the keys, or of as many of them as lead somewhere. */
function findInJson(root: JsonNode, keys: readonly string[], target: 'key' | 'value'): Range {
  let node = root;
  for (const key of keys) {
    const next = findNodeAtLocation(node, [node.type === 'array' ? Number(key) : key]);
    if (!next) break;
    node = next;
  }
  const key = node.parent?.type === 'property' ? node.parent.children?.[0] : undefined;
  const shown = (target === 'key' ? key : undefined) ?? node;
  return [shown.offset, shown.offset + shown.length];
}

/**
 * Reads YAML. A document without faults, anchors and equal keys is read by a fast parser, and by the one that keeps
 * positions only when a position is asked for; everything else is read by the latter at once.
 */
function parseYamlSource(file: string, text: string, reporter: Reporter): SourceDocument | undefined {
  const quick = quickYaml(text);
  if (!quick) return parsePositionedYaml(file, text, reporter);
  let document: Document | undefined;
  const find = (pointer: string, target: 'key' | 'value'): Range => {
    document ??= positionedYaml(text);
    return findInYaml(document, pointerKeys(pointer), target);
  };
  return { file, text, data: quick.data, find };
}

/** Undefined when the document is not plain enough, or not valid: then the other parser says why. */
function quickYaml(text: string): { data: unknown } | undefined {
  if (/(^|[\s,[{:-])[&*!][^\s]/m.test(text)) return undefined;
  try {
    return { data: load(text, { schema: CORE_SCHEMA }) };
  } catch {
    return undefined;
  }
}

function positionedYaml(text: string): Document {
  return parseDocument(text, { uniqueKeys: false, prettyErrors: false });
}

function parsePositionedYaml(file: string, text: string, reporter: Reporter): SourceDocument | undefined {
  const document = positionedYaml(text);
  for (const error of document.errors) {
    reporter.report(diagnostic('AW102', { file, pointer: '#', range: [error.pos[0], error.pos[1]] }, error.message));
  }
  if (document.errors.length > 0) return undefined;
  reportDuplicateKeys(file, document, reporter);
  try {
    const data: unknown = document.toJS({ maxAliasCount: 100 });
    return { file, text, data, find: (pointer, target) => findInYaml(document, pointerKeys(pointer), target) };
  } catch (error) {
    reporter.report(diagnostic('AW102', { file, pointer: '#', range: [0, 1] }, (error as Error).message));
    return undefined;
  }
}

function reportDuplicateKeys(file: string, document: Document, reporter: Reporter): void {
  visit(document, {
    Map(_key, map) {
      const seen = new Map<unknown, Range>();
      for (const pair of map.items) {
        const name = isScalar(pair.key) ? pair.key.value : undefined;
        const range = nodeRange(pair.key);
        const first = seen.get(name);
        if (first && range && name !== undefined) {
          reporter.report(
            diagnostic(
              'AW103',
              { file, pointer: '#', range },
              `the key "${String(name)}" is here twice; this later one is used`,
              {
                related: [{ message: 'the earlier one, which is ignored', at: { file, pointer: '#', range: first } }],
              },
            ),
          );
        }
        if (range) seen.set(name, range);
      }
    },
  });
}

function findInYaml(document: Document, keys: readonly string[], target: 'key' | 'value'): Range {
  let node: unknown = document.contents;
  let found: Range = nodeRange(node) ?? [0, 1];
  for (const key of keys) {
    if (isAlias(node)) node = node.resolve(document);
    const step: Pair | unknown = isMap(node)
      ? node.items.findLast((pair) => isScalar(pair.key) && String(pair.key.value) === key)
      : isSeq(node)
        ? node.items[Number(key)]
        : undefined;
    if (step === undefined) return found;
    node = isPair(step) ? step.value : step;
    const keyRange = isPair(step) ? nodeRange(step.key) : undefined;
    found = (target === 'key' ? keyRange : undefined) ?? nodeRange(node) ?? keyRange ?? found;
  }
  return found;
}

function nodeRange(node: unknown): Range | undefined {
  const range = (node as Node | null | undefined)?.range;
  return range ? [range[0], Math.max(range[0] + 1, range[1])] : undefined;
}

/** Every `$ref` into another file, wherever it stands; whether it is meant as one is decided when it is followed. */
function externalReferences(document: SourceDocument): { file: string; from: Location }[] {
  const found: { file: string; from: Location }[] = [];
  const walk = (value: unknown, pointer: string[]): void => {
    if (Array.isArray(value)) return value.forEach((item, index) => walk(item, [...pointer, String(index)]));
    if (typeof value !== 'object' || value === null) return;
    for (const [key, child] of Object.entries(value)) {
      if (key === '$ref' && typeof child === 'string' && !child.startsWith('#')) {
        const target = splitReference(child, document.file);
        const at = `#${pointer.map((part) => `/${part.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')}/$ref`;
        if (target) found.push({ file: target.file, from: { file: document.file, pointer: at } });
      } else if (key !== 'example' && key !== 'examples') walk(child, [...pointer, key]);
    }
  };
  walk(document.data, []);
  return found;
}

function isInside(folder: string, file: string): boolean {
  const path = relative(folder, file);
  return path !== '' && !path.startsWith('..') && !isAbsolute(path);
}

function realFolder(folder: string): string {
  try {
    return realpathSync(folder);
  } catch {
    return folder;
  }
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
