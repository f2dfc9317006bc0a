import { Command, Flags } from '@oclif/core';
import { closest } from '../contract/resolve/references.js';
import { oneLine } from '../diagnostics/report.js';
import { exitCodes, printJson, processIo } from './io.js';

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

  /**
   * Ends the command when all that it printed has left the process: a pipe takes a large result in several goes.
   * @returns never; the process ends with the code
   */
  protected async finish(code: number): Promise<never> {
    await new Promise<void>((done) => process.stdout.write('', () => done()));
    return this.exit(code);
  }

  /** A message for people; the stack only on request, since it says nothing to a user. */
  protected override async catch(error: UnexpectedError): Promise<never> {
    if (error.oclif?.exit !== undefined) throw withSuggestion(error, Object.keys(this.ctor.flags));
    const json = this.argv.includes('--json');
    if (json) printJson(processIo(), { ok: false, message: error.message });
    if (this.argv.includes('--debug')) this.logToStderr(error.stack ?? error.message);
    else this.logToStderr(`authwright: ${oneLine(error.message)}\nRun again with --debug for the stack.`);
    return this.finish(exitCodes.failed);
  }
}

interface UnexpectedError extends Error {
  readonly oclif?: { readonly exit?: number };
  /** The flags that the command does not have. */
  readonly flags?: readonly string[];
}

/** Adds the flags that may have been meant. */
function withSuggestion(error: UnexpectedError, known: readonly string[]): UnexpectedError {
  const close = (Array.isArray(error.flags) ? error.flags : []).flatMap(
    (flag: unknown) => closest(String(flag).replace(/^-+/, ''), known) ?? [],
  );
  if (close.length > 0) error.message += `\nDid you mean ${close.map((flag) => `--${flag}`).join(', ')}?`;
  return error;
}
