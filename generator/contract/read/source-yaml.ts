import { CORE_SCHEMA, load } from 'js-yaml';
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
  type YAMLMap,
} from 'yaml';
import { diagnostic, type Reporter } from '../../diagnostics/diagnostic.js';
import { pointerKeys } from './pointer.js';
import type { Range, SourceDocument } from '../../diagnostics/source-document.js';
import { equalKeys } from './source-json.js';

/**
 * Reads YAML. A document without faults, anchors and equal keys is read by a fast parser, and by the one that keeps
 * positions only when a position is asked for; everything else is read by the latter at once.
 */
export function readYamlSource(file: string, text: string, reporter: Reporter): SourceDocument | undefined {
  const quick = quickYaml(text);
  if (!quick) return readPositioned(file, text, reporter);
  let document: Document | undefined;
  const find = (pointer: string, target: 'key' | 'value'): Range => {
    document ??= positioned(text);
    return rangeOf(document, pointerKeys(pointer), target);
  };
  return { file, text, data: quick.data, find };
}

/** Undefined when the document is not plain enough, or not valid: then the other parser says why. */
function quickYaml(text: string): { data: unknown } | undefined {
  if (/(^|[\s,[{:-])[&*!][^\s]|<<\s*:/m.test(text)) return undefined;
  try {
    return { data: load(text, { schema: CORE_SCHEMA }) };
  } catch {
    return undefined;
  }
}

/** YAML 1.2, and the merge keys (`<<`) of 1.1 that authors of contracts use with their anchors. */
function positioned(text: string): Document {
  return parseDocument(text, { uniqueKeys: false, prettyErrors: false, merge: true });
}

function readPositioned(file: string, text: string, reporter: Reporter): SourceDocument | undefined {
  try {
    const document = positioned(text);
    // What follows the first fault is mostly its echo.
    const [fault] = document.errors.toSorted((a, b) => a.pos[0] - b.pos[0]);
    if (fault) {
      reporter.report(faultAt(file, [fault.pos[0], fault.pos[1]], fault.message));
      return undefined;
    }
    reportEqualKeys(file, document, reporter);
    // Aliases share what they name; how much that comes to is bounded by the caller.
    const data: unknown = document.toJS({ maxAliasCount: -1 });
    return { file, text, data, find: (pointer, target) => rangeOf(document, pointerKeys(pointer), target) };
  } catch (error) {
    reporter.report(faultAt(file, [0, 1], error instanceof Error ? error.message : String(error)));
    return undefined;
  }
}

/** The parser descends by calling itself, and reports a nesting too deep for that like a fault of syntax. */
function faultAt(file: string, range: Range, message: string): ReturnType<typeof diagnostic> {
  const at = { file, pointer: '#', range };
  return /call stack/i.test(message)
    ? diagnostic('AW107', at, 'it is nested too deeply to be parsed')
    : diagnostic('AW102', at, message);
}

function reportEqualKeys(file: string, document: Document, reporter: Reporter): void {
  visit(document, {
    Map(_key, map) {
      const seen = new Map<unknown, Range>();
      for (const pair of map.items) {
        const name = isScalar(pair.key) ? pair.key.value : undefined;
        const range = nodeRange(pair.key);
        if (!range || name === undefined || isMerge(pair)) continue;
        const first = seen.get(name);
        if (first) reporter.report(equalKeys(file, String(name), range, first));
        seen.set(name, range);
      }
    },
  });
}

function rangeOf(document: Document, keys: readonly string[], target: 'key' | 'value'): Range {
  let node: unknown = document.contents;
  let found: Range = nodeRange(node) ?? [0, 1];
  for (const key of keys) {
    if (isAlias(node)) node = node.resolve(document);
    const step = isMap(node) ? pairOf(node, key, document) : isSeq(node) ? node.items[Number(key)] : undefined;
    if (step === undefined) return found;
    node = isPair(step) ? step.value : step;
    const keyRange = isPair(step) ? nodeRange(step.key) : undefined;
    found = (target === 'key' ? keyRange : undefined) ?? nodeRange(node) ?? keyRange ?? found;
  }
  return found;
}

/** The entry of a mapping, its own one or the one that a merge key brings in. */
function pairOf(map: YAMLMap, key: string, document: Document, depth = 0): Pair | undefined {
  const own = map.items.findLast((pair) => isScalar(pair.key) && String(pair.key.value) === key);
  if (own || depth > 20) return own;
  for (const merged of map.items.filter(isMerge)) {
    const value = resolved(merged.value, document);
    for (const source of isSeq(value) ? value.items.map((item) => resolved(item, document)) : [value]) {
      const found = isMap(source) ? pairOf(source, key, document, depth + 1) : undefined;
      if (found) return found;
    }
  }
  return undefined;
}

function resolved(node: unknown, document: Document): unknown {
  return isAlias(node) ? node.resolve(document) : node;
}

function isMerge({ key }: Pair): boolean {
  // The parser has a symbol for it where the key is plain.
  return isScalar(key) && (key.value === '<<' || typeof key.value === 'symbol');
}

function nodeRange(node: unknown): Range | undefined {
  const range = (node as Node | null | undefined)?.range;
  return range ? [range[0], Math.max(range[0] + 1, range[1])] : undefined;
}
