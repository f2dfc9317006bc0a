import { parseArgs } from 'node:util';

/** What the commands are told. */
export interface Arguments {
  readonly stage: string | undefined;
  readonly phase: string | undefined;
  /** A folder with the templates that stand. */
  readonly against: string | undefined;
  readonly flags: ReadonlySet<string>;
}

/** @throws Error on what the command does not know */
export function readArguments(args: readonly string[], flags: readonly string[]): Arguments {
  const { values } = parseArgs({
    args: [...args],
    options: {
      stage: { type: 'string' },
      phase: { type: 'string' },
      against: { type: 'string' },
      ...Object.fromEntries(flags.map((name) => [name, { type: 'boolean' } as const])),
    },
  });
  const given: Readonly<Record<string, unknown>> = values;
  return {
    stage: values.stage as string | undefined,
    phase: values.phase as string | undefined,
    against: values.against as string | undefined,
    flags: new Set(flags.filter((name) => given[name] === true)),
  };
}
