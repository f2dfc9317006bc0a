import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Hooks } from '../dynamodb/types.js';
import { callerOf, invocationIdOf } from '../endpoint/index.js';
import type { ToldEvent } from '../events/index.js';
import { readMail, type Mail } from './mail.js';
import { openMailbox } from './mailbox.js';
import { eventsOf } from './simulator.js';

export type { Mail };

/** A running mailbox. */
export interface SesEngine {
  readonly endpoint: string;
  /** Newest first. */
  readonly mails: () => readonly Mail[];
  readonly close: () => Promise<void>;
}

const bodyLimit = 10 * 1024 * 1024;

/** How the engine is started. */
export interface SesOptions extends Hooks {
  /** Where mails are kept; absent keeps them in memory. */
  readonly directory?: string;
  readonly now: () => Date;
  /** Told what becomes of mails to the mailbox simulator. */
  readonly tell?: (event: ToldEvent) => void;
}

/**
 * SES v2 as far as sending needs it: `SendEmail` with simple content (POST /v2/email/outbound-emails). Mails go to a
 * mailbox on this machine and nowhere else. Of those to the mailbox simulator's addresses it tells what AWS would.
 */
export async function startSes(options: SesOptions): Promise<SesEngine> {
  const mailbox = openMailbox(options.directory);
  // As at the other engines: no connection ends while a client reuses it.
  const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    void answer(request, response, options, mailbox.deliver).catch(() => response.destroy());
  });
  await new Promise<void>((ready, failed) => server.once('error', failed).listen(0, '127.0.0.1', ready));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    mails: mailbox.mails,
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
  { fault, onCall, now, tell }: SesOptions,
  deliver: (mail: Mail) => void,
): Promise<void> {
  if (request.method !== 'POST' || request.url !== '/v2/email/outbound-emails')
    return refuse(response, 404, 'NotFoundException', 'Only SendEmail is emulated.');
  const input = await readInput(request);
  if (!input) return refuse(response, 400, 'BadRequestException', 'The body is not JSON.');
  const planned = fault?.('ses', 'SendEmail', { invocationId: invocationIdOf(request), input });
  if (planned === 'error') return refuse(response, 500, 'InternalServiceErrorException', 'A fault that was asked for.');
  if (planned instanceof Error) return refuse(response, planned.status, planned.name, planned.message);
  const mail = readMail(input, now());
  if (typeof mail === 'string') return refuse(response, 400, 'BadRequestException', mail);
  deliver(mail);
  for (const event of eventsOf(mail)) tell?.(event);
  await onCall?.({ service: 'ses', action: 'SendEmail', input, ...callerOf(request) });
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
  // Whole characters, also where a chunk ends within one.
  request.setEncoding('utf8');
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
