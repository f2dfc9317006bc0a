import { validateHeaderName, validateHeaderValue } from 'node:http';
import type { Answer } from './types.js';

type Headers = Map<string, string | readonly string[]>;

/**
 * Reads a function's result ("Output format of a Lambda function for proxy integration" in the API
 * Gateway developer guide): a status, headers in one or both of two maps, a body that may be base64.
 *
 * @returns undefined if it is malformed, which API Gateway answers with 502
 */
export function readProxyResult(result: unknown): Answer | undefined {
  if (!isRecord(result)) return undefined;
  const status = readStatus(result['statusCode']);
  const headers = readHeaders(result['headers'], result['multiValueHeaders']);
  const body = readBody(result['body'], result['isBase64Encoded']);
  if (status === undefined || headers === undefined || body === undefined) return undefined;
  if (body.length > 0 && !headers.has('content-type')) headers.set('content-type', 'application/json');
  return { status, headers, body };
}

/** Interim statuses (1xx) would leave the caller waiting, so they are malformed too. */
function readStatus(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isInteger(value) && value >= 200 && value <= 599 ? value : undefined;
}

function readBody(body: unknown, isBase64Encoded: unknown): Buffer | undefined {
  if (isBase64Encoded !== undefined && typeof isBase64Encoded !== 'boolean') return undefined;
  if (body === undefined || body === null) return Buffer.alloc(0);
  if (typeof body !== 'string') return undefined;
  if (isBase64Encoded !== true) return Buffer.from(body);
  return /^[A-Za-z0-9+/]*={0,2}$/.test(body) && body.length % 4 === 0 ? Buffer.from(body, 'base64') : undefined;
}

/** The gateway frames the answer itself, so what describes a connection or a length is dropped. */
const framing = new Set([
  'connection',
  'content-length',
  'keep-alive',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** API Gateway renames these in answers of a function ("Amazon API Gateway important notes for REST APIs"). */
const remapped = new Set(['authorization', 'date', 'server', 'www-authenticate']);

/** A name that both maps have takes the values of `multiValueHeaders`. */
function readHeaders(single: unknown, multi: unknown): Headers | undefined {
  const singles = entriesOf(single);
  const multis = entriesOf(multi);
  if (singles === undefined || multis === undefined || !multis.every(([, values]) => Array.isArray(values)))
    return undefined;
  const headers: Headers = new Map();
  for (const [name, value] of [...singles, ...multis]) {
    const text = Array.isArray(value) ? readValues(value) : readValue(value);
    if (text === undefined || !isSendable(name, [text].flat())) return undefined;
    const key = name.toLowerCase();
    if (framing.has(key) || text.length === 0) continue;
    headers.set(remapped.has(key) ? `x-amzn-remapped-${key}` : key, text);
  }
  return headers;
}

function entriesOf(map: unknown): [string, unknown][] | undefined {
  if (map === undefined || map === null) return [];
  if (!isRecord(map)) return undefined;
  return Object.entries(map).filter(([, value]) => value !== undefined);
}

function readValue(value: unknown): string | undefined {
  return ['string', 'number', 'boolean'].includes(typeof value) ? String(value) : undefined;
}

function readValues(values: readonly unknown[]): string[] | undefined {
  const texts = values.map(readValue);
  return texts.every((text) => text !== undefined) ? texts : undefined;
}

/** Node refuses line breaks and the like while writing; here they are a malformed result instead. */
function isSendable(name: string, values: readonly string[]): boolean {
  try {
    validateHeaderName(name);
    for (const value of values) validateHeaderValue(name, value);
    return true;
  } catch {
    return false;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
