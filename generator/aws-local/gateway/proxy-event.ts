import type { APIGatewayProxyEvent, APIGatewayRequestAuthorizerEvent } from 'aws-lambda';
import { placeApi } from '../../contract/model/api-placement.js';
import { localAccount, localArn } from '../place.js';
import type { AuthorizerContext } from './authorizer-result.js';
import { headerValues } from './request.js';
import type { Pairs } from './request.js';
import type { Route } from './types.js';

/** What an event is made of. */
export interface RequestFacts {
  readonly route: Route;
  readonly method: string;
  /** Below the stage, percent-encoded. */
  readonly path: string;
  readonly pathParameters: Readonly<Record<string, string>>;
  readonly query: Pairs;
  readonly headers: Pairs;
  readonly body: Buffer;
  /** The base path: `v1`, `api/v2` or nothing. The first segment is the stage of the deployed gateway. */
  readonly stage: string;
  /** A UUID. */
  readonly requestId: string;
  readonly sourceIp: string;
  readonly port: number;
  /** `HTTP/1.1`. */
  readonly protocol: string;
  readonly time: Date;
}

const apiId = 'authwright';

/**
 * The event of a REST API's Lambda proxy integration ("Input format of a Lambda function for proxy
 * integration" in the API Gateway developer guide): single-value maps hold the last value, empty
 * maps of parameters are null, and so is an empty body.
 */
export function proxyEvent(facts: RequestFacts, authorizer?: AuthorizerContext): APIGatewayProxyEvent {
  const base64 = !isText(headerValues(facts.headers, 'content-type')[0]);
  const hasBody = facts.body.length > 0;
  return {
    ...commonEvent(facts),
    requestContext: { ...requestContext(facts), authorizer },
    body: hasBody ? facts.body.toString(base64 ? 'base64' : 'utf8') : null,
    isBase64Encoded: hasBody && base64,
  };
}

/** The event of a Lambda authorizer of type REQUEST, which sees no body. */
export function authorizerEvent(facts: RequestFacts): APIGatewayRequestAuthorizerEvent {
  return {
    type: 'REQUEST',
    methodArn: methodArn(facts),
    ...commonEvent(facts),
    requestContext: { ...requestContext(facts), authorizer: undefined },
  };
}

/** What a policy allows or denies: `arn:aws:execute-api:{region}:{account}:{api}/{stage}/{method}/{path}`. */
export function methodArn({ stage, method, path }: RequestFacts): string {
  const { stageName, prefix } = placeApi(stage);
  return localArn('execute-api', `${apiId}/${stageName}/${method}${below(prefix, path)}`);
}

/** A path among the routes of the deployed gateway: below those segments of the base path that are no name of a stage. */
function below(prefix: string, path: string): string {
  return prefix === '' ? path : `${prefix}${path === '/' ? '' : path}`;
}

function commonEvent(facts: RequestFacts) {
  const headers = forwardedHeaders(facts);
  const { prefix } = placeApi(facts.stage);
  return {
    resource: below(prefix, facts.route.path),
    path: below(prefix, facts.path),
    httpMethod: facts.method,
    headers: lastValues(headers),
    multiValueHeaders: allValues(headers),
    queryStringParameters: orNull(lastValues(facts.query)),
    multiValueQueryStringParameters: orNull(allValues(facts.query)),
    pathParameters: orNull(encoded(facts.pathParameters)),
    stageVariables: null,
  };
}

function requestContext(facts: RequestFacts) {
  const host = headerValues(facts.headers, 'host')[0];
  const { stageName, prefix } = placeApi(facts.stage);
  return {
    accountId: localAccount,
    apiId,
    ...(host === undefined ? {} : { domainName: host, domainPrefix: host.split(/[.:]/)[0] }),
    stage: stageName,
    resourceId: 'local',
    resourcePath: below(prefix, facts.route.path),
    httpMethod: facts.method,
    path: facts.stage === '' ? facts.path : `/${facts.stage}${facts.path}`,
    protocol: facts.protocol,
    requestId: facts.requestId,
    extendedRequestId: facts.requestId,
    requestTime: commonLogTime(facts.time),
    requestTimeEpoch: facts.time.getTime(),
    identity: identity(facts.sourceIp, headerValues(facts.headers, 'user-agent')[0] ?? null),
  };
}

function identity(sourceIp: string, userAgent: string | null) {
  return {
    sourceIp,
    userAgent,
    accessKey: null,
    accountId: null,
    apiKey: null,
    apiKeyId: null,
    caller: null,
    clientCert: null,
    cognitoAuthenticationProvider: null,
    cognitoAuthenticationType: null,
    cognitoIdentityId: null,
    cognitoIdentityPoolId: null,
    principalOrgId: null,
    user: null,
    userArn: null,
  };
}

/** Of one connection only (RFC 9110, 7.6.1), or meant for the gateway. */
const connectionHeaders = new Set([
  'connection',
  'expect',
  'keep-alive',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** The caller's headers with what API Gateway sets itself: its word on address, port and protocol wins. */
function forwardedHeaders({ headers, sourceIp, port }: RequestFacts): Pairs {
  const ownNames = ['x-forwarded-for', 'x-forwarded-port', 'x-forwarded-proto'];
  const chain = [...headerValues(headers, 'x-forwarded-for'), sourceIp].join(', ');
  return [
    ...headers.filter(([name]) => !connectionHeaders.has(name.toLowerCase()) && !ownNames.includes(name.toLowerCase())),
    ['X-Forwarded-For', [chain]],
    ['X-Forwarded-Port', [String(port)]],
    ['X-Forwarded-Proto', ['http']],
  ];
}

/** API Gateway takes a body without a type for JSON, so that is text too. */
function isText(contentType: string | undefined): boolean {
  const type = (contentType ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  return (
    type === '' || /^text\/|^application\/(json|xml|javascript|x-www-form-urlencoded|graphql)$|\+(json|xml)$/.test(type)
  );
}

function lastValues(pairs: Pairs): Record<string, string> {
  return Object.fromEntries(pairs.map(([name, values]) => [name, values.at(-1) ?? '']));
}

function allValues(pairs: Pairs): Record<string, string[]> {
  return Object.fromEntries(pairs.map(([name, values]) => [name, [...values]]));
}

function orNull<T extends object>(map: T): T | null {
  return Object.keys(map).length === 0 ? null : map;
}

/** `09/Apr/2015:12:34:56 +0000`. */
function commonLogTime(time: Date): string {
  const [, day, month, year, clock] = /^\w+, (\d+) (\w+) (\d+) ([\d:]+)/.exec(time.toUTCString()) ?? [];
  return `${day}/${month}/${year}:${clock} +0000`;
}

/** Path parameters reach a function percent-encoded; the query does not. */
function encoded(parameters: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, encodeURIComponent(value)]));
}
