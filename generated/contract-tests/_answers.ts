import { expect } from 'vitest';
import type { OperationDefinition, ResponseDefinition } from '../http/definition.js';
import type { Answer } from './_api.js';

/** Holds an answer against the contract: its status, its headers, its body. */
export function expectDeclared(definition: OperationDefinition, answer: Answer): void {
  expect(answer.headers.get('x-request-id'), 'every answer carries its request id').toBeTruthy();
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  // An operation that nothing fills answers 501, which no contract declares.
  if (answer.status === 501) return;
  const declared = responseOf(definition, answer.status);
  if (!declared) throw new Error(`${answer.status} is not declared: ${JSON.stringify(answer.body)}`);
  for (const [name, { required }] of Object.entries(declared.headers ?? {})) {
    if (required) expect(answer.headers.get(name), `the header ${name} is required`).not.toBeNull();
  }
  expectBody(declared, answer);
}

/** Holds a success against the statuses that count as one. */
export function expectStatus(answer: Answer, statuses: readonly number[]): void {
  expect(statuses, `answered ${answer.status}: ${JSON.stringify(answer.body)}`).toContain(answer.status);
}

/** A refusal of a request that breaks the contract: 400, with the field named. */
export function expectField(answer: Answer, field: string): void {
  expect(answer.status, JSON.stringify(answer.body)).toBe(400);
  expect(JSON.stringify(answer.body)).toContain(JSON.stringify(field));
}

function responseOf({ responses }: OperationDefinition, status: number): ResponseDefinition | undefined {
  return responses[String(status)] ?? responses[`${String(status).charAt(0)}XX`] ?? responses['default'];
}

/**
 * The model must accept the body and drop nothing of it: a property that the contract does not name is a breach too.
 */
function expectBody(declared: ResponseDefinition, answer: Answer): void {
  const body = bodyOf(declared, answer);
  if (!body) {
    expect(answer.body, 'no body is declared').toBeUndefined();
    return;
  }
  if (body.kind === 'binary') return;
  const parsed = body.schema.safeParse(answer.body);
  if (!parsed.success) throw new Error(`the body is not as declared: ${JSON.stringify(parsed.error.issues)}`);
  expect(parsed.data).toEqual(answer.body);
}

/** The declaration of the body that was answered, which its media type names where there are several. */
function bodyOf({ body, alternatives }: ResponseDefinition, { headers }: Answer): ResponseDefinition['body'] {
  if (!alternatives) return body;
  const type = headers.get('content-type')?.split(';')[0]?.trim();
  const found = [body, ...alternatives].find((one) => one?.contentType === type);
  if (!found) throw new Error(`the media type ${type} is not declared`);
  return found;
}
