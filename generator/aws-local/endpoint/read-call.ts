import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { AwsError } from './aws-error.js';
import type { AwsRequest } from './types.js';

/** More than any of the services takes in one request. */
const bodyLimit = 8 * 1024 * 1024;

/** What an `X-Amz-Target` names. */
export interface Target {
  readonly service: string;
  readonly action: string;
}

/** Reads `X-Amz-Target: <service>.<Action>` of the AWS JSON protocols; undefined if it is none. */
export function readTarget({ headers }: AwsRequest): Target | undefined {
  const header = headers['x-amz-target'];
  if (typeof header !== 'string') return undefined;
  const dot = header.lastIndexOf('.');
  return dot === -1 ? undefined : { service: header.slice(0, dot), action: header.slice(dot + 1) };
}

/** The header in which a function of the local stack says which one it is. */
export const callerHeader = 'x-authwright-caller';

/** The function that makes a call, by its emitted folder; empty for any other client. */
export function callerOf({ headers }: Pick<AwsRequest, 'headers'>): { readonly caller?: string } {
  const header = headers[callerHeader];
  return typeof header === 'string' ? { caller: header } : {};
}

/** What ties the attempts of one call together: SDK clients send it with each of them. */
export function invocationIdOf({ headers }: Pick<AwsRequest, 'headers'>): string {
  const header = headers['amz-sdk-invocation-id'];
  return typeof header === 'string' ? header : randomUUID();
}

/**
 * Reads the input of a call.
 *
 * @throws AwsError `SerializationException` if it is no JSON object, `RequestEntityTooLarge` beyond 8 MiB
 */
export function readInput({ body }: AwsRequest): Readonly<Record<string, unknown>> {
  if (body.length > bodyLimit) throw tooLarge();
  if (body.length === 0) return {};
  const input = parse(typeof body === 'string' ? body : new TextDecoder().decode(body));
  if (typeof input !== 'object' || input === null || Array.isArray(input))
    throw new AwsError('SerializationException', 'Unexpected JSON value.');
  return input as Readonly<Record<string, unknown>>;
}

/**
 * Reads a body from the wire.
 *
 * @returns undefined if the caller went away
 * @throws AwsError `RequestEntityTooLarge` beyond 8 MiB, which are read to their end and forgotten
 */
export function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= bodyLimit) chunks.push(chunk);
    });
    request.once('end', () => {
      if (size > bodyLimit) reject(tooLarge());
      else resolve(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks));
    });
    request.once('error', () => resolve(undefined));
  });
}

function tooLarge(): AwsError {
  return new AwsError('RequestEntityTooLarge', 'The request is too large.', 413);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new AwsError('SerializationException', 'The request is not valid JSON.');
  }
}
