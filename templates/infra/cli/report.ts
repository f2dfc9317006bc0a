import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Violation {
  readonly ruleName: string;
  readonly description?: string;
  readonly violatingConstructs?: readonly { readonly constructPath?: string }[];
}

/**
 * What the CDK's validation report says is wrong. A synth succeeds whatever is in it, so it has to be read.
 *
 * @throws Error when there is no report although checks were asked for
 */
export function reportedFaults(outdir: string): readonly string[] {
  const file = join(outdir, 'validation-report.json');
  if (!existsSync(file)) throw new Error(`The CDK left no report of its checks in ${outdir}.`);
  const report = JSON.parse(readFileSync(file, 'utf8')) as {
    readonly pluginReports?: readonly { readonly pluginName?: string; readonly violations?: readonly Violation[] }[];
  };
  return (report.pluginReports ?? []).flatMap(({ pluginName = 'check', violations = [] }) =>
    violations.map(({ ruleName, description = '', violatingConstructs = [] }) => {
      const places = violatingConstructs.map(({ constructPath = '?' }) => constructPath);
      return `${pluginName}: ${ruleName} ${description} (${[...new Set(places)].join(', ')})`;
    }),
  );
}
