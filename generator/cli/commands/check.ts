import { Flags } from '@oclif/core';
import { BaseCommand, jsonFlag, runFlags } from '../base-command.js';
import { processIo } from '../io.js';

/** Thin: flags in, exit code out. */
export default class Check extends BaseCommand {
  static override summary = 'Tell whether the emitted code is in sync with contract and overrides.';

  static override description = `Plans a run and compares it with the output folder; writes nothing. Prints which inputs moved since the last run, a unified diff of what "generate" would change, and the slots that no override fills. With --types the TypeScript compiler looks at the planned code and all hand-written one, whatever is on disk, and each of its errors is reported with the type that the contract asks for and the one that is there.

In GitHub Actions, faults are shown beside the lines they are about.

--json prints { ok, unfinished, moved: [input], movedFiles: [{ input, path, change }], files: [{ path, state, diff }], unfilled: [{ kind, owner, path }], diagnostics }, and { ok: false, diagnostics } when there is nothing to compare.

Exit code 0 in sync, 1 out of sync, 2 when the contract or an override is wrong.`;

  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --types',
    '<%= config.bin %> <%= command.id %> --json',
  ];

  static override flags = {
    ...runFlags,
    types: Flags.boolean({
      description: 'compile the planned code with the overrides, and report where they do not fit',
    }),
    full: Flags.boolean({ description: 'print every diagnostic, slot, file and diff, however many there are' }),
    json: jsonFlag,
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(Check);
    const { check } = await import('../check.js');
    await this.finish(await check({ ...flags, json: flags.json === true }, processIo()));
  }
}
