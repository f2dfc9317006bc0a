import { Command, Flags } from '@oclif/core';

/** The flags that say where a run finds its inputs and where its output belongs. */
export const runFlags = {
  contract: Flags.string({
    char: 'c',
    description: 'the OpenAPI document, or the folder it is in',
    default: 'contract/openapi.yaml',
    helpValue: 'FILE',
  }),
  out: Flags.string({ char: 'o', description: 'the folder of emitted code', default: 'generated', helpValue: 'DIR' }),
  overrides: Flags.string({
    description: 'the folder of hand-written code; a missing folder is an empty one',
    default: 'overrides',
    helpValue: 'DIR',
  }),
};

/** `--json`, for commands that have a result for machines. */
export const jsonFlag = Flags.boolean({ description: 'print the result as JSON on stdout' });

/** What all commands share: how unexpected errors are shown. */
export abstract class BaseCommand extends Command {
  static override baseFlags = {
    debug: Flags.boolean({
      description: 'print the stack of an unexpected error',
      helpGroup: 'GLOBAL',
      default: false,
    }),
  };

  /** A message for people; the stack only on request, since it says nothing to a user. */
  protected override async catch(error: Error & { oclif?: { exit?: number } }): Promise<never> {
    if (error.oclif?.exit !== undefined) throw error;
    if (this.argv.includes('--debug')) this.logToStderr(error.stack ?? error.message);
    else this.logToStderr(`authwright: ${error.message}\nRun again with --debug for the stack.`);
    this.exit(1);
  }
}
