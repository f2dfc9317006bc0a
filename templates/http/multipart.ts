/// <reference types="node" />
import type { FormEntry } from './form.js';
import { parseMediaType } from './media-type.js';

/** The body is not the multipart message that its media type promises. */
export class MultipartError extends Error {
  override readonly name = 'MultipartError';
}

/** RFC 2046, 5.1.1: at most 70 characters of this set, not ending with a space. */
const boundaryPattern = /^[A-Za-z0-9'()+_,\-./:=? ]{0,69}[A-Za-z0-9'()+_,\-./:=?]$/;

const maxParts = 1000;
const maxHeaderBytes = 8192;
const lineBreak = Buffer.from('\r\n');
const blankLine = Buffer.from('\r\n\r\n');

/**
 * The fields of a `multipart/form-data` body (RFC 7578). A part with a file name, or with a
 * media type that is neither text nor JSON, is a `Uint8Array`; its file name is not handed on,
 * since nothing good comes from trusting one. JSON parts are parsed, all others are text.
 *
 * @throws MultipartError naming what is wrong with the message
 */
export function readMultipart(body: Uint8Array, boundary: string | undefined): FormEntry[] {
  if (boundary === undefined || !boundaryPattern.test(boundary)) throw new MultipartError('it has no valid boundary');
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  return splitParts(bytes, boundary).map(readPart);
}

function splitParts(bytes: Buffer, boundary: string): Buffer[] {
  const delimiter = Buffer.from(`\r\n--${boundary}`, 'latin1');
  const opening = delimiter.subarray(lineBreak.length);
  // The first delimiter has no line break before it when there is no preamble.
  const preamble = bytes.indexOf(delimiter);
  let position = startsWith(bytes, opening) ? opening.length : preamble < 0 ? -1 : preamble + delimiter.length;
  if (position < 0) throw new MultipartError('its boundary does not occur');
  const parts: Buffer[] = [];
  while (!startsWith(bytes.subarray(position), Buffer.from('--'))) {
    const start = bytes.indexOf(lineBreak, position);
    // Only white space may follow a boundary (RFC 2046, 5.1.1): else it is the start of another word.
    if (start < 0 || bytes.toString('latin1', position, start).trim() !== '') {
      throw new MultipartError('a boundary line is broken');
    }
    const end = bytes.indexOf(delimiter, start);
    if (end < 0) throw new MultipartError('its last part does not end');
    parts.push(bytes.subarray(start, end));
    if (parts.length > maxParts) throw new MultipartError(`it has more than ${maxParts} parts`);
    position = end + delimiter.length;
  }
  return parts;
}

function readPart(part: Buffer): FormEntry {
  const end = part.indexOf(blankLine);
  if (end < 0 || end > maxHeaderBytes) throw new MultipartError('a part has no header or too long a one');
  const headers = readPartHeaders(utf8(part.subarray(0, end)));
  const content = part.subarray(end + blankLine.length);
  const disposition = /^form-data\s*;(.*)$/i.exec(headers.get('content-disposition') ?? '')?.[1];
  const name = disposition === undefined ? undefined : dispositionParameter(disposition, 'name');
  if (disposition === undefined || name === undefined) throw new MultipartError('a part has no name');
  const type = parseMediaType(headers.get('content-type') ?? 'text/plain')?.essence ?? 'application/octet-stream';
  const isFile = dispositionParameter(disposition, 'filename') !== undefined;
  const isJson = type === 'application/json' || type.endsWith('+json');
  if (isFile || (!isJson && !type.startsWith('text/'))) return [name, new Uint8Array(content)];
  return [name, isJson ? parseJson(utf8(content)) : utf8(content)];
}

function readPartHeaders(text: string): ReadonlyMap<string, string> {
  const headers = new Map<string, string>();
  for (const line of text.split('\r\n')) {
    const colon = line.indexOf(':');
    if (colon > 0) headers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
  return headers;
}

/** `name="..."`, with quotes and line breaks written as %22, %0D and %0A (WHATWG HTML, 4.10.21.8). */
function dispositionParameter(text: string, name: string): string | undefined {
  for (const [, key, quoted, plain] of text.matchAll(/(?:^|;)\s*([A-Za-z]+\*?)=(?:"([^"]*)"|([^;"\s]*))/g)) {
    if (key?.toLowerCase() !== name) continue;
    return (quoted ?? plain ?? '').replace(/%(22|0D|0A)/gi, (escape) => decodeURIComponent(escape));
  }
  return undefined;
}

function startsWith(bytes: Buffer, prefix: Buffer): boolean {
  return bytes.subarray(0, prefix.length).equals(prefix);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new MultipartError('a part is not valid JSON');
  }
}

function utf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new MultipartError('a part is not valid UTF-8');
  }
}
