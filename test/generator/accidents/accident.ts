import type { Scene } from './scene.js';

/** Something that goes wrong in a project that was in sync. */
export interface Accident {
  /** A sentence without its full stop; the name of the golden file is made of it. */
  readonly what: string;
  readonly act: (scene: Scene) => void | Promise<void>;
}

/** Accidents of one kind. */
export interface Chapter {
  readonly title: string;
  readonly accidents: readonly Accident[];
}

/** The name of an accident's golden file. */
export function goldenName({ what }: Accident): string {
  return `${what
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')}.txt`;
}
