import { childPointer } from '../read/pointer.js';
import type { Sources } from '../read/sources.js';
import { heldBelow, type Held } from '../read/structure.js';

/** A file and a fragment in it: a JSON pointer, or the name of an anchor. */
export interface Target {
  readonly file: string;
  readonly pointer: string;
}

/** What a contract's `$anchor`, `$id` and `$self` name. */
export interface Identifiers {
  /** The pointer of the schema with this anchor. */
  readonly anchor: (target: Target) => string | undefined;
  /** The place of a URL that a document or a schema of the contract says is its own. */
  readonly split: (reference: string) => Target | undefined;
}

/** Whether a fragment is the name of an anchor and no pointer. */
export function isPlainName(fragment: string): boolean {
  return /^#[^/]/.test(fragment);
}

/** Reads all identifiers of a contract. Few contracts have any, so this is done for the first one that is asked for. */
export function readIdentifiers(sources: Sources): Identifiers {
  const anchors = new Map<string, string>();
  const urls = new Map<string, Target>();
  for (const document of sources.documents.values()) {
    if (!document) continue;
    const { file } = document;
    const seen = new Set<object>();
    const walk = (value: unknown, pointer: string, holds: Held): void => {
      if (typeof value !== 'object' || value === null || holds === 'data' || seen.has(value)) return;
      seen.add(value);
      for (const [key, child] of Object.entries(value)) {
        if (typeof child !== 'string')
          walk(child, childPointer(pointer, key), holds === 'names' ? 'structure' : heldBelow(key, child));
        else if (key === '$anchor' || key === '$dynamicAnchor') anchors.set(`${file}#${child}`, pointer);
        else if (key === '$id' || key === '$self') urls.set(child.replace(/#$/, ''), { file, pointer });
      }
    };
    walk(document.data, '#', 'structure');
  }
  return {
    anchor: ({ file, pointer }) => anchors.get(`${file}${pointer}`),
    split: (reference) => {
      const [url = '', fragment = ''] = reference.split('#', 2);
      const home = urls.get(url);
      if (!home || fragment === '') return home;
      return { file: home.file, pointer: fragment.startsWith('/') ? `${home.pointer}${fragment}` : `#${fragment}` };
    },
  };
}
