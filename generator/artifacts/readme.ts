import { codeSpan, markdownBlock, markdownText } from '../encode/markdown.js';
import { code, trusted } from '../encode/code.js';
import type { Family } from './artifact.js';

/** `README.md`: what the output folder is, for whoever opens it. */
export const readme: Family = {
  name: 'readme',
  emit: (contract, _overrides, { overridesModule }) => [
    {
      path: 'README.md',
      template: 'README.md.hbs',
      view: {
        title: markdownText(contract.title),
        description: contract.description === undefined ? undefined : markdownBlock(contract.description),
        overrides: codeSpan(overridesModule),
        operations: contract.operations.length,
        schemas: contract.schemas.length,
        entities: contract.entities.length > 0 ? code`${contract.entities.length}` : undefined,
        entitiesLink: trusted('[entities/](entities/)'),
      },
      declared: [],
      pointer: '#',
      slots: [],
    },
  ],
};
