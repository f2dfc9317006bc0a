import type { Contract, SettingValue, StageConfiguration } from '../contract/model/contract.js';
import { code, join, trusted, type Fragment } from '../encode/code.js';
import { jsonLiteral, propertyKey } from '../encode/typescript.js';
import type { Family } from './artifact.js';

/** `settings.ts`: the settings of every stage, typed. */
export const settings: Family = {
  name: 'settings',
  emit: (contract) => [
    {
      path: 'settings.ts',
      template: 'settings.ts.hbs',
      view: {
        fields: Object.entries(contract.stages.common.settings)
          .toSorted(([a], [b]) => (a < b ? -1 : 1))
          .map(([name]) => ({ name: propertyKey(name), type: settingType(contract, name) })),
        common: configuration(contract.stages.common),
        stages: Object.entries(contract.stages.stages).map(([name, stage]) => ({
          name: propertyKey(name),
          configuration: configuration(stage),
        })),
      },
      declared: ['Settings', 'Frontend', 'StageConfiguration', 'common', 'stages', 'stageConfiguration'],
      pointer: '#/x-authwright',
      slots: [],
    },
  ],
};

/** The type of a setting; a stage may change its value but not its type. */
function settingType(contract: Contract, name: string): Fragment {
  return trusted(typeof contract.stages.common.settings[name]);
}

function configuration(stage: StageConfiguration): Fragment {
  const entries = Object.entries(stage.settings).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const values = entries.map(
    ([name, value]: [string, SettingValue]) => code`${propertyKey(name)}: ${jsonLiteral(value)}`,
  );
  return code`{ settings: { ${join(values, ', ')} }, frontends: ${jsonLiteral(stage.frontends)} }`;
}
