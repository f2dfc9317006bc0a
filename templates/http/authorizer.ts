/// <reference types="node" />
import type { APIGatewayAuthorizerResult, APIGatewayRequestAuthorizerEvent, Context } from 'aws-lambda';
import type { Settings } from '../settings.js';
import { stageConfiguration } from './stage-configuration.js';
import { writeAuditEvent } from './audit.js';
import { now } from './clock.js';
import { stage } from './environment.js';
import { countFailure, createObservability, flushMetrics, requestLoggers, type RequestLoggers } from './logging.js';
import { isSafeRequestId } from './request-id.js';

/** Where a security scheme's credential travels. */
export interface CredentialPlace {
  readonly in: 'header' | 'query' | 'cookie';
  /** Of a header in lower case. */
  readonly name: string;
  /** The scheme of the Authorization header that is wanted, in lower case: `bearer`, `basic`. */
  readonly scheme?: string;
}

/** What an authorizer is given: the credential alone, since nothing else of a request is proof of anything. */
export interface AuthorizerInput {
  /** Without the name of its scheme. Never empty. */
  readonly credential: string;
}

/** What an authorizer is given beside its input. */
export interface AuthorizerContext {
  readonly requestId: string;
  now(): Date;
  readonly logger: RequestLoggers['logger'];
  readonly settings: Settings;
}

/** Whom a credential belongs to. */
export interface Authorized {
  /** Stable id of the caller. */
  readonly subject: string;
  /** Further facts for the services; the gateway turns them into strings. */
  readonly claims?: Readonly<Record<string, string | number | boolean>>;
}

/**
 * The type of an authorizer slot. `undefined` refuses the credential, and the caller gets a 401. A throw means that
 * the credential could not be checked, and the caller gets a 503: never a pass.
 */
export type Authorizer = (input: AuthorizerInput, context: AuthorizerContext) => Promise<Authorized | undefined>;

/** A Lambda authorizer of type REQUEST. */
export type AuthorizerHandler = (
  event: APIGatewayRequestAuthorizerEvent,
  lambdaContext: Context,
) => Promise<APIGatewayAuthorizerResult>;

/**
 * Makes the handler of a security scheme. Every refusal is an audit event (ASVS 16.3.2), without a subject: nobody
 * proved one.
 */
export function createAuthorizer(name: string, place: CredentialPlace, authorizer: Authorizer): AuthorizerHandler {
  const { settings } = stageConfiguration(stage());
  const observability = createObservability(name, stage());
  return async (event, lambdaContext) => {
    const requestId = requestIdOfAuthorizer(event);
    const { logger, auditLogger } = requestLoggers(observability, { requestId, operationId: name }, lambdaContext);
    const refused = (reason: string): void => {
      const facts = { time: now(), requestId, address: event.requestContext.identity.sourceIp };
      writeAuditEvent(auditLogger, { event: 'authorization', outcome: 'failure', reason }, facts);
    };
    const credential = credentialOf(event, place);
    try {
      const authorized =
        credential === undefined ? undefined : await authorizer({ credential }, { requestId, now, logger, settings });
      // API Gateway answers 401 to this very message, and to no other.
      if (!authorized) throw new Unauthorized('Unauthorized');
      return allow(name, event.methodArn, authorized);
    } catch (error) {
      if (error instanceof Unauthorized) {
        refused(credential === undefined ? 'NO_CREDENTIAL' : 'CREDENTIAL_REFUSED');
      } else {
        logger.error('The credential could not be checked.', { error });
        countFailure(observability.metrics);
        refused('NOT_CHECKED');
      }
      throw error;
    } finally {
      flushMetrics(observability.metrics);
    }
  };
}

class Unauthorized extends Error {
  override readonly name = 'Unauthorized';
}

/** The credential of a request. Two of them are none: a proxy and the authorizer could pick different ones. */
function credentialOf(event: APIGatewayRequestAuthorizerEvent, place: CredentialPlace): string | undefined {
  const values =
    place.in === 'query'
      ? (event.multiValueQueryStringParameters?.[place.name] ?? [])
      : headerValues(event, place.in === 'cookie' ? 'cookie' : place.name);
  const found = place.in === 'cookie' ? values.flatMap((value) => cookieValues(value, place.name)) : values;
  const [only] = found;
  if (only === undefined || found.length > 1) return undefined;
  const text = place.scheme === undefined ? only : withoutScheme(only, place.scheme);
  return text === undefined || text === '' ? undefined : text;
}

function headerValues(event: APIGatewayRequestAuthorizerEvent, name: string): readonly string[] {
  return Object.entries(event.multiValueHeaders ?? {}).flatMap(([key, values]) =>
    key.toLowerCase() === name ? (values ?? []) : [],
  );
}

function cookieValues(header: string, name: string): string[] {
  return header
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1));
}

/** RFC 9110 11.4: the scheme's name is case-insensitive, and one or more spaces follow it. */
function withoutScheme(value: string, scheme: string): string | undefined {
  const match = /^([A-Za-z0-9!#$%&'*+.^_`|~-]+) +(\S+)$/.exec(value);
  return match?.[1]?.toLowerCase() === scheme ? match[2] : undefined;
}

/** The answer is for this very request: it is not cached, so that who is shut out is so at once. */
function allow(scheme: string, methodArn: string, { subject, claims }: Authorized): APIGatewayAuthorizerResult {
  return {
    principalId: subject,
    policyDocument: {
      Version: '2012-10-17',
      Statement: [{ Action: 'execute-api:Invoke', Effect: 'Allow', Resource: methodArn }],
    },
    context: { ...claims, scheme, subject },
  };
}

function requestIdOfAuthorizer(event: APIGatewayRequestAuthorizerEvent): string {
  const [given] = headerValues(event, 'x-request-id');
  return given !== undefined && isSafeRequestId(given) ? given : event.requestContext.requestId;
}
