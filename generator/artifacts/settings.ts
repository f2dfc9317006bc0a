import { isDeepStrictEqual } from 'node:util';
import type { StageConfiguration } from '../contract/model/contract.js';
import { code, join, trusted, typeSymbol, type Fragment } from '../encode/code.js';
import { jsonLiteral, propertyKey } from '../encode/typescript.js';
import type { Family } from './artifact.js';

/** `settings.ts`: the settings of every stage, typed. */
export const settings: Family = {
  name: 'settings',
  emit: ({ stages: { common, stages } }) => [
    {
      path: 'settings.ts',
      template: 'settings.ts.hbs',
      view: {
        StageConfiguration: typeSymbol('StageConfiguration', './http/stage-configuration'),
        fields: sorted(common.settings).map(([name, value]) => ({
          name: propertyKey(name),
          // A stage may change the value of a setting, but not its type.
          type: trusted(typeof value),
        })),
        common: record([
          code`settings: ${record(entries(common.settings))}`,
          code`frontends: ${jsonLiteral(common.frontends)}`,
        ]),
        stages: Object.entries(stages).map(([name, stage]) => ({
          name: propertyKey(name),
          configuration: difference(stage, common),
        })),
      },
      declared: ['Settings', 'common', 'stages'],
      onlyIfImported: true,
      pointer: '#/x-authwright',
      slots: [],
    },
  ],
};

type Settings = StageConfiguration['settings'];

/** The configuration of a stage as the common one and what differs from it. */
function difference(stage: StageConfiguration, common: StageConfiguration): Fragment {
  const settings = Object.fromEntries(
    Object.entries(stage.settings).filter(([name, value]) => common.settings[name] !== value),
  );
  const differing = [
    ...(Object.keys(settings).length > 0
      ? [code`settings: ${record([trusted('...common.settings'), ...entries(settings)])}`]
      : []),
    ...(isDeepStrictEqual(stage.frontends, common.frontends) ? [] : [code`frontends: ${jsonLiteral(stage.frontends)}`]),
  ];
  return differing.length === 0 ? trusted('common') : record([trusted('...common'), ...differing]);
}

function entries(settings: Settings): readonly Fragment[] {
  return sorted(settings).map(([name, value]) => code`${propertyKey(name)}: ${jsonLiteral(value)}`);
}

function sorted(settings: Settings): readonly (readonly [string, Settings[string]])[] {
  return Object.entries(settings).toSorted(([a], [b]) => (a < b ? -1 : 1));
}

function record(parts: readonly Fragment[]): Fragment {
  return code`{ ${join(parts, ', ')} }`;
}
