/** What came of a stage. */
export interface StageResult {
  readonly name: string;
  readonly seconds: number;
  readonly isFine: boolean;
  readonly tests: TestCounts;
}

/** How many tests there were of each kind. */
export interface TestCounts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** A command of the suite. */
export interface Stage {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly report?: string;
  readonly isLoud?: boolean;
}

export function runStage(
  stage: Stage,
  options: { readonly say: (text: string) => void; readonly env?: NodeJS.ProcessEnv; readonly cwd?: string },
): Promise<StageResult>;

export function quietly(report: string): readonly string[];

export function installed(name: string): string;
