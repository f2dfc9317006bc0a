import type { Chapter } from '../accident.js';
import { broken, contractPath, handler, otherSummary, withoutDelete } from '../contracts.js';

/** What is asked for and cannot be, or only in part. */
export const flags: Chapter = {
  title: 'Contracts and flags',
  accidents: [
    {
      what: 'The contract is broken while an emitted file is edited',
      async act({ project, byHand, run }) {
        byHand(handler, 'append');
        project.write(contractPath, broken);
        await run('generate --force', { force: true });
      },
    },
    {
      what: 'Only one family is asked for and another one is edited',
      async act({ project, byHand, run }) {
        byHand(handler, 'append');
        project.write(
          contractPath,
          otherSummary.replace('text: { type: string }', 'text: { type: string, maxLength: 80 }'),
        );
        await run('generate --only schemas', { only: ['schemas'] });
        await run('generate --only schemas', { only: ['schemas'] });
        await run('generate');
      },
    },
    {
      what: 'Only one family is asked for and operations are gone from the contract',
      async act({ project, run }) {
        project.write(contractPath, withoutDelete);
        await run('generate --only schemas', { only: ['schemas'] });
        await run('generate --only operations', { only: ['operations'] });
      },
    },
    {
      what: 'A family that does not exist is asked for',
      async act({ project, run }) {
        project.write(contractPath, otherSummary);
        await run('generate --only shemas', { only: ['shemas'] });
      },
    },
    {
      what: 'An edit is met and the answer is wanted as JSON',
      async act({ byHand, run }) {
        byHand(handler, 'append');
        await run('generate --json', { json: true });
      },
    },
  ],
};
