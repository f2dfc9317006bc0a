import type { APIGatewayProxyEvent } from 'aws-lambda';
import type { OperationDefinition } from './definition.js';
import { notAcceptable } from './errors.js';
import { headersOf } from './event.js';
import { parseMediaType } from './media-type.js';

type Responses = OperationDefinition['responses'];

/** What a caller accepts: a media type or range, and how much it is wanted. */
interface Range {
  readonly essence: string;
  /** Whether it asks for more than the media type, such as a profile, which no declared type says anything of. */
  readonly isNarrowed: boolean;
  /** From 0, not acceptable, to 1. */
  readonly quality: number;
}

/**
 * The media type that the caller prefers a success in, of those that the contract declares (RFC 9110, 12.5.1). A caller
 * who accepts none of them gets the first, as 12.4.1 allows, unless the contract declares 406. Nothing where there is
 * no choice.
 *
 * @throws HttpError 406
 */
export function acceptedType(responses: Responses, event: APIGatewayProxyEvent): { readonly accept?: string } {
  const offered = offeredTypes(responses);
  const [first] = offered;
  const declaresRefusal = Object.hasOwn(responses, '406');
  if (first === undefined || (offered.length === 1 && !declaresRefusal)) return {};
  const preferred = preferredType(offered, headersOf(event).get('accept')?.join(','));
  if (preferred === undefined && declaresRefusal) throw notAcceptable();
  return offered.length === 1 ? {} : { accept: preferred ?? first };
}

/** The media types of all successes, in the order of the contract; those of the default where it names no success. */
function offeredTypes(responses: Responses): readonly string[] {
  const statuses = Object.keys(responses).filter((status) => status.startsWith('2'));
  const counted = statuses.length > 0 ? statuses : ['default'];
  const bodies = counted.flatMap((status) => [responses[status]?.body, ...(responses[status]?.alternatives ?? [])]);
  return [...new Set(bodies.flatMap((body) => body?.contentType ?? []))];
}

/**
 * The offered media type that is wanted most, the earlier one of two that are wanted alike; undefined where none is
 * accepted. Without a header, or with one that says nothing, everything is accepted.
 */
export function preferredType(offered: readonly string[], accept: string | undefined): string | undefined {
  const ranges = readAccept(accept ?? '');
  if (ranges.length === 0) return offered[0];
  let best: string | undefined;
  let most = 0;
  for (const type of offered) {
    const quality = qualityOf(type, ranges);
    if (quality > most) [best, most] = [type, quality];
  }
  return best;
}

/** The quality of the most specific range that a type is in; 0 where it is in none. */
function qualityOf(type: string, ranges: readonly Range[]): number {
  const [group = ''] = type.split('/');
  // A range that asks for a parameter means another representation. If no other range fits, this one is the nearest.
  const fitting = [
    ranges.filter(({ essence, isNarrowed }) => essence === type && !isNarrowed),
    ranges.filter(({ essence }) => essence === `${group}/*`),
    ranges.filter(({ essence }) => essence === '*/*'),
    ranges.filter(({ essence, isNarrowed }) => essence === type && isNarrowed),
  ].find((found) => found.length > 0);
  return Math.max(0, ...(fitting ?? []).map(({ quality }) => quality));
}

/** The elements of the header; one that cannot be read is left out. Commas and semicolons in quotes separate nothing. */
function readAccept(accept: string): readonly Range[] {
  return [...accept.matchAll(/(?:[^,"]|"(?:[^"\\]|\\.)*"?)+/g)].flatMap(([element]) => readRange(element.trim()) ?? []);
}

function readRange(element: string): Range | undefined {
  // Some old clients write the range of everything with one star.
  const media = parseMediaType(element.replace(/^\*(?=\s*(?:;|$))/, '*/*'));
  if (media === undefined) return undefined;
  const { q = '1', charset = 'utf-8', ...others } = Object.fromEntries(media.parameters);
  if (!/^(?:[01](?:\.\d*)?|\.\d+)$/.test(q)) return undefined;
  const isNarrowed = Object.keys(others).length > 0 || !/^utf-?8$/i.test(charset);
  return { essence: media.essence, isNarrowed, quality: Math.min(1, Number(q)) };
}
