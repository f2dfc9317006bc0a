import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { handlersOf, loadInfra } from '../../support/infra.js';
import type { TemporaryProject } from '../../support/project.js';
import { emit } from '../emitted/backend.js';
import { goals, goalsProject } from './goals.js';

const service = 'export const getGoal: GetGoalService = async () => ({ status: 204 });';

// oxlint-disable-next-line typescript/no-explicit-any -- the document is changed freely
type Loose = any;

const projects: TemporaryProject[] = [];
beforeAll(() => {
  process.env['CDK_VALIDATION'] = 'false';
});
afterAll(() => projects.forEach((project) => project.remove()));

/** The gateway document of a contract, and the assertions that the emitted code makes about such documents. */
async function gatewayOf(
  contract: object,
  authorizers: readonly string[] = [],
): Promise<{
  readonly document: Loose;
  readonly faults: (document: Loose) => readonly string[];
  readonly functions: string[];
}> {
  const project = await goalsProject(service, contract);
  projects.push(project);
  for (const name of authorizers) {
    project.write(
      `overrides/security/${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}.ts`,
      `import type { Authorizer } from '../../generated/http/authorizer.js';
       export const ${name}: Authorizer = async () => undefined;\n`,
    );
  }
  await emit(project, contract as Readonly<Record<string, unknown>>);
  const infra = await loadInfra(project.folder, project.folder);
  const stage = infra.createStage('dev', 'eu-central-1');
  const handlers = await handlersOf(infra, project.folder, project.folder);
  const { api } = infra.createApp({ stage, handlers, outdir: project.path('out') });
  const functions = api.stack.node.children.map(({ node }) => node.id);
  return { document: api.document, faults: infra.documentFaults, functions };
}

function withSecurity(security: object | undefined, schemes: object): object {
  const { security: _own, ...rest } = goals;
  return { ...rest, ...(security ? { security } : {}), components: { securitySchemes: schemes } };
}

const bearer = { bearerAuth: { type: 'http', scheme: 'bearer' } };

describe('security of the gateway', () => {
  it("puts the root's security on every operation, in terms that the gateway enforces", async () => {
    const { document, functions } = await gatewayOf(goals, ['bearerAuth']);
    expect(document.security).toBeUndefined();
    expect(document.paths['/goals/{goalId}'].get.security).toEqual([{ bearerAuth: [] }]);
    expect(document.paths['/health'].get.security).toEqual([]);
    expect(document.components.securitySchemes.bearerAuth).toMatchObject({
      type: 'apiKey',
      in: 'header',
      name: 'authorization',
      'x-amazon-apigateway-authtype': 'custom',
      'x-amazon-apigateway-authorizer': { type: 'request', authorizerResultTtlInSeconds: 0 },
    });
    expect(functions).not.toContain('AuthorizerDenied');
  });

  it('refuses a scheme that nothing defines', async () => {
    await expect(gatewayOf(withSecurity([{ bearerAuht: [] }], bearer))).rejects.toThrow(/"bearerAuht" is not defined/);
  });

  it.each([
    [
      'oauth2',
      { oauth: { type: 'oauth2', flows: { clientCredentials: { tokenUrl: 'https://x.example/t', scopes: {} } } } },
    ],
    ['apiKey', { oauth: { type: 'apiKey', in: 'query', name: 'key' } }],
  ])('denies routes of a scheme of type %s until its authorizer is written', async (_type, schemes) => {
    const contract = withSecurity([{ oauth: [] }], schemes);
    const denied = await gatewayOf(contract);
    expect(denied.document.paths['/goals/{goalId}'].get.security).toEqual([{ 'authwright-denied': [] }]);
    expect(denied.functions).toContain('AuthorizerDenied');
    const filled = await gatewayOf(contract, ['oauth']);
    expect(filled.document.paths['/goals/{goalId}'].get.security).toEqual([{ oauth: [] }]);
    expect(filled.functions).not.toContain('AuthorizerDenied');
  });

  it('denies what asks for two schemes at once, and serves the one of two alternatives that has an authorizer', async () => {
    const schemes = { ...bearer, key: { type: 'apiKey', in: 'header', name: 'x-key' } };
    const both = await gatewayOf(withSecurity([{ bearerAuth: [], key: [] }], schemes), ['bearerAuth', 'key']);
    expect(both.document.paths['/goals/{goalId}'].get.security).toEqual([{ 'authwright-denied': [] }]);
    const either = await gatewayOf(withSecurity([{ key: [] }, { bearerAuth: [] }], schemes), ['bearerAuth']);
    expect(either.document.paths['/goals/{goalId}'].get.security).toEqual([{ bearerAuth: [] }]);
  });
});

