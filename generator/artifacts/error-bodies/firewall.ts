import type { Contract } from '../../contract/model/contract.js';
import { fillTemplate, type ErrorFactValues } from '../../contract/model/error-template.js';
import { gatewayErrors, titleOf } from '../../contract/model/own-errors.js';
import { gatewayAnswers, type GatewayAnswer } from './gateway.js';

/** Stands for the id of the request where a contract asks for one. */
const noRequestId = 'none';

/** A firewall counts what five minutes bring. */
const windowSeconds = 300;

/** The firewall's answer to who asks too often. */
export interface FirewallAnswer extends Pick<GatewayAnswer, 'status' | 'contentType' | 'body'> {
  readonly type: 'FIREWALL_THROTTLED';
  readonly retryAfter: number;
}

/**
 * The gateway's 429 as WAF can send it: the text is fixed, so that it tells neither the id of the request nor the time,
 * and its media type is JSON or plain text and no other. The id is left out, or `none` where it is required.
 */
export function firewallAnswer(contract: Contract): FirewallAnswer {
  const throttled = gatewayAnswers(contract).find(({ type }) => type === 'THROTTLED');
  const error = gatewayErrors.find(({ type }) => type === 'THROTTLED');
  if (!throttled || !error) throw new Error('The gateway throttles without an answer.');
  const { status, code, message } = error;
  const facts = { status, title: titleOf(status), code, message };
  const without = bodyOf(throttled, facts);
  const isText = throttled.contentType.startsWith('text/');
  return {
    type: 'FIREWALL_THROTTLED',
    status,
    contentType: isText ? 'text/plain' : 'application/json',
    body: throttled.fits(without) ? without : bodyOf(throttled, { ...facts, requestId: noRequestId }),
    retryAfter: windowSeconds,
  };
}

function bodyOf({ template, contentType }: GatewayAnswer, facts: ErrorFactValues): string {
  const value = template && fillTemplate(template, facts);
  return contentType.startsWith('text/') ? String(value ?? '') : JSON.stringify(value ?? {});
}
