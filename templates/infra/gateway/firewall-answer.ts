import type { CfnWebACL } from 'aws-cdk-lib/aws-wafv2';
import { firewallAnswer } from '../../http/gateway-answers.js';
import { gatewayHeaders } from '../../http/gateway-headers.js';
import type { Stage } from '../stage.js';

const bodyKey = 'too-many-requests';

/** WAF's words for what it can send. */
const contentTypes: Readonly<Record<string, string>> = {
  'text/html': 'TEXT_HTML',
  'text/plain': 'TEXT_PLAIN',
};

/** The bodies that rules of the API's firewall answer with. */
export const firewallBodies: Readonly<Record<string, CfnWebACL.CustomResponseBodyProperty>> = {
  [bodyKey]: {
    content: firewallAnswer.body,
    contentType: contentTypes[firewallAnswer.contentType] ?? 'APPLICATION_JSON',
  },
};

/**
 * Answers 429 as the gateway does. WAF takes no header `content-type`, and has no id of the request to put anywhere. What
 * it refuses without an answer of its own, the gateway answers as `WAF_FILTERED`.
 */
export function tooManyRequests({ frontends }: Stage): CfnWebACL.RuleActionProperty {
  const origins = frontends.map(({ origin }) => origin);
  const { 'content-type': _contentType, ...headers } = gatewayHeaders(firewallAnswer, origins);
  return {
    block: {
      customResponse: {
        responseCode: firewallAnswer.status,
        customResponseBodyKey: bodyKey,
        responseHeaders: Object.entries(headers).map(([name, value]) => ({ name, value })),
      },
    },
  };
}
