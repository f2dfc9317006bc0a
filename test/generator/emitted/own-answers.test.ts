import { join } from 'node:path';
import { onTestFinished, describe, expect, test } from 'vitest';
import { flagship, goals } from '../../projects/projects.js';
import { temporaryProject } from '../../support/project.js';
import { ownAnswers, type OwnAnswers } from './own-answers.js';

async function answersOf(contract: string | object): Promise<OwnAnswers> {
  const project = temporaryProject('own-answers');
  onTestFinished(() => project.remove());
  if (typeof contract === 'object') project.write('openapi.json', JSON.stringify(contract));
  return ownAnswers(typeof contract === 'string' ? contract : project.path('openapi.json'), project);
}

const text = { type: 'string' };
const code = { type: 'string', pattern: '^[A-Z_]+$', maxLength: 40 };

/** Schemas that the meaning of every property is certain of. */
const certain = {
  'a problem of RFC 9457': [
    'application/problem+json',
    {
      type: 'object',
      additionalProperties: false,
      required: ['type', 'title', 'status'],
      properties: {
        type: { type: 'string', format: 'uri-reference' },
        title: text,
        status: { type: 'integer', minimum: 400, maximum: 599 },
        detail: text,
        instance: { type: 'string', format: 'uri-reference' },
        errors: { type: 'array', minItems: 1, items: { type: 'object', properties: { pointer: text, detail: text } } },
      },
    },
  ],
  'an envelope': [
    'application/json',
    {
      type: 'object',
      required: ['success', 'error'],
      properties: {
        success: { type: 'boolean' },
        error: { type: 'object', required: ['code', 'message'], properties: { code, message: text } },
      },
    },
  ],
  'a list of errors that is never empty': [
    'application/vnd.api+json',
    {
      type: 'object',
      required: ['errors'],
      properties: {
        errors: {
          type: 'array',
          minItems: 1,
          items: { type: 'object', required: ['code', 'detail'], properties: { code, detail: text, title: text } },
        },
      },
    },
  ],
  'a composition': [
    'application/json',
    {
      allOf: [
        { type: 'object', required: ['object', 'message'], properties: { object: { enum: ['error'] }, message: text } },
        { type: 'object', required: ['traceId'], properties: { traceId: text, code } },
      ],
    },
  ],
  'one of two': [
    'application/json',
    {
      oneOf: [
        {
          type: 'object',
          additionalProperties: false,
          required: ['invalidParams'],
          properties: {
            invalidParams: {
              type: 'array',
              minItems: 1,
              items: { type: 'object', required: ['name', 'reason'], properties: { name: text, reason: text } },
            },
          },
        },
        { type: 'object', additionalProperties: false, required: ['reason'], properties: { reason: text } },
      ],
    },
  ],
  'a list of messages': [
    'application/json',
    { type: 'object', required: ['messages'], properties: { messages: { type: 'array', minItems: 1, items: text } } },
  ],
  'plain text': ['text/plain', text],
} as const;

const body = {
  required: true,
  content: {
    'application/json': { schema: { type: 'object', required: ['name'], properties: { name: { type: 'string' } } } },
  },
};

/** A contract with an operation for each kind of error; every status of 4xx and 5xx has the operation's own. */
function contractOf(kinds: Readonly<Record<string, readonly [media: string, schema: object]>>, more = {}): object {
  const paths = Object.entries(kinds).map(([kind, [media, schema]], index) => [
    `/things${index}`,
    {
      post: {
        operationId: `make${index}`,
        description: kind,
        requestBody: body,
        responses: {
          204: { description: 'Made.' },
          default: { description: 'A fault.', content: { [media]: { schema } } },
        },
      },
    },
  ]);
  return { openapi: '3.1.0', info: { title: 'Errors', version: '1' }, paths: Object.fromEntries(paths), ...more };
}

describe("The backend's own answers", () => {
  test.each([flagship, goals])('of $name satisfy what its contract declares', async ({ folder }) => {
    const { tallies, faults, warnings } = await answersOf(join(folder, 'contract/openapi.yaml'));
    expect([faults, warnings]).toEqual([[], []]);
    expect(tallies.map(({ status }) => status)).toEqual([400, 401, 413, 415, 500, 503]);
    expect(tallies.every(({ declared, satisfied }) => declared > 0 && declared === satisfied)).toBe(true);
  });

  test.each(Object.entries(certain))('satisfy %s', async (kind, shape) => {
    const { tallies, faults, warnings } = await answersOf(contractOf({ [kind]: shape }));
    expect([faults, warnings]).toEqual([[], []]);
    expect(tallies.map(({ status }) => status)).toEqual([400, 413, 415, 500, 503]);
  });

  test('satisfy each of several shapes in one contract, but where the gateway has one for all', async () => {
    const { faults, warnings } = await answersOf(contractOf(certain));
    expect(faults).toEqual([]);
    expect(warnings).toEqual(warnings.filter((warning) => warning.startsWith("the gateway's own")));
  });

  test('make nothing up: what no one can know is a warning that says what to write, and with it they satisfy', async () => {
    const schema = {
      type: 'object',
      required: ['number', 'message'],
      properties: { number: { type: 'integer' }, message: text },
    };
    const kinds = { numbered: ['application/json', schema] } as const;
    const open = await answersOf(contractOf(kinds));
    expect(open.faults).toEqual([]);
    expect(open.tallies.every(({ satisfied, warned }) => satisfied === 0 && warned > 0)).toBe(true);
    expect(open.warnings).toEqual([
      `the backend's own 400, 403, 413, 415, 429, 500, 503 of make0 cannot fill "number". Write what it holds: ` +
        `x-authwright-errors: { default: { message: "{message}", number: ... } }; or take "number" out of "required".`,
    ]);
    const errors = { default: { message: '{message}', number: 7 }, 500: { message: 'Error {status}', number: 5 } };
    const written = await answersOf(contractOf(kinds, { 'x-authwright-errors': errors }));
    expect([written.faults, written.warnings]).toEqual([[], []]);
    expect(written.tallies.every(({ answers, satisfied }) => satisfied === answers)).toBe(true);
  });

  test('name each field in a list that the contract writes, lists within it included', async () => {
    // What stands for the field is no name, nor is an empty text.
    const name = { type: 'string', pattern: '^[A-Za-z]' };
    const schema = {
      type: 'object',
      required: ['faults'],
      properties: {
        faults: {
          type: 'array',
          items: {
            type: 'object',
            required: ['at', 'number'],
            properties: { at: { type: 'array', minItems: 1, items: name }, number: { type: 'integer' } },
          },
        },
      },
    };
    const errors = { default: { faults: [{ at: ['{field}'], number: 7 }] } };
    const kinds = { faults: ['application/json', schema] } as const;
    const { faults, warnings, tallies } = await answersOf(contractOf(kinds, { 'x-authwright-errors': errors }));
    expect([faults, warnings]).toEqual([[], []]);
    expect(tallies.map(({ satisfied }) => satisfied)).toEqual(tallies.map(({ answers }) => answers));
    expect(tallies.map(({ status }) => status)).toContain(400);
  });
});
