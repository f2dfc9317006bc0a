import type { Contract } from '../contract/model.js';
import type { Overrides } from '../overrides/scan.js';
import type { View } from '../plan/render.js';

/** One file to emit: which template prints it, from what. */
export interface Artifact {
  /** Below the output folder, with `/` and extension. */
  readonly path: string;
  /** Below the templates folder. */
  readonly template: string;
  readonly view: View;
  /** The names the file declares, so that imports do not take them. */
  readonly declared: readonly string[];
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
  readonly name: string;
  readonly emit: (contract: Contract, overrides: Overrides, surroundings: Surroundings) => readonly Artifact[];
}

/** An artifact that prints its template and nothing else. */
export function staticArtifact(path: string, pointer = '#'): Artifact {
  return { path, template: `${path}.hbs`, view: {}, declared: [], pointer, slots: [] };
}
