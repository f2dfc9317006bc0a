import type { Contract } from '../../contract/model/contract.js';
import { fillTemplate, type ErrorFactValues } from '../../contract/model/error-template.js';
import { gatewayErrors } from '../../contract/model/own-errors.js';
import { factsOf, gatewayAnswers, type GatewayAnswer } from './gateway.js';

/** Stands for the id of the request where a contract asks for one. */
const noRequestId = 'none';

/** A firewall counts what five minutes bring. */
const windowSeconds = 300;

/** The firewall's answer to who asks too often. */
export interface FirewallAnswer extends Pick<GatewayAnswer, 'status' | 'contentType' | 'body'> {
  readonly retryAfter: number;
}

/**
 * The gateway's 429 as WAF can send it: the text is fixed, so that it tells neither the id of the request nor the time,
 * and its media type is JSON, HTML or plain text (WAF API reference, CustomResponseBody). The id is left out, or `none` where it is required.
 */
export function firewallAnswer(contract: Contract): FirewallAnswer {
  const throttled = gatewayAnswers(contract).find(({ type }) => type === 'THROTTLED');
  const error = gatewayErrors.find(({ type }) => type === 'THROTTLED');
  if (!throttled || !error) throw new Error('The gateway throttles without an answer.');
  const { requestId: _requestId, ...facts } = factsOf(error);
  const without = bodyOf(throttled, facts);
  return {
    status: error.status,
    contentType: mediaTypeOf(throttled.contentType),
    body: throttled.fits(without) ? without : bodyOf(throttled, { ...facts, requestId: noRequestId }),
    retryAfter: windowSeconds,
  };
}

function mediaTypeOf(contentType: string): string {
  if (contentType.startsWith('text/html')) return 'text/html';
  return contentType.startsWith('text/') ? 'text/plain' : 'application/json';
}

/** WAF takes no empty body. */
function bodyOf({ template, contentType }: GatewayAnswer, facts: ErrorFactValues): string {
  const value = template && fillTemplate(template, facts);
  return contentType.startsWith('text/') ? String(value ?? facts.message) : JSON.stringify(value ?? {});
}
