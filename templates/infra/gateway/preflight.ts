/** Request headers that a frontend may send. */
const allowedHeaders = 'authorization,content-type,x-request-id';

/** Seconds for which a browser may remember the answer. */
const maxAge = 600;

/**
 * The answer to a browser that asks before it calls. The gateway gives it by itself. An origin is named only if it is
 * exactly one of the stage's frontends, and is never reflected otherwise (ASVS 3.4.2).
 */
export function preflight(origins: readonly string[], methods: readonly string[]): object {
  const parameters = {
    'Access-Control-Allow-Headers': `'${allowedHeaders}'`,
    'Access-Control-Allow-Methods': `'${methods
      .map((method) => method.toUpperCase())
      .sort()
      .join(',')}'`,
    'Access-Control-Max-Age': `'${maxAge}'`,
    'Cache-Control': "'no-store'",
    'Strict-Transport-Security': "'max-age=63072000; includeSubDomains'",
    Vary: "'Origin'",
    'X-Content-Type-Options': "'nosniff'",
  };
  return {
    security: [],
    responses: {
      204: {
        description: 'Answered by the gateway.',
        headers: Object.fromEntries(
          [...Object.keys(parameters), 'Access-Control-Allow-Origin'].map((name) => [
            name,
            { schema: { type: 'string' } },
          ]),
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
            Object.entries(parameters).map(([name, value]) => [`method.response.header.${name}`, value]),
          ),
          responseTemplates: { 'application/json': originTemplate(origins) },
        },
      },
    },
  };
}

/** Velocity: names the caller's origin when it is one of ours. */
function originTemplate(origins: readonly string[]): string {
  const known = origins.map((origin) => `$origin == "${origin.replaceAll(/["$#\\]/g, '')}"`).join(' || ');
  return [
    '#set($origin = $input.params().header.get("Origin"))',
    '#if($origin == "")#set($origin = $input.params().header.get("origin"))#end',
    `#if(${known})#set($context.responseOverride.header.Access-Control-Allow-Origin = $origin)#end`,
  ].join('\n');
}
