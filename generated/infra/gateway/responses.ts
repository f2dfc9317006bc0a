import { gatewayAnswers } from '../../http/gateway-answers.js';
import { gatewayHeaders, type GatewayAnswer } from '../../http/gateway-headers.js';

/** API Gateway's names of the answers that it gives by itself; for some of ours it has several. */
const responseTypes: Readonly<Record<string, readonly string[]>> = {
  // A route that is not there is answered as if a token were missing.
  MISSING_ROUTE: ['MISSING_AUTHENTICATION_TOKEN', 'RESOURCE_NOT_FOUND'],
  UNAUTHORIZED: ['UNAUTHORIZED', 'EXPIRED_TOKEN', 'INVALID_SIGNATURE'],
  ACCESS_DENIED: ['ACCESS_DENIED', 'WAF_FILTERED'],
  AUTHORIZER_FAILURE: ['AUTHORIZER_FAILURE', 'AUTHORIZER_CONFIGURATION_ERROR'],
  THROTTLED: ['THROTTLED', 'QUOTA_EXCEEDED'],
};

/**
 * The gateway's own answers in API Gateway's terms.
 *
 * @param origins of the stage's frontends
 */
export function gatewayResponses(
  origins: readonly string[],
  answers: readonly GatewayAnswer[] = gatewayAnswers,
): object {
  return Object.fromEntries(
    answers.flatMap((answer) =>
      (responseTypes[answer.type] ?? [answer.type]).map((type) => [type, gatewayResponse(answer, origins)] as const),
    ),
  );
}

function gatewayResponse(answer: GatewayAnswer, origins: readonly string[]): object {
  const headers = Object.entries(gatewayHeaders(answer, origins));
  return {
    statusCode: String(answer.status),
    responseParameters: {
      ...Object.fromEntries(headers.map(([name, value]) => [`gatewayresponse.header.${name}`, `'${value}'`])),
      'gatewayresponse.header.x-request-id': 'context.requestId',
    },
    responseTemplates: { 'application/json': answer.body },
  };
}
