import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import { afterAll, describe, expect, it } from 'vitest';
import { preflightHeaders } from '../../generated/http/gateway-headers.js';
import { startGateway, type Gateway } from '../../generator/aws-local/gateway/index.js';
import { projects } from './projects.js';
import { synthesised } from './templates.js';

const gateways: Gateway[] = [];
afterAll(() => Promise.all(gateways.map((gateway) => gateway.close())));

/** What functions and authorizers are told of where they are, here and deployed. */
describe.each(projects)('events of $name', (project) => {
  it('name stage, route and path as the gateway of the template does', async () => {
    const { infra, stages } = await synthesised(project);
    const { resources } = stages['dev'] ?? expect.fail();
    const of = (type: string) => resources.find(({ Type }) => Type === type)?.Properties;
    const stage: string = of('AWS::ApiGateway::Stage').StageName;
    const routes: object = of('AWS::ApiGateway::RestApi').Body.paths;
    const seen: { event?: APIGatewayProxyEvent; arn?: string } = {};
    const operations = Object.values(infra.operations);
    const gateway = await startGateway({
      port: 0,
      stage: project.basePath.slice(1),
      routes: () => ({
        routes: operations.map(({ file, method, path }) => ({
          operationId: file,
          method,
          path,
          access: { kind: 'authorized', scheme: 'any' },
          handler: async (event): Promise<APIGatewayProxyResult> => {
            seen.event = event;
            return { statusCode: 204, body: '' };
          },
        })),
        authorizers: {
          any: async ({ methodArn }) => {
            seen.arn = methodArn;
            const statement = { Effect: 'Allow', Action: 'execute-api:Invoke', Resource: methodArn } as const;
            return { principalId: 'x', policyDocument: { Version: '2012-10-17', Statement: [statement] } };
          },
        },
        identitySources: { any: [] },
        gatewayResponses: [],
        allowedOrigins: [],
        preflight: preflightHeaders,
      }),
    });
    gateways.push(gateway);
    for (const { method, path } of operations) {
      const filled = path.replaceAll(/\{[^}]+\}/g, 'one');
      const { status } = await fetch(`${gateway.url}${filled}`, { method: method.toUpperCase() });
      const { resource, path: called, requestContext } = seen.event ?? expect.fail(path);
      expect([status, Object.keys(routes)]).toEqual([204, expect.arrayContaining([resource])]);
      expect(requestContext).toMatchObject({ stage, resourcePath: resource, path: `${project.basePath}${filled}` });
      expect(`/${stage}${called}`).toBe(`${project.basePath}${filled}`);
      expect(seen.arn?.split('/').slice(1).join('/')).toBe(`${stage}/${method.toUpperCase()}${called}`);
    }
  });
});
