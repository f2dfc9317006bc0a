import type { Contract } from '../../contract/model/contract.js';
import { codeSpan, markdownText } from '../../encode/markdown.js';
import { environmentName, secretVariable } from '../../contract/model/naming.js';
import { trusted, type Fragment } from '../../encode/code.js';
import type { Artifact } from '../artifact.js';
import { tableLayouts } from '../tables.js';
import { runbook } from './runbook.js';

/** `infra/README.md`: deploying, names, quotas, costs, the runbook. */
export function emitReadme(contract: Contract): Artifact {
  return {
    path: 'infra/README.md',
    template: 'infra/README.md.hbs',
    view: {
      name: trusted(contract.name.replaceAll(/[^a-z0-9-]/g, '')),
      // Within a code span: these names hold letters, digits and hyphens only.
      tables: tableLayouts(contract).map(({ name }) => plainName(name)),
      queues: contract.jobs.filter(({ trigger }) => trigger.kind === 'queue').map(({ name }) => plainName(name)),
      secrets: contract.secrets.map(({ name }) => plainName(name)),
      variables: variablesOf(contract),
      runbook: Object.entries(runbook).map(([kind, { meaning, look, act }]) => ({
        kind: codeSpan(kind),
        meaning: markdownText(meaning),
        look: markdownText(look),
        act: markdownText(act),
      })),
    },
    declared: [],
    pointer: '#/x-authwright',
    slots: [],
  };
}

/** The environment variables that the contract asks for; the others are there for every one. */
function variablesOf(contract: Contract): readonly { name: Fragment; holds: Fragment }[] {
  const row = (name: string, holds: string): { name: Fragment; holds: Fragment } => ({
    name: plainName(name),
    holds: markdownText(holds),
  });
  return [
    ...tableLayouts(contract).map(({ name, environmentVariable }) =>
      row(environmentVariable, `the name of the table ${name}`),
    ),
    ...contract.jobs
      .filter(({ trigger }) => trigger.kind === 'queue')
      .map(({ name }) => row(environmentName(name, 'queue-url'), `the URL of the queue ${name}`)),
    ...contract.secrets.map(({ name }) => row(secretVariable(name), `where in Secrets Manager the secret ${name} is`)),
  ];
}

function plainName(name: string): ReturnType<typeof trusted> {
  return trusted(name.replaceAll(/[^A-Za-z0-9_.-]/g, '_'));
}
