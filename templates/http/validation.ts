import type { APIGatewayProxyEvent } from 'aws-lambda';
import type * as z from 'zod';
import { readBody } from './body.js';
import type { Principal } from './context.js';
import type { BodyDefinition, ParameterDefinition, ParameterGroup, RequestDefinition } from './definition.js';
import type { FieldError } from './error-facts.js';
import { badRequest } from './errors.js';
import { fieldError, maxFieldErrors, type RequestPart } from './fields.js';
import { findFlaw } from './flaws.js';
import { formAsText } from './form-as-text.js';
import { fieldErrors } from './issues.js';
import { issueMessage } from './messages.js';
import { isAmbiguous, textOnly } from './coercion.js';
import { cookieParameters, headerParameters, pathParameters, queryParameters } from './parameters.js';

/** What a service gets, before its operation's types narrow it. */
export interface OperationInput {
  readonly path: unknown;
  readonly query: unknown;
  readonly headers: unknown;
  readonly cookies: unknown;
  readonly body: unknown;
  readonly principal: Principal | undefined;
  /** The media type that the caller prefers the answer in, where there is a choice. */
  readonly accept?: string | undefined;
}

/** The result of one part: its validated value, or what is wrong with it. */
type Part = { readonly value: unknown; readonly errors: readonly FieldError[] };

type ReadGroup = (group: ParameterGroup, event: APIGatewayProxyEvent) => Record<string, unknown>;

/**
 * Reads and validates every part of a request (ASVS 2.2.1). The values are those that the
 * schemas return, so that a service sees nothing the contract does not describe.
 *
 * @throws HttpError 400 with the faults of all parts together, at most 50; 413 and 415 from
 * the body
 */
export function validateRequest(
  request: RequestDefinition,
  event: APIGatewayProxyEvent,
  principal: Principal | undefined,
): OperationInput {
  const path = readGroup('path', request.path, event, pathParameters);
  const query = readGroup('query', request.query, event, queryParameters);
  const headers = readGroup('header', request.headers, event, headerParameters);
  const cookies = readGroup('cookie', request.cookies, event, cookieParameters);
  const body = request.body === undefined ? valid(undefined) : readBodyPart(request.body, event);
  const errors = [path, query, headers, cookies, body].flatMap((part) => part.errors);
  if (errors.length > 0) throw badRequest(errors.slice(0, maxFieldErrors));
  return {
    path: path.value,
    query: query.value,
    headers: headers.value,
    cookies: cookies.value,
    body: body.value,
    principal,
  };
}

function readGroup(
  name: RequestPart,
  group: ParameterGroup | undefined,
  event: APIGatewayProxyEvent,
  read: ReadGroup,
): Part {
  if (group === undefined) return valid({});
  const sent = read(group, event);
  const part = check(name, group.schema, sent);
  const texts = part.errors.length === 0 ? undefined : readAsText(group, sent);
  // The schema refused a reading; as text the value may be of another type that it allows.
  return texts ? preferred(check(name, texts.schema, read(texts, event)), part) : part;
}

function preferred(second: Part, first: Part): Part {
  return second.errors.length < first.errors.length ? second : first;
}

/** The group with those parameters left as text whose text may stand for several types and whose value is refused. */
function readAsText(group: ParameterGroup, sent: Readonly<Record<string, unknown>>): ParameterGroup | undefined {
  const hasSeveralReadings = group.parameters.some(({ type }) => isAmbiguous(type));
  // A value with a flaw never reaches the schema.
  if (!hasSeveralReadings || findFlaw(sent) !== undefined) return undefined;
  const refused = new Set(group.schema.safeParse(sent).error?.issues.map(({ path: [first] }) => first));
  const isRetried = ({ name, type }: ParameterDefinition): boolean => isAmbiguous(type) && refused.has(name);
  if (!group.parameters.some(isRetried)) return undefined;
  const parameters = group.parameters.map((one) => (isRetried(one) ? { ...one, type: textOnly(one.type) } : one));
  return { ...group, parameters };
}

function readBodyPart(definition: BodyDefinition, event: APIGatewayProxyEvent): Part {
  const body = readBody(definition, event);
  switch (body.kind) {
    case 'absent':
      return definition.required ? invalid(fieldError('body', [], 'Is required.')) : valid(undefined);
    case 'broken':
      return invalid(fieldError('body', [], body.problem));
    case 'decoded': {
      const part = check('body', body.content.schema, body.value);
      const texts = part.errors.length === 0 ? undefined : formAsText(body.content, body.value);
      const second = texts && readBody({ ...definition, content: { '*/*': texts } }, event);
      return second?.kind === 'decoded' ? preferred(check('body', second.content.schema, second.value), part) : part;
    }
  }
}

/** Flaws are looked for first: a schema must not be fed what could harm its own walk. */
function check(name: RequestPart, schema: z.ZodType, value: unknown): Part {
  const flaw = findFlaw(value);
  if (flaw !== undefined) return invalid(fieldError(name, flaw.path, flaw.message));
  const result = schema.safeParse(value, { error: issueMessage });
  return result.success ? valid(result.data) : { value: undefined, errors: fieldErrors(name, result.error.issues) };
}

function valid(value: unknown): Part {
  return { value, errors: [] };
}

function invalid(error: FieldError): Part {
  return { value: undefined, errors: [error] };
}
