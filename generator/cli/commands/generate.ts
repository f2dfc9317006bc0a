import { Flags } from '@oclif/core';
import { BaseCommand, jsonFlag, runFlags } from '../base-command.js';
import { processIo } from '../io.js';

/** Thin: flags in, exit code out. */
export default class Generate extends BaseCommand {
  static override summary = 'Emit the backend from the contract and the overrides.';

  static override description = `Files that did not change are left alone. Files of the last run that are no longer emitted are removed. A file that was edited by hand stops the run, unless --force discards the edit and keeps a copy of it.

Writing is all or nothing: a run that was interrupted is finished by the next one, and of two at once the second waits.

--json prints { ok, dryRun, out, created, updated, removed, kept, unchanged, families, recovered, unfinished, diagnostics }, or { ok: false, failure: { kind, message, paths }, recovered, diagnostics } for a run that was refused or failed, or { ok: false, recovered, diagnostics } when the contract or an override is wrong.

In families stands what asked for each family of files and for each file of it: { name, askedForBy: [...], files: [{ path, askedForBy }] }, where askedForBy is { contract: POINTER }, { override: PATH } or, of a file that another one imports, { file: PATH }.

Exit code 0 when done, 2 when the contract or an override is wrong, 1 for anything else.`;

  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --contract api/openapi.json --out backend/generated --overrides backend/overrides',
    '<%= config.bin %> <%= command.id %> --only schemas --only operations',
    '<%= config.bin %> <%= command.id %> --dry-run',
  ];

  static override flags = {
    ...runFlags,
    only: Flags.string({
      description: 'emit this family of files only, such as schemas; may be given several times',
      multiple: true,
      helpValue: 'FAMILY',
    }),
    'dry-run': Flags.boolean({ description: 'report what a run would do, with its exit code, and write nothing' }),
    force: Flags.boolean({
      description: 'replace files that were edited by hand; copies go to .authwright/discarded in the output folder',
    }),
    watch: Flags.boolean({
      description: 'run again whenever the contract, an override or a template changes',
      exclusive: ['dry-run', 'json'],
    }),
    json: jsonFlag,
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(Generate);
    const options = {
      ...flags,
      dryRun: flags['dry-run'] === true,
      force: flags.force === true,
      json: flags.json === true,
    };
    const io = processIo();
    if (flags.watch) {
      const { generateWatching } = await import('../generate-watching.js');
      return (await generateWatching(options, io)).untilInterrupted;
    }
    const { generate } = await import('../generate.js');
    await this.finish(await generate(options, io));
  }
}
