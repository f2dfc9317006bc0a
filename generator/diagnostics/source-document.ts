/** Where a location lies in the text, as offsets. */
export type Range = readonly [start: number, end: number];

/** One file of the contract: its text, its data, and where in the text each pointer lies. */
export interface SourceDocument {
  readonly file: string;
  readonly text: string;
  readonly data: unknown;
  /** The range of a pointer, or of the closest ancestor that is there. */
  readonly find: (pointer: string, target: 'key' | 'value') => Range;
}
