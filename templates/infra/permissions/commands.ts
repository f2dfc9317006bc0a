import type { CommandRule, CommandRules } from './rule.js';
import { serviceRules } from './services.js';

/** What each command needs; DynamoDB's are granted by entity. A command that is missing here stops the synth. */
export const commandRules: CommandRules = merged(serviceRules.flatMap((rules) => Object.entries(rules)));

/** Several services may have resources of one command. */
function merged(rules: readonly (readonly [string, CommandRule])[]): CommandRules {
  const byCommand = new Map<string, CommandRule>();
  for (const [command, rule] of rules) {
    const known = byCommand.get(command);
    byCommand.set(
      command,
      known ? { ...known, resources: (read) => [...known.resources(read), ...rule.resources(read)] } : rule,
    );
  }
  return Object.fromEntries(byCommand);
}
