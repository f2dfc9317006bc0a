/// <reference types="node" />
import type { APIGatewayProxyEvent } from 'aws-lambda';
import type { BodyContent, BodyDefinition } from './definition.js';
import { payloadTooLarge, unsupportedMediaType } from './errors.js';
import { headerOf } from './event.js';
import { readForm, readUrlEncoded } from './form.js';
import { matchMediaType, parseMediaType, type MediaType } from './media-type.js';
import { MultipartError, readMultipart } from './multipart.js';

/**
 * A request body before its schema has seen it: absent, decoded, or undecodable. `problem` is
 * a sentence for the field `body`; it never quotes the body.
 */
export type ReadBody =
  | { readonly kind: 'absent' }
  | { readonly kind: 'decoded'; readonly value: unknown; readonly content: BodyContent }
  | { readonly kind: 'broken'; readonly problem: string };

/** Decoding failed; the message is the sentence for the caller. */
class BrokenBody extends Error {}

/**
 * Reads the body by its media type. Size comes first, then type, then content, so that nothing
 * is parsed that is too large or of a type nobody asked for (ASVS 2.2.1, 5.2.1).
 *
 * @throws HttpError 413 above `maxBytes`; 415 for a type, charset or content coding that is not
 * declared, or for a body without a type
 */
export function readBody(definition: BodyDefinition, event: APIGatewayProxyEvent): ReadBody {
  const bytes = bodyBytes(event, definition.maxBytes);
  if (bytes.length === 0) return { kind: 'absent' };
  const type = parseMediaType(headerOf(event, 'content-type') ?? '');
  const content = type === undefined ? undefined : matchMediaType(definition.content, type.essence);
  if (type === undefined || content === undefined || !isReadable(type, event)) throw unsupportedMediaType();
  try {
    return { kind: 'decoded', value: decode(bytes, content, type, event), content };
  } catch (error) {
    if (!(error instanceof BrokenBody)) throw error;
    return { kind: 'broken', problem: error.message };
  }
}

/** The bytes of the body as sent, as far as they are within the limit. */
function bodyBytes(event: APIGatewayProxyEvent, maxBytes: number): Buffer {
  const { body, isBase64Encoded } = event;
  // Four characters of base64 are at most three bytes: what is surely too large is not decoded.
  if (isBase64Encoded && body !== null && body.length > Math.ceil(maxBytes / 3) * 4 + 4) throw payloadTooLarge();
  const bytes = Buffer.from(body ?? '', isBase64Encoded ? 'base64' : 'utf8');
  if (bytes.length > maxBytes) throw payloadTooLarge();
  return bytes;
}

/** Text is UTF-8 and nothing else (RFC 8259, 8.1); the gateway undoes no content coding for us. */
function isReadable(type: MediaType, event: APIGatewayProxyEvent): boolean {
  const charset = type.parameters.get('charset')?.toLowerCase() ?? 'utf-8';
  const coding = headerOf(event, 'content-encoding')?.trim().toLowerCase() ?? 'identity';
  return (charset === 'utf-8' || charset === 'utf8') && coding === 'identity';
}

function decode(bytes: Buffer, content: BodyContent, type: MediaType, event: APIGatewayProxyEvent): unknown {
  switch (content.kind) {
    case 'binary':
      return new Uint8Array(bytes);
    case 'multipart':
      return decodeMultipart(bytes, content, type);
    case 'form':
      return decodeForm(textOf(bytes, event), content);
    case 'text':
      return textOf(bytes, event);
    case 'json':
      return decodeJson(textOf(bytes, event));
  }
}

/** A replacement character could hide what was sent: invalid text is refused instead. */
function textOf(bytes: Buffer, event: APIGatewayProxyEvent): string {
  // A body that comes as a string is text already. A lone surrogate in it would not survive
  // the way through bytes, so that it is taken as it is and found with the other flaws.
  if (!event.isBase64Encoded) return event.body ?? '';
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new BrokenBody('Must be valid UTF-8 text.');
  }
}

function decodeJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new BrokenBody('Must be valid JSON.');
  }
}

function decodeForm(text: string, content: BodyContent): unknown {
  try {
    return readForm(readUrlEncoded(text), content.properties);
  } catch (error) {
    if (!(error instanceof URIError)) throw error;
    throw new BrokenBody('Must be a form with valid percent-encoding of UTF-8 text.');
  }
}

function decodeMultipart(bytes: Buffer, content: BodyContent, type: MediaType): unknown {
  try {
    return readForm(readMultipart(bytes, type.parameters.get('boundary')), content.properties);
  } catch (error) {
    if (!(error instanceof MultipartError)) throw error;
    throw new BrokenBody(`Must be a valid multipart message: ${error.message}.`);
  }
}
