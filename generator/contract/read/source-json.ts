import {
  findNodeAtLocation,
  parse,
  parseTree,
  printParseErrorCode,
  visit,
  type Node,
  type ParseError,
} from 'jsonc-parser';
import { diagnostic, type Reporter } from '../../diagnostics/diagnostic.js';
import { pointerKeys } from './pointer.js';
import type { Range, SourceDocument } from '../../diagnostics/source-document.js';

/** Reads JSON; undefined when the text is none. Positions are computed only when asked for. */
export function readJsonSource(file: string, text: string): SourceDocument | undefined {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    return undefined;
  }
  let tree: Node | undefined;
  const find = (pointer: string, target: 'key' | 'value'): Range => {
    tree ??= parseTree(text);
    return tree ? rangeOf(tree, pointerKeys(pointer), target) : [0, 1];
  };
  return { file, text, data, find };
}

/** Says where a text stops being JSON. */
export function reportJsonSyntax(file: string, text: string, reporter: Reporter): void {
  const errors: ParseError[] = [];
  parse(text, errors);
  const [first] = errors;
  const range: Range = first ? [first.offset, first.offset + Math.max(1, first.length)] : [0, 1];
  const message = first ? printParseErrorCode(first.error) : 'not valid JSON';
  reporter.report(diagnostic('AW102', { file, pointer: '#', range }, message));
}

/** Reports equal keys, of which JSON.parse takes the last without a word. */
export function reportEqualJsonKeys({ file, text }: SourceDocument, reporter: Reporter): void {
  const open: Map<string, Range>[] = [];
  visit(text, {
    onObjectBegin: () => void open.push(new Map()),
    onObjectEnd: () => void open.pop(),
    onObjectProperty: (name, offset, length) => {
      const range: Range = [offset, offset + length];
      const first = open.at(-1)?.get(name);
      if (first) reporter.report(equalKeys(file, name, range, first));
      open.at(-1)?.set(name, range);
    },
  });
}

/** The diagnostic of a key that stands twice in one mapping. */
export function equalKeys(file: string, name: string, range: Range, first: Range): ReturnType<typeof diagnostic> {
  const related = [{ message: 'the earlier one, which is ignored', at: { file, pointer: '#', range: first } }];
  const message = `the key "${name}" is here twice; this later one is used`;
  return diagnostic('AW103', { file, pointer: '#', range }, message, { related });
}

/** The range of the node of the keys, or of as many of them as lead somewhere. */
function rangeOf(root: Node, keys: readonly string[], target: 'key' | 'value'): Range {
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
