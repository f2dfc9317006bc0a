import type { Contract } from '../contract/model/contract.js';
import { fileName, words } from '../contract/model/naming.js';
import { closest } from '../contract/resolve/references.js';
import { infraSlot, slotFolders, type Slot } from './slots.js';

/** Which slot a file that fills none was meant for, and how sure that is. */
export interface Meant {
  readonly slot: Slot;
  /**
   * `spelling`: the slot's path but for case, style, extension or a folder with an index. `place`: the right name in
   * another folder. `near`: a misspelling.
   */
  readonly how: 'spelling' | 'place' | 'near';
}

const extension = /\.([cm]?[jt]sx?)$/;

/** The path of a module without its extension; undefined for tests, declarations and files that are no modules. */
export function modulePath(name: string): string | undefined {
  const path = name.replace(extension, '');
  return path === name || (path.split('/').at(-1) ?? '').includes('.') ? undefined : path;
}

/** Finds the slot that a file was meant for by its name, its folder, or what it is near to. */
export function meantSlot(name: string, slots: readonly Slot[], contract: Contract): Meant | undefined {
  const path = modulePath(name);
  if (path === undefined) return undefined;
  const [first = '', ...rest] = path.split('/').map(normal);
  const folder = slotFolder(first);
  if (folder === undefined) return undefined;
  const byPath = new Map(slots.map((slot) => [slot.path.split('/').map(normal).join('/'), slot]));
  const inner = rest.at(-1) === 'index' ? rest.slice(0, -1) : rest;
  const last = inner.at(-1) ?? '';
  const owner = inner.at(-2) ?? '';
  const find = (...parts: readonly string[]): Slot | undefined => byPath.get([folder, ...parts].join('/'));
  const spelling = find(...inner);
  if (spelling) return { slot: spelling, how: 'spelling' };
  const named = inner.length === 1 || owner === last ? find(last, 'service') : undefined;
  // A file makes its slot of this kind, so that none is there yet. A folder with an index is a helper.
  if (folder === 'infra' && rest.length === 1 && last !== '')
    return { slot: infraSlot(fileName(last), contract), how: 'spelling' };
  const place = find(owner, last) ?? find(last) ?? named;
  if (place) return { slot: place, how: 'place' };
  const near =
    folder === 'operations'
      ? find(owner, closest(last, ['service', 'repository']) ?? '')
      : folder === 'contract-tests'
        ? find(closest(last, ['setup']) ?? '')
        : undefined;
  return near && { slot: near, how: 'near' };
}

/** The folder of slots that a name stands for; a short one must be right but for its plural. */
function slotFolder(name: string): string | undefined {
  const exact = slotFolders.find((folder) => folder === name || folder === `${name}s`);
  return exact ?? (name.length >= 6 ? closest(name, slotFolders) : undefined);
}

/** The one form of a name whatever its style: `ListOrders`, `list_orders` and `list-orders` are the same. */
function normal(part: string): string {
  return words(part).join('-').toLowerCase();
}
