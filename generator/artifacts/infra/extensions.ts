import { code, join, symbol, typeSymbol } from '../../encode/code.js';
import { stringLiteral } from '../../encode/typescript.js';
import type { Overrides } from '../../overrides/scan.js';
import type { Artifact, Surroundings } from '../artifact.js';

/** `infra/extensions.ts`: the team's own additions to the stacks. */
export function emitExtensions({ filled }: Overrides, { overridesModule }: Surroundings): Artifact {
  const slots = [...filled.values()].filter(({ slot }) => slot.kind === 'infra').map(({ slot }) => slot);
  const sorted = slots.toSorted((a, b) => (a.path < b.path ? -1 : 1));
  const functions = sorted.map(({ path, exportName = '' }) => symbol(exportName, `${overridesModule}/${path}`));
  return {
    path: 'infra/extensions.ts',
    template: 'infra/extensions.ts.hbs',
    view: {
      InfraExtension: typeSymbol('InfraExtension', './infra/app'),
      extensions: code`[${join(functions, ', ')}]`,
      folder: stringLiteral(`${overridesModule}/infra`),
      files: code`[${join(
        sorted.map(({ owner }) => stringLiteral(`${owner}.ts`)),
        ', ',
      )}]`,
    },
    declared: ['extensions', 'extensionFiles'],
    onlyIfImported: true,
    pointer: '#',
    slots: slots.map(({ path }) => path),
  };
}
