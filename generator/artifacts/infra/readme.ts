import type { Contract } from '../../contract/model/contract.js';
import { codeSpan, markdownText } from '../../encode/markdown.js';
import { environmentName, secretVariable } from '../../contract/model/naming.js';
import { trusted, type Fragment } from '../../encode/code.js';
import type { Overrides } from '../../overrides/scan.js';
import type { Artifact } from '../artifact.js';
import { tableLayouts } from '../tables.js';
import { neededParts, type PartName } from './parts.js';
import { runbookOf } from './runbook.js';

/** `infra/README.md`: deploying, names, quotas, costs, the runbook. */
export function emitReadme(contract: Contract, overrides: Overrides): Artifact {
  const needed = new Set<PartName>(neededParts(contract, overrides).map(({ name }) => name));
  return {
    path: 'infra/README.md',
    template: 'infra/README.md.hbs',
    view: {
      name: trusted(contract.name.replaceAll(/[^a-z0-9-]/g, '')),
      // Within a code span: these names hold letters, digits and hyphens only.
      tables: tableLayouts(contract).map(({ name }) => plainName(name)),
      queues: contract.jobs.filter(({ trigger }) => trigger.kind === 'queue').map(({ name }) => plainName(name)),
      secrets: contract.secrets.map(({ name }) => plainName(name)),
      givenSecrets: contract.secrets.filter(({ generated }) => !generated).map(({ name }) => plainName(name)),
      hashKeys: contract.secrets.filter(({ keysHashes }) => keysHashes).map(({ name }) => plainName(name)),
      variables: variablesOf(contract),
      has: Object.fromEntries(conditional.map((name) => [name, needed.has(name)])),
      lasting: lasting.some((name) => needed.has(name)),
      costs: settingsThatCost(contract),
      settings: titledSettings(contract),
      runbook: runbookOf(contract, overrides).map(([kind, { meaning, look, act }]) => ({
        kind: codeSpan(kind),
        meaning: markdownText(meaning),
        look: markdownText(look),
        act: markdownText(act),
      })),
    },
    declared: [],
    pointer: '#/paths',
    slots: [],
  };
}

/** The parts that whole lines of the page are about. */
const conditional = ['userPool', 'mail', 'dataKey', 'secrets', 'tables', 'queues', 'authorizers'] as const;

/** The parts of which a stage has an id that AWS makes up. */
const lasting = ['userPool', 'dataKey', 'secrets'] as const;

/** The settings behind what AWS asks a price for. */
function settingsThatCost({ userPool, operations }: Contract): readonly { setting: Fragment; what: Fragment }[] {
  const captchas = operations.flatMap(({ captcha }) => (typeof captcha === 'object' ? [captcha.setting] : []));
  const protection = typeof userPool?.threatProtection === 'object' ? [userPool.threatProtection.setting] : [];
  return [
    ...protection.map((name) => [name, "Cognito's Plus plan, for every active user"] as const),
    ...[...new Set(captchas)].map((name) => [name, "WAF's CAPTCHA, by attempt"] as const),
  ].map(([name, what]) => ({ setting: codeSpan(name), what: markdownText(what) }));
}

/** The settings whose schema says what they are for, with the value that stages have unless they say otherwise. */
function titledSettings({ settingTitles, stages }: Contract): readonly Readonly<Record<string, Fragment>>[] {
  const { settings } = stages.common;
  return Object.entries(settingTitles)
    .filter(([name]) => Object.hasOwn(settings, name))
    .map(([name, title]) => ({
      name: codeSpan(name),
      title: markdownText(title),
      common: codeSpan(String(settings[name])),
    }));
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
