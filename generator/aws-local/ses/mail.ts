import { randomUUID } from 'node:crypto';

/** A mail that was sent. */
export interface Mail {
  readonly id: string;
  readonly at: string;
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** Every URL in text and HTML, once. */
  readonly links: readonly string[];
}

interface SendEmailInput {
  readonly FromEmailAddress?: unknown;
  readonly Destination?: {
    readonly ToAddresses?: unknown;
    readonly CcAddresses?: unknown;
    readonly BccAddresses?: unknown;
  };
  readonly Content?: {
    readonly Simple?: {
      readonly Subject?: { readonly Data?: unknown };
      readonly Body?: { readonly Text?: { readonly Data?: unknown }; readonly Html?: { readonly Data?: unknown } };
    };
  };
}

/** An address as it may stand in a header: printable ASCII, with a display name or without. */
const address = /^(?:[^<>\r\n]*<[\x21-\x7e]+@[\x21-\x7e]+>|[\x21-\x7e]+@[\x21-\x7e]+)$/;

/** The most recipients of one call, by the quotas of SES. */
const mostRecipients = 50;

/** Reads the input of `SendEmail`; a text says why it is refused. */
export function readMail(input: Readonly<Record<string, unknown>>, at: Date): Mail | string {
  const { FromEmailAddress: from, Destination, Content } = input as SendEmailInput;
  const to = Destination?.ToAddresses;
  const { Subject, Body } = Content?.Simple ?? {};
  const [subject, text = '', html = ''] = [Subject?.Data, Body?.Text?.Data, Body?.Html?.Data];
  if (!isText(subject) || !isText(text) || !isText(html)) return 'Only simple content is emulated.';
  if (hasEntries(Destination?.CcAddresses) || hasEntries(Destination?.BccAddresses))
    return 'Only ToAddresses are emulated.';
  if (!isText(from) || !address.test(from)) return 'Illegal address in FromEmailAddress.';
  if (!Array.isArray(to) || to.length === 0) return 'There is no recipient.';
  if (to.length > mostRecipients) return `There are more than ${mostRecipients} recipients.`;
  if (!to.every((one): one is string => isText(one) && address.test(one))) return 'Illegal address in ToAddresses.';
  // What would end the header and begin another one.
  if (/[\r\n\0]/.test(subject)) return 'The subject contains control characters.';
  return { id: randomUUID(), at: at.toISOString(), from, to, subject, text, html, links: linksOf(text, html) };
}

/** The URLs of the text, without the punctuation after them, and the targets of the HTML's links. */
function linksOf(text: string, html: string): string[] {
  const inText = (text.match(/https?:\/\/[^\s<>"']+/g) ?? []).map((url) => url.replace(/[.,;:!?)\]]+$/, ''));
  const inHtml = [...html.matchAll(/href="([^"]+)"/g)].map((match) => (match[1] ?? '').replaceAll('&amp;', '&'));
  return [...new Set([...inText, ...inHtml])];
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function hasEntries(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0;
}
