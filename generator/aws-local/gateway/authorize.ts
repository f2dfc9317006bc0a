import { readAuthorizerResult } from './authorizer-result.js';
import type { AuthorizerContext } from './authorizer-result.js';
import { allows } from './policy.js';
import { authorizerEvent, methodArn } from './proxy-event.js';
import type { RequestFacts } from './proxy-event.js';
import { headerValues } from './request.js';
import { describeError, settle } from './settle.js';
import type { IdentitySource, RouteTable } from './types.js';

/** Why a request is refused, in the order in which one reason outranks another. */
const reasons = ['AUTHORIZER_FAILURE', 'ACCESS_DENIED', 'UNAUTHORIZED'] as const;

/** Whether a request may pass. `context` is undefined for a caller without credentials. */
export type Decision =
  | { readonly kind: 'allowed'; readonly context: AuthorizerContext | undefined }
  | { readonly kind: 'refused'; readonly type: (typeof reasons)[number]; readonly presented: boolean };

/** What a decision needs beside the request. */
export interface AuthorizeOptions {
  readonly table: RouteTable;
  readonly limitMs: number;
  readonly log: (line: string) => void;
}

/**
 * Decides by the route's security: the first alternative allows of which every scheme allows. An
 * anonymous alternative serves only callers who present no credential at all; one that is refused
 * is an error of the caller's, not a reason to treat them as nobody.
 */
export async function authorize(facts: RequestFacts, options: AuthorizeOptions): Promise<Decision> {
  const { security } = facts.route;
  if (security.length === 0) return { kind: 'allowed', context: undefined };
  const refusals: Extract<Decision, { kind: 'refused' }>[] = [];
  for (const schemes of security.filter((alternative) => alternative.length > 0)) {
    const decision = await requireAll(schemes, facts, options);
    if (decision.kind === 'allowed') return decision;
    refusals.push(decision);
  }
  const anonymous = security.some((alternative) => alternative.length === 0);
  if (anonymous && !refusals.some(({ presented }) => presented)) return { kind: 'allowed', context: undefined };
  const type = reasons.find((reason) => refusals.some((refusal) => refusal.type === reason)) ?? 'UNAUTHORIZED';
  return { kind: 'refused', type, presented: true };
}

/** Every scheme of an alternative. Of a context key that two schemes set, the first one's value stands. */
async function requireAll(
  schemes: readonly string[],
  facts: RequestFacts,
  options: AuthorizeOptions,
): Promise<Decision> {
  let context: AuthorizerContext = {};
  for (const [index, scheme] of schemes.entries()) {
    const decision = await requireScheme(scheme, facts, options);
    if (decision.kind === 'refused') return { ...decision, presented: decision.presented || index > 0 };
    context = { ...decision.context, ...context };
  }
  return { kind: 'allowed', context };
}

async function requireScheme(scheme: string, facts: RequestFacts, options: AuthorizeOptions): Promise<Decision> {
  const { authorizers, identitySources } = options.table;
  const sources = own(identitySources, scheme) ?? [{ in: 'header', name: 'authorization' }];
  const authorizer = own(authorizers, scheme);
  const presented = sources.some((source) => isPresent(source, facts));
  if (authorizer === undefined) {
    options.log(
      `${facts.route.operationId}: denied, no override fills the authorizer slot of the security scheme ${scheme}`,
    );
    return { kind: 'refused', type: 'UNAUTHORIZED', presented };
  }
  if (!sources.every((source) => isPresent(source, facts))) return { kind: 'refused', type: 'UNAUTHORIZED', presented };
  const outcome = await settle(() => authorizer(authorizerEvent(facts)), options.limitMs);
  // A verdict other than "no credentials" is about somebody, also where nothing names an identity source.
  const refused = (type: (typeof reasons)[number]): Decision => ({
    kind: 'refused',
    type,
    presented: presented || type !== 'UNAUTHORIZED',
  });
  const failed = (cause: string): Decision => {
    options.log(`${facts.route.operationId}: the authorizer of ${scheme} ${cause}`);
    return refused('AUTHORIZER_FAILURE');
  };
  if (outcome.kind === 'timeout') return failed(`took more than ${options.limitMs} ms`);
  if (outcome.kind === 'error') {
    return isUnauthorized(outcome.error) ? refused('UNAUTHORIZED') : failed(`failed: ${describeError(outcome.error)}`);
  }
  const result = readAuthorizerResult(outcome.value);
  if (result === undefined) return failed('returned something that is no authorizer result');
  return allows(result.statements, methodArn(facts))
    ? { kind: 'allowed', context: result.context }
    : refused('ACCESS_DENIED');
}

/** A scheme may be named like a member of Object.prototype. */
function own<T>(map: Readonly<Record<string, T>> | undefined, key: string): T | undefined {
  return map !== undefined && Object.hasOwn(map, key) ? map[key] : undefined;
}

/** API Gateway takes a missing and an empty identity source alike. */
function isPresent(source: IdentitySource, { headers, query }: RequestFacts): boolean {
  const values =
    source.in === 'header'
      ? headerValues(headers, source.name.toLowerCase())
      : (query.find(([name]) => name === source.name)?.[1] ?? []);
  return values.some((value) => value.trim() !== '');
}

/** API Gateway goes by this very message. */
function isUnauthorized(error: unknown): boolean {
  return (error instanceof Error ? error.message : error) === 'Unauthorized';
}
