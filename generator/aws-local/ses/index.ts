import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Hooks } from '../dynamodb/types.js';
import { invocationIdOf } from '../endpoint/index.js';

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

/** A running mailbox. */
export interface SesEngine {
  readonly endpoint: string;
  /** Newest first. */
  readonly mails: () => readonly Mail[];
  readonly close: () => Promise<void>;
}

/** How many mails are kept. */
const kept = 1000;
const bodyLimit = 10 * 1024 * 1024;

/**
 * SES v2 as far as sending needs it: `SendEmail` with simple content (POST /v2/email/outbound-emails). Mails go to a
 * mailbox in memory and nowhere else.
 */
export async function startSes(options: Hooks & { readonly now: () => Date }): Promise<SesEngine> {
  const mails: Mail[] = [];
  const server = createServer((request, response) => {
    void answer(request, response, options, (mail) => {
      mails.unshift(mail);
      mails.length = Math.min(mails.length, kept);
    });
  });
  await new Promise<void>((ready, failed) => server.once('error', failed).listen(0, '127.0.0.1', ready));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    mails: () => mails,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { fault, onCall, now }: Hooks & { readonly now: () => Date },
  deliver: (mail: Mail) => void,
): Promise<void> {
  if (request.method !== 'POST' || request.url !== '/v2/email/outbound-emails')
    return refuse(response, 404, 'NotFoundException', 'Only SendEmail is emulated.');
  const input = await readInput(request);
  if (!input) return refuse(response, 400, 'BadRequestException', 'The body is not JSON.');
  const planned = fault?.('ses', 'SendEmail', { invocationId: invocationIdOf(request), input });
  if (planned === 'error') return refuse(response, 500, 'InternalServiceErrorException', 'A fault that was asked for.');
  if (planned instanceof Error) return refuse(response, planned.status, planned.name, planned.message);
  const mail = mailOf(input, now());
  if (!mail) return refuse(response, 400, 'BadRequestException', 'Only simple content with a recipient is emulated.');
  deliver(mail);
  await onCall?.({ service: 'ses', action: 'SendEmail', input });
  if (planned === 'timeout-after-effect') response.destroy();
  else response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ MessageId: mail.id }));
}

function refuse(response: ServerResponse, status: number, name: string, message: string): void {
  response
    .writeHead(status, { 'content-type': 'application/json', 'x-amzn-errortype': name })
    .end(JSON.stringify({ message }));
}

async function readInput(request: IncomingMessage): Promise<Record<string, unknown> | undefined> {
  let text = '';
  for await (const chunk of request) {
    text += String(chunk);
    if (text.length > bodyLimit) return undefined;
  }
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

interface SendEmailInput {
  readonly FromEmailAddress?: string;
  readonly Destination?: { readonly ToAddresses?: readonly string[] };
  readonly Content?: {
    readonly Simple?: {
      readonly Subject?: { readonly Data?: string };
      readonly Body?: { readonly Text?: { readonly Data?: string }; readonly Html?: { readonly Data?: string } };
    };
  };
}

function mailOf(input: Record<string, unknown>, at: Date): Mail | undefined {
  const { FromEmailAddress: from = '', Destination, Content } = input as SendEmailInput;
  const to = Destination?.ToAddresses ?? [];
  const simple = Content?.Simple;
  if (!simple || to.length === 0) return undefined;
  const text = simple.Body?.Text?.Data ?? '';
  const html = simple.Body?.Html?.Data ?? '';
  return {
    id: randomUUID(),
    at: at.toISOString(),
    from,
    to,
    subject: simple.Subject?.Data ?? '',
    text,
    html,
    links: linksOf(text, html),
  };
}

/** The URLs of the text, and the targets of the HTML's links. */
function linksOf(text: string, html: string): string[] {
  const inText = text.match(/https?:\/\/[^\s<>"']+/g) ?? [];
  const inHtml = [...html.matchAll(/href="([^"]+)"/g)].map((match) => (match[1] ?? '').replaceAll('&amp;', '&'));
  return [...new Set([...inText, ...inHtml])];
}
