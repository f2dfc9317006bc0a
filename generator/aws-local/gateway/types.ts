import type { IncomingMessage, ServerResponse } from 'node:http';
import type {
  APIGatewayAuthorizerResult,
  APIGatewayProxyEvent,
  APIGatewayProxyResult,
  APIGatewayRequestAuthorizerEvent,
  Context,
} from 'aws-lambda';
import type { RouteAccess } from '../../contract/model/route-access.js';

/** A deployed function behind a route. A rejection is answered 502, as on AWS. */
export type Handler = (event: APIGatewayProxyEvent, context: Context) => Promise<APIGatewayProxyResult>;

/** A Lambda authorizer of type REQUEST. It rejects with the message `Unauthorized` to ask for a 401. */
export type Authorizer = (event: APIGatewayRequestAuthorizerEvent) => Promise<APIGatewayAuthorizerResult>;

/** One operation. */
export interface Route {
  readonly operationId: string;
  /** In either case. */
  readonly method: string;
  /** OpenAPI template, `/pets/{petId}`, without the base path. */
  readonly path: string;
  /** Who may call it. */
  readonly access: RouteAccess;
  readonly handler: Handler;
  /** Of this method alone; none by default. */
  readonly throttle?: Throttle;
}

/** Calls a second, and how many may come at once. More are answered 429. */
export interface Throttle {
  readonly rate: number;
  readonly burst: number;
}

/** Where a security scheme's credential travels. A cookie is `{ in: 'header', name: 'cookie' }`. */
export interface IdentitySource {
  readonly in: 'header' | 'query';
  readonly name: string;
}

/** Everything that a reload replaces at once. */
export interface RouteTable {
  readonly routes: readonly Route[];
  /** By security scheme. */
  readonly authorizers: Readonly<Record<string, Authorizer>>;
  /**
   * By security scheme: what must be present before its authorizer is called. A scheme that is not
   * listed needs the `Authorization` header; an empty list means that the authorizer is always called.
   */
  readonly identitySources?: Readonly<Record<string, readonly IdentitySource[]>>;
  /** A type that is missing takes `DEFAULT_4XX` or `DEFAULT_5XX`, and without these a built-in wording. */
  readonly gatewayResponses: readonly GatewayResponse[];
  /** Of all routes together; none by default. */
  readonly throttle?: Throttle;
  /** Compared exactly, `https://app.example.com`. There is no wildcard. */
  readonly allowedOrigins: readonly string[];
  /** The headers of an answer to a preflight, by the methods of its path: for everybody, and for allowed origins alone. */
  readonly preflight: (methods: readonly string[]) => PreflightHeaders;
}

/** The headers of an answer to a preflight. */
export interface PreflightHeaders {
  readonly always: Readonly<Record<string, string>>;
  /** Beside `access-control-allow-origin`. */
  readonly known: Readonly<Record<string, string>>;
}

/** The gateway's own answers, by API Gateway's response types (and two names for what is a 404 and a 415 here). */
export type GatewayResponseType =
  | 'MISSING_ROUTE'
  | 'UNAUTHORIZED'
  | 'ACCESS_DENIED'
  | 'AUTHORIZER_FAILURE'
  | 'REQUEST_TOO_LARGE'
  | 'UNSUPPORTED_MEDIA_TYPE'
  | 'THROTTLED'
  | 'INTEGRATION_FAILURE'
  | 'INTEGRATION_TIMEOUT'
  | 'DEFAULT_4XX'
  | 'DEFAULT_5XX';

/** The wording of one of the gateway's own answers. */
export interface GatewayResponse {
  readonly type: GatewayResponseType;
  readonly status: number;
  readonly body: (requestId: string) => string;
  readonly headers: Readonly<Record<string, string>>;
}

/** What is known of one answered request. Neither query nor bodies, which may hold credentials. */
export interface AnswerRecord {
  readonly method: string;
  /** With the base path, without the query. */
  readonly path: string;
  /** Undefined when no route matched. */
  readonly operationId: string | undefined;
  /** 499 when the caller went away before an answer. */
  readonly status: number;
  readonly durationMs: number;
  readonly requestId: string;
}

/** Limits of the gateway; the defaults are API Gateway's where it has one. */
export interface GatewayLimits {
  /** Of a request body. */
  readonly bodyBytes: number;
  /** Of request line and headers together; more is a 431. */
  readonly headerBytes: number;
  /** For an authorizer, and again for a handler. */
  readonly integrationMs: number;
  /** For all headers of a request to arrive. */
  readonly headersMs: number;
  /** For a whole request to arrive. */
  readonly requestMs: number;
  /** How long `close` waits for requests in flight. */
  readonly closeMs: number;
}

/** How a gateway is started. */
export interface GatewayOptions {
  /** Address to bind to; 127.0.0.1 by default. */
  readonly host?: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** The base path: `v1`, `api/v2`, or nothing. Events have the stage, the path and the resource that follow from it. */
  readonly stage: string;
  /** Asked once per request, so that a reload swaps the table atomically. */
  readonly routes: () => RouteTable;
  /** Sees every request first and resolves to true if it has answered. Such requests are not recorded. */
  readonly middleware?: (request: IncomingMessage, response: ServerResponse) => boolean | Promise<boolean>;
  readonly onAnswer?: (record: AnswerRecord) => void;
  readonly now?: () => Date;
  /** One line per fault of a handler, authorizer or slot; standard error by default. */
  readonly log?: (line: string) => void;
  readonly limits?: Partial<GatewayLimits>;
}

/** A running gateway. */
export interface Gateway {
  /** `http://localhost:4000/v1`. */
  readonly url: string;
  readonly port: number;
  /** Lets requests in flight finish for a while, then ends every connection. Calling it again is harmless. */
  close(): Promise<void>;
}

/** An HTTP answer, before it is written. */
export interface Answer {
  readonly status: number;
  readonly headers: ReadonlyMap<string, string | readonly string[]>;
  readonly body: Uint8Array;
}
