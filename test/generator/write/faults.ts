import { nodeFileSystem, type FileSystem } from '../../../generator/write/file-system.js';

/** What a process that was killed throws at whoever still calls it. */
export class Killed extends Error {}

const changing = ['makeFolder', 'create', 'rename', 'remove', 'removeFolder'] as const;

/** A call that changes something on the disk. */
export interface Call {
  readonly name: (typeof changing)[number];
  readonly args: readonly string[];
  readonly number: number;
}

/** A file system that lets `before` see each changing call first; what it throws, the call throws. */
export function observed(before: (call: Call) => void, base: FileSystem = nodeFileSystem): FileSystem {
  let number = 0;
  const wrap =
    <Name extends (typeof changing)[number]>(name: Name) =>
    (...args: Parameters<FileSystem[Name]>): void => {
      number += 1;
      before({ name, args: args as string[], number: number - 1 });
      (base[name] as (...all: unknown[]) => void)(...args);
    };
  return {
    ...base,
    makeFolder: wrap('makeFolder'),
    create: wrap('create'),
    rename: wrap('rename'),
    remove: wrap('remove'),
    removeFolder: wrap('removeFolder'),
  };
}

/** A process that is killed before the first changing call that `when` names: nothing it calls after that happens. */
export function killedAt(when: (call: Call) => boolean): FileSystem & { readonly dead: () => boolean } {
  let dead = false;
  const alive = observed((call) => {
    dead ||= when(call);
    if (dead) throw new Killed('killed');
  });
  const guarded = Object.fromEntries(
    Object.entries(alive).map(([name, call]) => [
      name,
      (...args: unknown[]) => {
        if (dead) throw new Killed('killed');
        return (call as (...all: unknown[]) => unknown)(...args);
      },
    ]),
  ) as unknown as FileSystem;
  return { ...guarded, dead: () => dead };
}

/** A file system that refuses the changing calls that `when` names, with an error such as `ENOSPC`. */
export function refusing(code: string, when: (call: Call) => boolean): FileSystem {
  return observed((call) => {
    const path = call.args[call.name === 'rename' ? 1 : 0];
    if (when(call)) throw Object.assign(new Error(code), { code, path });
  });
}
