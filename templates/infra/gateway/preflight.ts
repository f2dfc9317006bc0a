import { preflightHeaders } from '../../http/gateway-headers.js';

/** The answer to a browser that asks before it calls. The gateway gives it by itself. */
export function preflight(origins: readonly string[], methods: readonly string[]): object {
  const { always, known } = preflightHeaders(methods);
  const chosen = ['x-request-id', 'access-control-allow-origin', ...Object.keys(known)];
  return {
    security: [],
    responses: {
      204: {
        description: 'Answered by the gateway.',
        headers: Object.fromEntries(
          [...Object.keys(always), ...chosen].map((name) => [name, { schema: { type: 'string' } }]),
        ),
      },
    },
    'x-amazon-apigateway-integration': {
      type: 'mock',
      passthroughBehavior: 'when_no_match',
      requestTemplates: { 'application/json': '{"statusCode":204}' },
      responses: {
        default: {
          statusCode: '204',
          responseParameters: Object.fromEntries(
            Object.entries(always).map(([name, value]) => [`method.response.header.${name}`, `'${value}'`]),
          ),
          responseTemplates: { 'application/json': chosenHeaders(origins, known) },
        },
      },
    },
  };
}

/** Velocity: names the caller's origin, and what it may send, when it is exactly one of ours. */
function chosenHeaders(origins: readonly string[], known: Readonly<Record<string, string>>): string {
  const one = origins.map((origin) => `$origin == "${origin.replaceAll(/["$#\\]/g, '')}"`).join(' || ');
  return [
    override('x-request-id', '$context.requestId'),
    '#set($origin = $input.params().header.get("Origin"))',
    '#if($origin == "")#set($origin = $input.params().header.get("origin"))#end',
    `#if(${one})`,
    override('access-control-allow-origin', '$origin'),
    ...Object.entries(known).map(([name, value]) => override(name, `"${value}"`)),
    '#end',
  ].join('\n');
}

function override(header: string, value: string): string {
  return `#set($context.responseOverride.header.${header} = ${value})`;
}
