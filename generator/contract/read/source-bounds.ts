import { diagnostic, type Reporter } from '../../diagnostics/diagnostic.js';
import { childPointer } from './pointer.js';
import type { Range, SourceDocument } from '../../diagnostics/source-document.js';

/** The deepest nesting that is read; what people and their tools write stays far below. */
const deepest = 400;
/** The most values a file may come to once its YAML aliases are followed. */
const mostValues = 5_000_000;

interface Frame {
  readonly value: object;
  readonly pointer: string;
  readonly children: readonly (readonly [string, unknown])[];
  next: number;
  size: number;
}

/**
 * Reports data that a walk would never come to the end of: an alias inside of what it names, aliases of aliases that
 * come to billions of values, nesting without end. The walk itself takes each value once and calls nothing deep.
 * @returns whether the document must not be read
 */
export function reportEndless({ file, data, find }: SourceDocument, reporter: Reporter): boolean {
  const sizes = new Map<object, number>();
  const open = new Set<object>();
  const stack: Frame[] = [];
  const enter = (value: object, pointer: string): void => {
    open.add(value);
    stack.push({ value, pointer, children: Object.entries(value), next: 0, size: 1 });
  };
  const refuse = (pointer: string, message: string): true => {
    // The document is not handed on, so that nobody could look the place up later.
    reporter.report(diagnostic('AW107', { file, pointer, range: rangeOf(find, pointer) }, message));
    return true;
  };
  if (isContainer(data)) enter(data, '#');
  for (let frame = stack.at(-1); frame; frame = stack.at(-1)) {
    const child = frame.children[frame.next];
    frame.next += 1;
    if (!child) {
      open.delete(frame.value);
      sizes.set(frame.value, frame.size);
      if (frame.size > mostValues) return refuse(frame.pointer, `its aliases come to ${frame.size} values`);
      stack.pop();
      const parent = stack.at(-1);
      if (parent) parent.size += frame.size;
      continue;
    }
    const [key, value] = child;
    if (!isContainer(value)) {
      frame.size += 1;
      continue;
    }
    const known = sizes.get(value);
    const pointer = known === undefined ? childPointer(frame.pointer, key) : '';
    if (open.has(value)) return refuse(childPointer(frame.pointer, key), 'the alias lies inside of what it names');
    if (known !== undefined) frame.size += known;
    else if (stack.length >= deepest) return refuse(pointer, `it is nested more than ${deepest} levels deep`);
    else enter(value, pointer);
  }
  return false;
}

/** The marked place, or the beginning of a document too deep for the parser that keeps positions. */
function rangeOf(find: SourceDocument['find'], pointer: string): Range {
  try {
    return find(pointer, 'key');
  } catch {
    return [0, 1];
  }
}

function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
