import type { Hook } from '@oclif/core';
import { closest } from '../../contract/resolve/references.js';
import { oneLine } from '../../diagnostics/report.js';
import { exitCodes } from '../io.js';

/** Says of a command that there is not which one may be meant. */
const hook: Hook<'command_not_found'> = async function ({ id, config }) {
  const close = closest(id, config.commandIDs);
  const hint = close === undefined ? '' : ` Did you mean "${close}"?`;
  this.error(`command ${oneLine(id)} not found.${hint}\n"${config.bin} --help" lists the commands.`, {
    exit: exitCodes.failed,
  });
};

export default hook;
