import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { handlersOf, loadInfra, type Resource } from '../../support/infra.js';
import { temporaryProject, type TemporaryProject } from '../../support/project.js';
import { synthesiseStage, type SynthesisedStage } from '../../projects/templates.js';
import { emit } from '../emitted/backend.js';

const domain = { name: 'api.goals.test', hostedZoneId: 'Z1', hostedZoneName: 'goals.test' };

/** A contract whose API is at a path, with a domain in the stage prod alone. */
const contract = (base: string, paths: readonly string[] = ['/goals/{goalId}', '/health']) => ({
  openapi: '3.1.0',
  info: { title: 'Goals', version: '1' },
  servers: [{ url: `https://goals.test${base}` }],
  paths: Object.fromEntries(paths.map((path, index) => [path, { get: operation(`read${index}`, path) }])),
  'x-authwright': {
    name: 'goals',
    frontends: [{ origin: 'https://app.goals.test' }],
    firewall: { rates: [{ path: '/goals/', requests: 100 }] },
    stages: { dev: {}, prod: { domain } },
  },
});

function operation(operationId: string, path: string): object {
  const names = [...path.matchAll(/\{([^{}]+)\}/g)].map(([, name]) => name);
  return {
    operationId,
    'x-authwright-rate-limit': { key: ['address'], attempts: 5, window: 60 },
    parameters: names.map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } })),
    responses: { 204: { description: 'There.' }, 429: { description: 'Too many.' } },
  };
}

const projects: TemporaryProject[] = [];
beforeAll(() => {
  process.env['CDK_VALIDATION'] = 'false';
});
afterAll(() => projects.forEach((project) => project.remove()));

async function emitted(base: string, paths?: readonly string[]) {
  const project = temporaryProject('base-path');
  projects.push(project);
  const diagnostics = await emit(project, contract(base, paths));
  return { project, diagnostics, infra: await loadInfra(project.folder, project.folder) };
}

/** What API Gateway makes of a template. */
function served({ resources, document }: SynthesisedStage) {
  const properties = (type: string): Resource['Properties'] => resources.find(({ Type }) => Type === type)?.Properties;
  const { StageName, MethodSettings } = properties('AWS::ApiGateway::Stage');
  const mapping = properties('AWS::ApiGateway::BasePathMapping');
  const routes = Object.keys(document.paths);
  const below = (first: string | undefined): readonly string[] =>
    routes.map((route) => `${first === undefined ? '' : `/${first}`}${route}`).sort();
  return {
    onOwnAddress: below(StageName),
    onDomain: mapping ? below(mapping.BasePath) : undefined,
    throttled: MethodSettings.map(({ ResourcePath }: { ResourcePath: string }) =>
      ResourcePath.replaceAll('~1', '/').slice(1),
    )
      .filter((path: string) => path !== '*')
      .sort(),
    routes: routes.sort(),
    firewall: JSON.stringify(properties('AWS::WAFv2::WebACL').Rules).match(/"SearchString":"[^"]+"/g),
    watched: [
      ...new Set(
        resources
          .flatMap(({ Properties }) => Properties?.Dimensions ?? [])
          .flatMap(({ Name, Value }) => (Name === 'Stage' ? [Value] : [])),
      ),
    ],
    stageName: StageName,
  };
}

describe('an API', () => {
  it.each([
    ['/v1', 'v1'],
    ['/v1-beta', 'v1-beta'],
    ['/api/v10', 'api'],
    ['/a/b/c', 'a'],
  ])(
    'at %s has the URLs of the contract, on its own address and at a domain',
    async (base, stageName) => {
      const { project, diagnostics, infra } = await emitted(base);
      expect(diagnostics.filter((one) => /AW22[89]/.test(one))).toEqual([]);
      const handlers = await handlersOf(infra, project.folder, project.folder);
      const wanted = ['/goals/{goalId}', '/health'].map((path) => `${base}${path}`);
      const dev = served(synthesiseStage(infra, handlers, infra.createStage('dev', 'eu-central-1')));
      const prod = served(synthesiseStage(infra, handlers, infra.createStage('prod', 'eu-central-1')));
      expect([dev.onOwnAddress, dev.onDomain]).toEqual([wanted, undefined]);
      expect(prod.onDomain).toEqual(wanted);
      for (const one of [dev, prod]) {
        expect(one.throttled).toEqual(one.routes);
        expect(one.firewall).toEqual([`"SearchString":"${base}/goals/"`]);
        expect(one.watched).toEqual([stageName]);
        expect(one.stageName).toBe(stageName);
      }
    },
    60_000,
  );

  it.each([
    ['', 'an API at "/" needs a domain, and the stages without one are dev'],
    ['/v1.2', 'an API at "/v1.2" needs a domain, and the stages without one are dev'],
  ])('at "%s" needs a domain', async (base, message) => {
    const { project, diagnostics, infra } = await emitted(base);
    expect(diagnostics.filter((one) => one.includes('AW229'))).toEqual([expect.stringContaining(message)]);
    const handlers = await handlersOf(infra, project.folder, project.folder);
    const prod = served(synthesiseStage(infra, handlers, infra.createStage('prod', 'eu-central-1')));
    expect(prod.onDomain).toEqual(['/goals/{goalId}', '/health'].map((path) => `${base}${path}`));
    const why = (stage: string) => infra.placementFaults(infra.createStage(stage, 'eu-central-1')).join();
    expect([why('dev'), why('prod')]).toEqual([expect.stringContaining('#/servers/0/url'), '']);
  });

  it('at a path that API Gateway cannot have is refused everywhere', async () => {
    const { diagnostics, infra } = await emitted('/api/@me');
    expect(diagnostics.filter((one) => one.includes('AW229'))).toEqual([
      expect.stringContaining('API Gateway cannot serve "@me"'),
    ]);
    for (const stage of ['dev', 'prod']) {
      expect(infra.placementFaults(infra.createStage(stage, 'eu-central-1')).join()).toContain('cannot be had');
    }
  });
});

describe('routes that API Gateway refuses', () => {
  const paths = ['/goals/@all', '/goals/{goal~id}', '/ping', '/things//one', '/more/', '/a,b:c.d-e_f', '/'];

  it('are told before anything is synthesised', async () => {
    const { diagnostics, infra } = await emitted('/v1', paths);
    const wanted = [
      '/goals/@all: API Gateway takes no "@" in a path',
      '/goals/{goal~id}: API Gateway takes no "~" in a path',
      '/more/: a segment must not be empty',
      '/ping: API Gateway answers /ping by itself',
      '/things//one: a segment must not be empty',
    ];
    const told = diagnostics.filter((one) => one.includes('AW228'));
    expect(told.map((one) => wanted.find((text) => one.includes(text)))).toEqual(wanted);
    expect(infra.refusedRoutes).toEqual(wanted);
  });

  it('are fewer where the gateway has another root', async () => {
    const { infra } = await emitted('/api/v2', ['/goals/all', '/ping']);
    expect(infra.refusedRoutes).toEqual([]);
  });
});
