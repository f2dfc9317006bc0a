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
  /** The paths of the slots it is wired to. */
  readonly slots: readonly string[];
}

/** Where override files lie as seen from the output folder: `../overrides`. */
export interface Surroundings {
  readonly overridesModule: string;
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
  readonly entryPoints?: (contract: Contract) => readonly string[];
}
