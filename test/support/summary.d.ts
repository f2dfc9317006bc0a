import type { StageResult } from './stages.js';

export const lineLimit: number;

export function summary(
  stages: readonly StageResult[],
  skipped: readonly { readonly what: string; readonly enable: string }[],
  options: { readonly printed: number; readonly limit?: number },
): { readonly text: string; readonly isFine: boolean };
