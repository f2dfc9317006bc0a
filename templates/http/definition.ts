import type * as z from 'zod';
import type { ErrorShape } from './error-shape.js';

/**
 * What the runtime knows of one operation of the contract: how to read its request and
 * how to check its answers. Each operation emits one constant of this type in its `models.ts`.
 */
export interface OperationDefinition {
  /** The contract's `operationId`; also the service name in logs and metrics. */
  readonly operationId: string;
  readonly method: string;
  /** Path template as in the contract, e.g. `/orders/{orderId}`. */
  readonly path: string;
  /** True when the contract demands a security scheme: no principal, no service. */
  readonly secured: boolean;
  readonly request: RequestDefinition;
  /** Keys as in the contract: `201`, a range such as `4XX`, or `default`. */
  readonly responses: Readonly<Record<string, ResponseDefinition>>;
}

/** The parts of a request that the contract declares; an absent part is not read at all. */
export interface RequestDefinition {
  readonly path?: ParameterGroup;
  readonly query?: ParameterGroup;
  readonly headers?: ParameterGroup;
  readonly cookies?: ParameterGroup;
  readonly body?: BodyDefinition;
}

/** All parameters of one location, with the object schema of their decoded values. */
export interface ParameterGroup {
  readonly schema: z.ZodType;
  readonly parameters: readonly ParameterDefinition[];
}

/** How one parameter is written in a request (OpenAPI 3.1, "Style Values"). */
export interface ParameterDefinition {
  /** The name in the contract, which is also the key in the decoded object. */
  readonly name: string;
  /** `json` stands for a parameter with `content: application/json`. */
  readonly style: ParameterStyle;
  readonly explode: boolean;
  readonly type: ParameterType;
}

/** The serialisation styles of OpenAPI, and `json` for parameters described by `content`. */
export type ParameterStyle =
  | 'simple'
  | 'label'
  | 'matrix'
  | 'form'
  | 'spaceDelimited'
  | 'pipeDelimited'
  | 'deepObject'
  | 'json';

/**
 * What the text of a parameter stands for. `number` covers integers too: the schema decides.
 * `any` is left as text.
 */
export type ParameterType =
  | 'string'
  | 'number'
  | 'boolean'
  | 'any'
  | { readonly array: ParameterType }
  | { readonly object: Readonly<Record<string, ParameterType>> }
  /** Text is read as the first of these that it fits; where the schema refuses that, as text. */
  | { readonly anyOf: readonly ParameterType[] };

/** The request body: which media types it may have, and how large it may be. */
export interface BodyDefinition {
  readonly required: boolean;
  /** Upper bound in bytes, checked before anything is parsed. */
  readonly maxBytes: number;
  /** By media type or range (`image/*`); the most specific match is taken. */
  readonly content: Readonly<Record<string, BodyContent>>;
}

/** How a body of one media type is read. */
export interface BodyContent {
  /** `binary` gives the schema a `Uint8Array`, as does a file part of `multipart`. */
  readonly kind: 'json' | 'form' | 'multipart' | 'text' | 'binary';
  readonly schema: z.ZodType;
  /** Types of the fields of a form, whose values travel as text. */
  readonly properties?: Readonly<Record<string, ParameterType>>;
}

/** One declared answer. Without `body`, an answer of this status must have none. */
export interface ResponseDefinition {
  readonly body?: ResponseBodyDefinition;
  /** Of an error: how the backend words it where the error is its own. */
  readonly error?: ErrorShape;
  /** The same body in other media types: the service says in `contentType` which of all it is. */
  readonly alternatives?: readonly ResponseBodyDefinition[];
  /** By lower-case name. */
  readonly headers?: Readonly<Record<string, ResponseHeaderDefinition>>;
}

/** A header of an answer, in the style `simple`. */
export interface ResponseHeaderDefinition {
  readonly required: boolean;
  /** What a value must be; absent where any text will do. */
  readonly schema?: z.ZodType;
  /** Of an object: `R=100,G=200` in place of `R,100,G,200`. */
  readonly explode?: boolean;
  /** The value is written as JSON. */
  readonly json?: boolean;
}

/** The body of a declared answer. `binary` expects a `Uint8Array` from the service. */
export interface ResponseBodyDefinition {
  readonly contentType: string;
  readonly kind: 'json' | 'text' | 'binary';
  readonly schema: z.ZodType;
}