describe('assertions on the gateway document', () => {
  let document: Loose;
  let faults: (document: Loose) => readonly string[];
  beforeAll(async () => ({ document, faults } = await gatewayOf(goals, ['bearerAuth'])));

  function planted(change: (copy: Loose) => void): readonly string[] {
    const copy = structuredClone(document);
    change(copy);
    return faults(copy);
  }

  it('finds nothing wrong with what is emitted', () => {
    expect(faults(document)).toEqual([]);
  });

  it.each<[string, (copy: Loose) => void, RegExp]>([
    ['a route that is missing', (copy) => delete copy.paths['/health'], /^health has no route/],
    [
      'a missing integration',
      (copy) => delete copy.paths['/health'].get['x-amazon-apigateway-integration'],
      /^health has no integration/,
    ],
    ['no word about security', (copy) => delete copy.paths['/health'].get.security, /^health says nothing of security/],
    [
      'a secured operation made public',
      (copy) => (copy.paths['/goals/{goalId}'].get.security = []),
      /^getGoal is secured by the contract and public/,
    ],
    [
      'a secured operation made public by an empty alternative',
      (copy) => copy.paths['/goals/{goalId}'].get.security.push({}),
      /^getGoal is secured by the contract and public/,
    ],
    [
      'a scheme without an authorizer',
      (copy) => delete copy.components.securitySchemes.bearerAuth['x-amazon-apigateway-authorizer'],
      /^getGoal is secured by bearerAuth, which has no authorizer/,
    ],
    [
      'a scheme that the gateway ignores',
      (copy) =>
        (copy.components.securitySchemes.bearerAuth = { ...copy.components.securitySchemes.bearerAuth, type: 'http' }),
      /bearerAuth is none that API Gateway enforces/,
    ],
    [
      'decisions that are kept',
      (copy) =>
        (copy.components.securitySchemes.bearerAuth['x-amazon-apigateway-authorizer'].authorizerResultTtlInSeconds =
          300),
      /bearerAuth lets old decisions stand/,
    ],
    [
      'a method that does not declare the parameters of its path',
      (copy) => (copy.paths['/goals/{goalId}'].options = { responses: {} }),
      /^OPTIONS \/goals\/\{goalId\} does not declare the parameter goalId/,
    ],
    ['security at the root', (copy) => (copy.security = [{ bearerAuth: [] }]), /ignores security at the root/],
    ['a document of OpenAPI 3.1', (copy) => (copy.openapi = '3.1.0'), /takes no OpenAPI 3\.1\.0/],
    [
      'a word of OpenAPI 3.1',
      (copy) => (copy.paths['/goals/{goalId}'].get.parameters[0].schema = { const: 'x' }),
      /schema\/const is a word that API Gateway does not know/,
    ],
    [
      'a list of types, as OpenAPI 3.1 has it',
      (copy) => (copy.paths['/goals/{goalId}'].get.parameters[0].schema = { type: ['string', 'null'] }),
      /schema\/type is a list/,
    ],
    [
      'a reference that leads nowhere',
      (copy) => (copy.paths['/goals/{goalId}'].get.responses.default = { $ref: '#/components/responses/None' }),
      /leads nowhere: #\/components\/responses\/None/,
    ],
  ])('finds %s', (_what, change, message) => {
    expect(planted(change).join('\n')).toMatch(message);
  });
});
