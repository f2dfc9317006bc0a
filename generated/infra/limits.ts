import { readFileSync, readdirSync } from 'node:fs';
import { resolve } from 'node:path';

/** Memory in MiB and time-out in seconds of a function for which the contract names none. */
export const lambdaDefaults = { memory: 512, timeout: 10 };

/** Seconds that a job may run. */
export const jobTimeout = 60;

/** CloudFormation's limits for one template (user guide, "Quotas"). */
export const limits = { resources: 500, parameters: 200, outputs: 200, bytes: 1_048_576 } as const;

/** How much of its limits a template uses. */
export interface TemplateSize {
  readonly stack: string;
  readonly resources: number;
  readonly parameters: number;
  readonly outputs: number;
  readonly bytes: number;
}

/** The sizes of the templates in a folder. */
export function templateSizes(folder: string): readonly TemplateSize[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.template.json'))
    .sort()
    .map((file) => {
      const text = readFileSync(resolve(folder, file), 'utf8');
      const template = JSON.parse(text) as Readonly<Record<string, object | undefined>>;
      const count = (part: string): number => Object.keys(template[part] ?? {}).length;
      return {
        stack: file.replace('.template.json', ''),
        resources: count('Resources'),
        parameters: count('Parameters'),
        outputs: count('Outputs'),
        bytes: Buffer.byteLength(text),
      };
    });
}

/** What is over a limit, as sentences. */
export function oversize(sizes: readonly TemplateSize[]): readonly string[] {
  return sizes.flatMap((size) =>
    (Object.keys(limits) as (keyof typeof limits)[])
      .filter((part) => size[part] > limits[part])
      .map((part) => `${size.stack} has ${size[part]} ${part}; CloudFormation allows ${limits[part]}.`),
  );
}
