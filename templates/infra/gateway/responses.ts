import { runtimeHeaders } from '../../http/headers.js';
import type { GatewayAnswer } from '../model.js';
import { gatewayAnswers } from '../project.js';

/** API Gateway's names of the answers that it gives by itself; for some of ours it has several. */
const responseTypes: Readonly<Record<string, readonly string[]>> = {
  // A route that is not there is answered as if a token were missing.
  MISSING_ROUTE: ['MISSING_AUTHENTICATION_TOKEN', 'RESOURCE_NOT_FOUND'],
  UNAUTHORIZED: ['UNAUTHORIZED', 'EXPIRED_TOKEN', 'INVALID_SIGNATURE'],
  ACCESS_DENIED: ['ACCESS_DENIED', 'WAF_FILTERED'],
  AUTHORIZER_FAILURE: ['AUTHORIZER_FAILURE', 'AUTHORIZER_CONFIGURATION_ERROR'],
  THROTTLED: ['THROTTLED', 'QUOTA_EXCEEDED'],
};

/** Seconds after which a caller who was told to may come back. */
const retryAfter = 1;

/** The gateway's own answers, in the contract's error shape and with the headers that functions send. */
export function gatewayResponses(answers: readonly GatewayAnswer[] = gatewayAnswers): object {
  return Object.fromEntries(
    answers.flatMap((answer) =>
      (responseTypes[answer.type] ?? [answer.type]).map((type) => [type, gatewayResponse(answer)] as const),
    ),
  );
}

function gatewayResponse({ status, body }: GatewayAnswer): object {
  const {
    'x-request-id': _requestId,
    'content-security-policy': _policy,
    ...common
  } = runtimeHeaders('', undefined, []);
  const headers: Readonly<Record<string, string>> = {
    ...common,
    // The gateway takes values in single quotes, so that none can stand inside: the same policy without them.
    'content-security-policy': 'sandbox',
    'x-frame-options': 'DENY',
    'content-type': 'application/json; charset=utf-8',
    // RFC 9110 15.5.2 wants a challenge with a 401.
    ...(status === 401 ? { 'www-authenticate': 'Bearer' } : {}),
    ...(status === 429 || status === 503 ? { 'retry-after': String(retryAfter) } : {}),
  };
  return {
    statusCode: String(status),
    responseParameters: {
      ...Object.fromEntries(
        Object.entries(headers).map(([name, value]) => [`gatewayresponse.header.${name}`, `'${value}'`]),
      ),
      'gatewayresponse.header.x-request-id': 'context.requestId',
    },
    responseTemplates: { 'application/json': body },
  };
}
