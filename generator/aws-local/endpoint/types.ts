import type { AwsError } from './aws-error.js';

/** What an engine knows of a call beside its input. */
export interface CallMeta {
  /** Also in the answer's `x-amzn-requestid`. */
  readonly requestId: string;
  /** Whether the request carries a Signature Version 4. It is not verified. */
  readonly signed: boolean;
}

/** One emulated service. */
export interface Engine {
  /** The part of `X-Amz-Target` before the dot, `AWSCognitoIdentityProviderService`. Also the service's name in calls. */
  readonly targetPrefix: string;
  /**
   * Performs an action and resolves to the answer's members.
   *
   * @throws AwsError for what the service refuses; of name `UnknownOperationException` for an action it does not have
   */
  call(action: string, input: Readonly<Record<string, unknown>>, meta: CallMeta): Promise<object>;
}

/** A document that is fetched with GET, such as a JWKS. */
export interface Route {
  /** Compared exactly, without query. */
  readonly path: string;
  readonly contentType: string;
  readonly body: () => string;
}

/** A call about to be performed. */
export interface Attempt {
  /** The SDK's id of what its caller asked for, the same for all attempts; a made-up one for other clients. */
  readonly invocationId: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** Asked before every call, retries included, whether and how to break it. */
export type FaultHook = (service: string, action: string, attempt: Attempt) => Fault | undefined;

/** A call that was performed or refused, as tests record it. */
export interface Call {
  /** The engine's `targetPrefix`. */
  readonly service: string;
  readonly action: string;
  readonly input: Readonly<Record<string, unknown>>;
  /** The function that made it, by its emitted folder (`operations/login-user`); absent for any other client. */
  readonly caller?: string;
  /** Absent when the call succeeded, also if its answer is withheld. */
  readonly error?: AwsError;
}

/**
 * How a call is broken: `error` fails it with a 500 before it has any effect, `timeout-after-effect`
 * performs it and ends the connection without an answer or refusal, an `AwsError` is answered before any effect.
 */
export type Fault = 'error' | 'timeout-after-effect' | AwsError;

/** How the endpoint is started. */
export interface EndpointOptions {
  readonly engines: readonly Engine[];
  readonly routes?: readonly Route[];
  /** Told of every call after it took effect and before it is answered, which waits for the promise. */
  readonly onCall?: (call: Call) => void | Promise<void>;
  readonly fault?: FaultHook;
  /** One line per failure of an engine that is no `AwsError`; standard error by default. */
  readonly log?: (line: string) => void;
}

/** A request of the AWS JSON protocols, however it came. */
export interface AwsRequest {
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: string | Uint8Array;
  /** It comes from a client of `--fast-sdk`, which has signed an earlier call. */
  readonly isOwn?: boolean;
}

/** Its answer, for the wire or for a client in this process. */
export interface AwsAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON. */
  readonly body: string;
}

/** Performs one request. It never rejects; undefined means that the answer is withheld, as if it got lost. */
export type AnswerRequest = (request: AwsRequest) => Promise<AwsAnswer | undefined>;

/** A running endpoint. */
export interface Endpoint {
  /** `http://127.0.0.1:<port>`, for the `endpoint` of every SDK client. */
  readonly url: string;
  /** What it does with a request, without the wire. */
  readonly answer: AnswerRequest;
  /** Waits shortly for calls in flight, then ends every connection. Calling it again is harmless. */
  close(): Promise<void>;
}
