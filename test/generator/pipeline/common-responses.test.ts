import { expect, it } from 'vitest';
import { planContract } from './plan.js';

const body = (schema: string): object => ({
  content: { 'application/json': { schema: { $ref: `#/components/schemas/${schema}` } } },
});
const refers = (name: string): object => ({ $ref: `#/components/responses/${name}` });
const schema = { type: 'object', required: ['error'], properties: { error: { type: 'string' } } };

/** What operations with these responses share: the names, and what the operations say. */
async function shared(operations: readonly object[], components: object = {}) {
  const { files, errors } = await planContract({
    'openapi.json': {
      openapi: '3.1.0',
      info: { title: 'Shared', version: '1' },
      paths: Object.fromEntries(
        operations.map((responses, index) => [
          `/${index}`,
          {
            get: { operationId: `op${index}`, security: [], responses: { 204: { description: 'Done' }, ...responses } },
          },
        ]),
      ),
      components: { schemas: { Fault: schema, Problem: schema }, responses: components },
    },
  });
  expect(errors).toEqual([]);
  const text = files.get('http/common-responses.ts');
  return {
    text,
    names: [...(text ?? '').matchAll(/export type (\S+)/g)].map(([, name]) => name),
    service: files.get('operations/op0/service.ts') ?? '',
    models: files.get('operations/op0/models.ts') ?? '',
  };
}

it('emits a component that two operations refer to once, under its name and with its description', async () => {
  const responses = { 429: refers('slow-down') };
  const components = { 'slow-down': { description: 'Slower, please.', ...body('Fault') } };
  const { text, names, service, models } = await shared([responses, responses], components);
  expect(names).toEqual(['SlowDown']);
  expect(text).toContain('/** Slower, please. */');
  expect(service).toContain('| SlowDown');
  expect(service).not.toContain('Slower');
  expect(models).toContain('429: SlowDown');
});

it('emits what one operation alone declares in that operation, and no file for it', async () => {
  const components = { Slow: { description: 'Slower.', ...body('Fault') } };
  const { text, service } = await shared([{ 429: refers('Slow') }, {}], components);
  expect(text).toBeUndefined();
  expect(service).toContain('readonly status: 429');
});

it('calls errors without a name after their status, and leaves their descriptions where they are', async () => {
  const conflict = (description: string): object => ({ 409: { description, ...body('Fault') } });
  const { names, service } = await shared([conflict('Goal taken.'), conflict('Name taken.')]);
  expect(names).toEqual(['Conflict']);
  expect(service).toContain('/** Goal taken. */');
});

it('takes an error for the component of its name where both are emitted alike', async () => {
  const components = { NotFound: { description: 'Nothing here.', ...body('Fault') } };
  const inline = { 404: { description: 'No goal.', ...body('Fault') } };
  expect((await shared([inline, { 404: refers('NotFound') }], components)).names).toEqual(['NotFound']);
});

it('tells responses of one name apart by status and schema, whatever the order of the operations', async () => {
  const components = { Failed: { description: 'Failed.', ...body('Fault') } };
  const operations = [
    { 500: refers('Failed'), default: refers('Failed'), 404: { description: 'a', ...body('Fault') } },
    { 500: refers('Failed'), default: refers('Failed'), 404: { description: 'a', ...body('Fault') } },
    { 404: { description: 'b', ...body('Problem') } },
    { 404: { description: 'b', ...body('Problem') } },
  ];
  const { text, names } = await shared(operations, components);
  expect(names).toEqual(['Failed500', 'FailedDefault', 'NotFoundFault', 'NotFoundProblem']);
  expect((await shared(operations.toReversed(), components)).text).toBe(text);
});

it('gives distinct names where nothing but a number tells responses apart', async () => {
  const limited = (header: string): object => ({
    429: { description: 'x', ...body('Fault'), headers: { [header]: { required: true, schema: { type: 'string' } } } },
  });
  const { names } = await shared([limited('a'), limited('a'), limited('b'), limited('b')]);
  expect(names).toEqual(['TooManyRequests', 'TooManyRequests2']);
});

it.each([
  ['404', 'NotFound'],
  ['-.-', 'NotFound'],
  ['__proto__', 'Proto'],
  ['no.such-goal', 'NoSuchGoal'],
])('makes an identifier of a component that is called %s', async (name, emitted) => {
  const components = JSON.parse(
    JSON.stringify({ named: { description: 'x', ...body('Fault') } }).replace('named', name),
  );
  const responses = { 404: refers(name) };
  expect((await shared([responses, responses], components)).names).toEqual([emitted]);
});
