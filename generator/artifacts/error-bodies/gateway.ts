import type { Contract, Operation, Response, SecurityScheme } from '../../contract/model/contract.js';
import { fillTemplate, type ErrorFactValues, type ErrorTemplate } from '../../contract/model/error-template.js';
import { canMeet, gatewayErrors, responseFor, titleOf, type GatewayError } from '../../contract/model/own-errors.js';
import { accepts } from '../schema-compiler/accepts.js';
import { createSchemaContext, type SchemaContext } from '../schema-compiler/context.js';
import type { Missing } from './derive.js';
import { fillMedia } from './fill.js';
import { errorShapes } from './shapes.js';

/** An answer that the gateway makes by itself. API Gateway has one of each type, whatever the operation is. */
export interface GatewayAnswer {
  readonly type: GatewayError['type'];
  readonly status: number;
  readonly contentType: string;
  /** `$context.requestId` stands for the id of the request. */
  readonly body: string;
  /** How the body is put together; undefined where nothing of a declared one can be filled. */
  readonly template: ErrorTemplate | undefined;
  /** Whether another body satisfies the declaration that this one was made for. */
  readonly fits: (body: string) => boolean;
  /** The declared answers that it does not satisfy. */
  readonly unfit: readonly Unfit[];
}

/** A declared answer that the gateway's does not satisfy. */
export interface Unfit {
  readonly operation: Operation;
  readonly response: Response;
  readonly template: ErrorTemplate | undefined;
  /** What of it the gateway cannot fill; nothing where another form is sent than the one it declares. */
  readonly missing: readonly Missing[];
}

/** What API Gateway puts the id of the request for. */
const requestIdVariable = '$context.requestId';

/** An id as API Gateway makes them. */
const sampleRequestId = '3f2b8c1e-6d4a-4f7b-9a51-2c8e0d7f6b34';

const known = new WeakMap<Contract, readonly GatewayAnswer[]>();

/** The gateway's own answers, each in the shape that most of the operations declare for its status. */
export function gatewayAnswers(contract: Contract): readonly GatewayAnswer[] {
  const earlier = known.get(contract);
  if (earlier) return earlier;
  const schemas = createSchemaContext(contract.schemas);
  const made = gatewayErrors.map((error) => answerOf(error, contract, schemas));
  known.set(contract, made);
  return made;
}

interface Wish extends Unfit {
  readonly contentType: string;
  readonly body: string;
}

function answerOf(error: GatewayError, contract: Contract, schemas: SchemaContext): GatewayAnswer {
  const facts = factsOf(error);
  const wishes = error.type === 'MISSING_ROUTE' ? [] : wishesFor(error, facts, contract, schemas);
  const first = mostFitting(wishes, schemas);
  const { fallback } = errorShapes(contract);
  const chosen = first ?? {
    contentType: fallback.contentType,
    body: JSON.stringify(fillTemplate(fallback.template, facts)),
    template: fallback.template,
  };
  return {
    type: error.type,
    status: error.status,
    contentType: chosen.contentType,
    body: chosen.body,
    template: chosen.template,
    fits: (body) => first === undefined || satisfies(first, { contentType: first.contentType, body }, schemas),
    unfit: wishes.filter((wish) => !satisfies(wish, chosen, schemas)),
  };
}

/** Of what is wished, what satisfies most of those who wish. */
function mostFitting(wishes: readonly Wish[], schemas: SchemaContext): Wish | undefined {
  const distinct = new Map(wishes.map((wish) => [`${wish.contentType}\n${wish.body}`, wish]));
  const ranked = [...distinct].map(([key, wish]) => ({
    key,
    wish,
    count: wishes.filter((other) => satisfies(other, wish, schemas)).length,
  }));
  return ranked.toSorted((a, b) => b.count - a.count || (a.key < b.key ? -1 : 1))[0]?.wish;
}

/** The time is not among the facts: a gateway answer can only put variables of the request into its text. */
export function factsOf(error: GatewayError): ErrorFactValues {
  const { status, code, message } = error;
  return { status, title: titleOf(status), code, message, requestId: requestIdVariable };
}

function wishesFor(
  error: GatewayError,
  facts: ErrorFactValues,
  contract: Contract,
  schemas: SchemaContext,
): readonly Wish[] {
  return contract.operations.flatMap((operation): Wish[] => {
    const response = canMeet(operation, error.status) ? responseFor(operation, error.status) : undefined;
    if (!response?.content) return [];
    const samples = [{ ...facts, requestId: sampleRequestId }];
    const { shape, missing } = fillMedia({ contract, operation, schemas }, response, response.content, {
      samples,
      ofService: false,
    });
    const wish = { operation, response, missing, template: shape?.template };
    if (!shape) return [{ ...wish, contentType: response.content.type, body: '' }];
    const value = fillTemplate(shape.template, facts);
    const body = shape.kind === 'text' ? String(value) : JSON.stringify(value ?? {});
    return [{ ...wish, contentType: shape.contentType, body }];
  });
}

/** Whether a body satisfies what an operation declares. */
function satisfies(
  { response }: Wish,
  { contentType, body }: Pick<Wish, 'contentType' | 'body'>,
  schemas: SchemaContext,
): boolean {
  const { content } = response;
  if (!content || content.type !== contentType) return content === undefined;
  const text = body.replaceAll(requestIdVariable, sampleRequestId);
  if (content.kind === 'text') return accepts(content.schema, text, schemas);
  return body !== '' && accepts(content.schema, JSON.parse(text), schemas);
}

/**
 * The challenge of a 401, which RFC 9110, 15.5.2 asks for: one for each kind of credential. No scheme of HTTP is
 * registered for an API key.
 */
export function challengeOf({ securitySchemes }: Contract): string {
  const challenges = new Set(securitySchemes.flatMap((scheme) => challengeOfScheme(scheme) ?? []));
  return challenges.size === 0 ? 'Bearer' : [...challenges].sort().join(', ');
}

function challengeOfScheme({ type, httpScheme }: SecurityScheme): string | undefined {
  if (type === 'apiKey') return 'ApiKey';
  if (type !== 'http') return type === 'mutualTLS' ? undefined : 'Bearer';
  const scheme = (httpScheme ?? 'bearer').toLowerCase();
  // RFC 7617, 2: Basic has a realm.
  if (scheme === 'basic') return 'Basic realm="api"';
  return /^[a-z0-9-]+$/.test(scheme) ? `${scheme.charAt(0).toUpperCase()}${scheme.slice(1)}` : 'Bearer';
}
