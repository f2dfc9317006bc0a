import { BaseCommand, jsonFlag, runFlags } from '../base-command.js';
import { processIo } from '../io.js';

/** Thin: flags in, exit code out. */
export default class Check extends BaseCommand {
  static override summary = 'Tell whether the emitted code is in sync with contract and overrides.';

  static override description = `Plans a run and compares it with the output folder; writes nothing. Prints a unified diff of what "generate" would change, and the slots that no override fills.

Exit code 0 in sync, 1 out of sync, 2 when the contract or an override is wrong.`;

  static override examples = ['<%= config.bin %> <%= command.id %>', '<%= config.bin %> <%= command.id %> --json'];

  static override flags = { ...runFlags, json: jsonFlag };

  async run(): Promise<void> {
    const { flags } = await this.parse(Check);
    const { check } = await import('../check.js');
    this.exit(await check({ ...flags, json: flags.json === true }, processIo()));
  }
}
