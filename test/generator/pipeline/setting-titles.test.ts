import { expect, it } from 'vitest';
import { planContract } from './plan.js';

const paths = { '/': { get: { operationId: 'read', security: [], responses: { 204: { description: 'Done' } } } } };

/** The last part of the operations guide of a contract with these settings and this schema of theirs. */
async function guide(settings: object, settingsSchema?: object): Promise<string> {
  const { files, errors } = await planContract({
    'openapi.json': {
      openapi: '3.1.0',
      info: { title: 'Titles', version: '1' },
      'x-authwright': { settings, ...(settingsSchema && { settingsSchema }) },
      paths,
    },
  });
  expect(errors).toEqual([]);
  const text = files.get('infra/README.md') ?? '';
  expect(text).toContain('## Operations');
  return text.slice(text.indexOf('**Settings for operating.**'));
}

it('lists the settings that have a title, with their value, and no others', async () => {
  const text = await guide(
    { pageSize: 20, quiet: false },
    { properties: { pageSize: { title: 'Items of a page. Fewer ease the table', maximum: 50 }, quiet: {} } },
  );
  expect(text).toMatch(/^\*\*Settings for operating/);
  expect(text).toContain('| `pageSize` | Items of a page. Fewer ease the table | `20` |');
  expect(text).not.toContain('quiet');
});

it('takes titles and values for text', async () => {
  const text = await guide({ mode: 'a`|b' }, { properties: { mode: { title: '<b>|**loud**\n\n# big' } } });
  expect(text.split('\n').filter((line) => line.startsWith('|'))).toHaveLength(3);
  expect(text).toContain('\\<b\\>\\|\\*\\*loud\\*\\* \\# big');
});

it('says nothing of settings where none has a title', async () => {
  expect(await guide({ pageSize: 20 })).not.toContain('Settings for operating');
});
