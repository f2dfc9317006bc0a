import { Args } from '@oclif/core';
import { BaseCommand, jsonFlag, runFlags } from '../base-command.js';
import { processIo } from '../io.js';

/** Thin: arguments and flags in, exit code out. */
export default class Explain extends BaseCommand {
  static override summary = 'Say what a diagnostic means, or where everything of an operation comes from.';

  static override description = `Of a diagnostic: its cause, what to do, and an example of both. Of an operation: its place in the contract, the slots that hand-written code fills, the emitted files, and what becomes of it on AWS: function, environment, permissions with the reason for each, alarms. Without an argument, lists the diagnostics.

--json prints { code, severity, title, cause, fix, bad, good }, or { operationId, method, path, pointer, at, slots: [{ kind, file, filled }], security, entities, files, function: { functions, memory, timeout, environment, permissions, alarms } or { reason } }, or { codes }; and { ok: false, message } for what is not known.

Exit code 0 when it is known, 1 when not, 2 when the contract or an override is wrong.`;

  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> AW501',
    '<%= config.bin %> <%= command.id %> listOrders',
  ];

  static override args = {
    subject: Args.string({ description: 'the code of a diagnostic, or an operationId' }),
  };

  static override flags = { ...runFlags, json: jsonFlag };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Explain);
    const { explain } = await import('../explain.js');
    await this.finish(await explain({ ...flags, subject: args.subject, json: flags.json === true }, processIo()));
  }
}
