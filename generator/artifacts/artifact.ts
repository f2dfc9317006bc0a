import type { Contract } from '../contract/model/contract.js';
import type { Overrides } from '../overrides/scan.js';
import type { View } from '../encode/view.js';

/** One file to emit: which template prints it, from what. */
export interface Artifact {
  /** Whether the file is left out unless another emitted file imports it. */
  readonly onlyIfImported?: boolean;
  /** Below the output folder, with `/` and extension. */
  readonly path: string;
  /** Below the templates folder. */
  readonly template: string;
  readonly view: View;
  /** The names the file declares, so that imports do not take them. */
  readonly declared: readonly string[];
  /** Files that it passes on by their names, not by symbols. */
  readonly passesOn?: readonly string[];
  /** What in the contract it comes from; `#` for the whole. */
  readonly pointer: string;
  /** Of the files that it imports, what asks for them where that is not the artifact as a whole. */
  readonly askers?: ReadonlyMap<string, Asker>;
  /** The paths of the slots it is wired to. */
  readonly slots: readonly string[];
}

/** What asks for something: a place of the contract, or a file of the overrides by its path below their folder. */
export type Origin = { readonly contract: string } | { readonly override: string };

/** What a file is emitted for: an origin, or the emitted file that imports it. */
export type Asker = Origin | { readonly file: string };

/** A static file that nothing imports, and the place of the contract that asks for it. */
export interface EntryPoint {
  /** The same in templates and output. */
  readonly path: string;
  readonly pointer: string;
}

/** What is around the output folder, and was in it. */
export interface Surroundings {
  /** Where override files lie as seen from the output folder: `../overrides`. */
  readonly overridesModule: string;
  /** The number of the stack in which the last run placed each operation's function, by the operation's file name. */
  readonly functionStacks: ReadonlyMap<string, number>;
}

/** A family of artifacts comes from one module. */
export interface Family {
  /** The top folder of its files, or the file itself. */
  readonly name: string;
  readonly emit: (contract: Contract, overrides: Overrides, surroundings: Surroundings) => readonly Artifact[];
  /**
   * The static files that nothing imports and that a project with this contract has all the same: what people and tools
   * start. What these and the artifacts import follows by itself.
   */
  readonly entryPoints?: (contract: Contract) => readonly EntryPoint[];
}
