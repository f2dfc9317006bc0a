import { readAuthorizerResult } from './authorizer-result.js';
import type { AuthorizerContext } from './authorizer-result.js';
import { allows } from './policy.js';
import { authorizerEvent, methodArn } from './proxy-event.js';
import type { RequestFacts } from './proxy-event.js';
import { headerValues } from './request.js';
import { describeError, settle } from './settle.js';
import type { IdentitySource, RouteTable } from './types.js';

/** Whether a request may pass. `context` is undefined for a caller without credentials. */
export type Decision =
  | { readonly kind: 'allowed'; readonly context: AuthorizerContext | undefined }
  | { readonly kind: 'refused'; readonly type: 'AUTHORIZER_FAILURE' | 'ACCESS_DENIED' | 'UNAUTHORIZED' };

/** What a decision needs beside the request. */
export interface AuthorizeOptions {
  readonly table: RouteTable;
  readonly limitMs: number;
  readonly log: (line: string) => void;
}

/** Decides by the route's access: at most one authorizer is asked, as on AWS. */
export async function authorize(facts: RequestFacts, options: AuthorizeOptions): Promise<Decision> {
  const { access, operationId } = facts.route;
  if (access.kind === 'everybody') return { kind: 'allowed', context: undefined };
  if (access.kind === 'authorized') return askAuthorizer(access.scheme, facts, options);
  options.log(`${operationId}: denied, ${access.reason}`);
  return refused('UNAUTHORIZED');
}

async function askAuthorizer(scheme: string, facts: RequestFacts, options: AuthorizeOptions): Promise<Decision> {
  const { authorizers, identitySources } = options.table;
  const failed = (cause: string): Decision => {
    options.log(`${facts.route.operationId}: the authorizer of ${scheme} ${cause}`);
    return refused('AUTHORIZER_FAILURE');
  };
  const authorizer = own(authorizers, scheme);
  if (authorizer === undefined) return failed('is not there');
  const sources = own(identitySources, scheme) ?? [{ in: 'header', name: 'authorization' }];
  if (!sources.every((source) => isPresent(source, facts))) return refused('UNAUTHORIZED');
  const outcome = await settle(() => authorizer(authorizerEvent(facts)), options.limitMs);
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

function refused(type: Extract<Decision, { kind: 'refused' }>['type']): Decision {
  return { kind: 'refused', type };
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
