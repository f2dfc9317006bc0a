import { Flags } from '@oclif/core';
import { BaseCommand, runFlags } from '../base-command.js';
import { processIo } from '../io.js';

/** Thin: flags in, exit code out. */
export default class Dev extends BaseCommand {
  static override summary = 'Serve the backend locally, reloading on every change.';

  static override description = `Plans the backend in memory, bundles the handlers and serves them behind a local gateway, with the engines they need in the same process: nothing to install, no account, no network. A change of the contract, an override or a template is served within a second; while one of them is wrong, the last good backend goes on answering.

Prints "ready URL" on stdout when requests are accepted. Request lines and the functions' logs go to stderr.

Exit code 0 when it was interrupted, 2 when the contract or an override is wrong, 1 for anything else.`;

  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --port 4001 --in-memory',
    '<%= config.bin %> <%= command.id %> --contract api/openapi.json --mock',
    '<%= config.bin %> <%= command.id %> --fast-sdk --in-memory',
  ];

  static override flags = {
    ...runFlags,
    port: Flags.integer({
      char: 'p',
      description: 'the port to listen on, on 127.0.0.1; 0 takes any free one',
      default: 4000,
      min: 0,
      max: 65_535,
    }),
    mock: Flags.boolean({ description: "answer operations that have no service with the contract's example" }),
    data: Flags.string({
      description: 'the folder that the engines keep their state in',
      default: '.authwright',
      helpValue: 'DIR',
      exclusive: ['in-memory'],
    }),
    'in-memory': Flags.boolean({ description: 'keep all state in memory' }),
    reset: Flags.boolean({ description: 'delete the state of earlier runs first' }),
    'fast-sdk': Flags.boolean({
      description:
        "let the AWS SDK's clients leave out its middleware once an engine has answered them: less CPU for each request, but not how they run on Lambda",
    }),
    unthrottled: Flags.boolean({
      description:
        'answer whatever comes; without it, calls beyond the throttles of the stage "local" get 429 as deployed',
    }),
    inspect: Flags.boolean({ description: "open Node's inspector, so that breakpoints in overrides stop" }),
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(Dev);
    const { dev } = await import('../dev.js');
    this.exit(
      await dev(
        {
          ...flags,
          mock: flags.mock === true,
          inMemory: flags['in-memory'],
          reset: flags.reset,
          inspect: flags.inspect,
          fastSdk: flags['fast-sdk'],
          unthrottled: flags.unthrottled,
        },
        processIo(),
      ),
    );
  }
}
