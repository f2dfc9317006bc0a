import { createRequire } from 'node:module';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { gatewayAnswer, preflightAnswer } from '../../generator/aws-local/gateway/gateway-answer.js';
import type { Answer, GatewayResponseType, RouteTable } from '../../generator/aws-local/gateway/types.js';
import { localStage } from '../../generator/aws-local/backend/environment.js';
import { routeTable, type BackendModule } from '../../generator/aws-local/backend/routes.js';
import { startBackend } from '../../generator/aws-local/index.js';
import { planRun } from '../../generator/plan/run.js';
import type * as Answers from '../../generated/http/gateway-answers.js';
import type * as Responses from '../../generated/infra/gateway/responses.js';
import { emittedCopyOf, projects, runOptions, type Project } from './projects.js';
import { synthesised, type SynthesisedStage } from './templates.js';
import { overriddenHeaders } from './velocity.js';

/** API Gateway's terms. */
interface Deployed {
  readonly statusCode: string;
  readonly responseParameters: Readonly<Record<string, string>>;
  readonly responseTemplates: Readonly<Record<string, string>>;
}

/** Ours for what API Gateway has several names of, or another one. */
const localNames: Readonly<Record<string, GatewayResponseType>> = {
  MISSING_AUTHENTICATION_TOKEN: 'MISSING_ROUTE',
  RESOURCE_NOT_FOUND: 'MISSING_ROUTE',
  EXPIRED_TOKEN: 'UNAUTHORIZED',
  INVALID_SIGNATURE: 'UNAUTHORIZED',
  WAF_FILTERED: 'ACCESS_DENIED',
  AUTHORIZER_CONFIGURATION_ERROR: 'AUTHORIZER_FAILURE',
  QUOTA_EXCEEDED: 'THROTTLED',
};

/** The id of every request here. */
const requestId = 'request-1';

/** What a browser is told. */
interface Told {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What a browser is told by an answer that the template describes. */
function toldBy({ statusCode, responseParameters, responseTemplates }: Deployed): Told {
  const headers = Object.entries(responseParameters).map(([name, value]) => [
    name.replace('gatewayresponse.header.', ''),
    value === 'context.requestId' ? requestId : value.slice(1, -1),
  ]);
  return {
    status: Number(statusCode),
    headers: Object.fromEntries(headers),
    body: (responseTemplates['application/json'] ?? '').replaceAll('$context.requestId', requestId),
  };
}

type Loaded = Awaited<ReturnType<typeof load>>;

async function load(project: Project) {
  const copy = await emittedCopyOf(project);
  const outfile = copy.path('answers.cjs');
  await build({
    stdin: {
      contents: [
        "export * from './generated/infra/gateway/responses.js';",
        "export * from './generated/http/gateway-answers.js';",
        "export * from './generated/http/gateway-headers.js';",
      ].join('\n'),
      resolveDir: copy.folder,
    },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    outfile,
  });
  const emitted = createRequire(outfile)(outfile) as typeof Responses & typeof Answers & BackendModule;
  const { result } = await planRun(runOptions(copy));
  if (!result) throw new Error('no plan');
  return { copy, emitted, contract: result.contract };
}

const toldLocally = ({ status, headers, body }: Answer): Told => ({
  status,
  headers: Object.fromEntries(headers) as Record<string, string>,
  body: Buffer.from(body).toString(),
});

/** The routes of the local gateway with the frontends of a stage. */
function tableOf({ contract, emitted }: Loaded, stage: string): RouteTable {
  const { common, stages } = contract.stages;
  const asLocal = { ...contract.stages, stages: { ...stages, [localStage]: stages[stage] ?? common } };
  const handler = () => Promise.reject(new Error('not called'));
  const handlers = Object.fromEntries(contract.operations.map(({ operationId }) => [operationId, handler]));
  return routeTable({ ...contract, stages: asLocal }, { ...emitted, handlers, authorizers: {} }, false);
}

/** Who asks before it calls: each frontend, somebody else, nobody. */
const askersOf = (origins: readonly string[]) => [...origins, 'https://elsewhere.example', undefined];

/** Every kind of answer as the local gateway gives it, by the names of the template. */
function localAnswers(table: RouteTable, types: readonly string[], placed: (path: string) => string) {
  const own = types.map((type) => {
    const asker = { requestId, origin: 'https://elsewhere.example' };
    const kind = localNames[type] ?? (type as GatewayResponseType);
    return [type, toldLocally(gatewayAnswer(table, kind, asker))] as const;
  });
  const preflights = [...new Set(table.routes.map(({ path }) => path))].flatMap((path) => {
    const methods = table.routes.filter((route) => route.path === path).map(({ method }) => method);
    return askersOf(table.allowedOrigins).map((origin) => {
      const answer = preflightAnswer(table, methods, { requestId, origin });
      return [`OPTIONS ${placed(path)} from ${origin}`, toldLocally(answer)] as const;
    });
  });
  return Object.fromEntries([...own, ...preflights]);
}

interface MockMethod {
  readonly 'x-amazon-apigateway-integration': { readonly responses: { readonly default: Deployed } };
}

/** What a stage deploys of its gateway. */
interface DeployedGateway {
  readonly paths: Readonly<Record<string, { readonly options?: MockMethod }>>;
  readonly 'x-amazon-apigateway-gateway-responses': Readonly<Record<string, Deployed>>;
}

function gatewayOf({ resources }: SynthesisedStage): DeployedGateway {
  return resources.find(({ Type }) => Type === 'AWS::ApiGateway::RestApi')?.Properties.Body as DeployedGateway;
}

/** The same by the synthesised template. */
function deployedAnswers(gateway: DeployedGateway, origins: readonly string[]) {
  const own = Object.entries(gateway['x-amazon-apigateway-gateway-responses']).map(
    ([type, answer]) => [type, toldBy(answer)] as const,
  );
  const preflights = Object.entries(gateway.paths).flatMap(([path, { options }]) =>
    askersOf(origins).map((origin) => [`OPTIONS ${path} from ${origin}`, preflightBy(options, origin)] as const),
  );
  return Object.fromEntries([...own, ...preflights]);
}

function preflightBy(method: MockMethod | undefined, origin: string | undefined): Told | undefined {
  if (!method) return undefined;
  const { statusCode, responseParameters, responseTemplates } =
    method['x-amazon-apigateway-integration'].responses.default;
  const fixed = Object.entries(responseParameters).map(([name, value]) => [
    name.replace('method.response.header.', ''),
    value.slice(1, -1),
  ]);
  const headers: Readonly<Record<string, string>> = origin === undefined ? {} : { Origin: origin };
  const chosen = overriddenHeaders(responseTemplates['application/json'] ?? '', { headers, requestId });
  return { status: Number(statusCode), headers: { ...Object.fromEntries(fixed), ...chosen }, body: '' };
}

interface FirewallBlock {
  readonly ResponseCode: number;
  readonly CustomResponseBodyKey: string;
  readonly ResponseHeaders: readonly { readonly Name: string; readonly Value: string }[];
}

/** The answers of the rules of a stage's firewalls that have one of their own. */
function firewallAnswers({ resources }: SynthesisedStage): readonly (Told & { readonly type: string })[] {
  const acls = resources.filter(({ Type }) => Type === 'AWS::WAFv2::WebACL').map(({ Properties }) => Properties);
  return acls.flatMap(({ Rules, CustomResponseBodies }) =>
    (Rules as { Action?: { Block?: { CustomResponse?: FirewallBlock } } }[]).flatMap(({ Action }) => {
      const answer = Action?.Block?.CustomResponse;
      if (!answer) return [];
      const { Content, ContentType } = CustomResponseBodies[answer.CustomResponseBodyKey];
      const headers = Object.fromEntries(answer.ResponseHeaders.map(({ Name, Value }) => [Name, Value]));
      return [{ status: answer.ResponseCode, headers, body: Content, type: ContentType }];
    }),
  );
}

describe.each(projects)("the gateway's own answers of $name", (project) => {
  let loaded: Awaited<ReturnType<typeof load>>;
  beforeAll(async () => {
    loaded = await load(project);
  });
  afterAll(() => loaded.copy.remove());

  it.each(project.stages)('are the same here and in the template of %s, kind by kind', async (name) => {
    const { infra, stages } = await synthesised(project);
    const gateway = gatewayOf(stages[name] ?? expect.fail());
    const table = tableOf(loaded, name);
    const types = Object.keys(gateway['x-amazon-apigateway-gateway-responses']);
    const local = localAnswers(table, types, infra.gatewayPath);
    expect(deployedAnswers(gateway, table.allowedOrigins)).toEqual(local);
    const kinds = new Set(types.map((type) => localNames[type] ?? type));
    expect([...kinds].sort()).toEqual(loaded.emitted.gatewayAnswers.map(({ type }) => type).sort());
  });

  it.each(project.stages)('are those of the firewall of %s, too, but for what WAF cannot send', async (name) => {
    const answers = firewallAnswers((await synthesised(project)).stages[name] ?? expect.fail());
    const table = tableOf(loaded, name);
    const throttled = toldLocally(gatewayAnswer(table, 'THROTTLED', { requestId: 'none', origin: undefined }));
    const { 'content-type': _type, 'x-request-id': _id, ...headers } = throttled.headers;
    expect(answers.length).toBeGreaterThan(0);
    for (const answer of answers) {
      expect(answer).toEqual({
        status: 429,
        headers: { ...headers, 'retry-after': '300' },
        body: loaded.emitted.firewallAnswer.body,
        type: 'APPLICATION_JSON',
      });
      const [sent, own] = [answer.body, throttled.body].map((text) => JSON.parse(text) as object);
      expect(own).toMatchObject(sent ?? {});
    }
    // Of all answers of a firewall together ("AWS WAF quotas").
    expect(answers.flatMap((one) => Object.keys(one.headers)).length).toBeLessThanOrEqual(100);
  });

  it('let a browser read them: by origin where a stage has one frontend, by all without credentials where it has more', () => {
    const { emitted } = loaded;
    const told = (origins: readonly string[]): readonly unknown[] => {
      const all = Object.values(emitted.gatewayResponses(origins) as Readonly<Record<string, Deployed>>);
      const header = (name: string) =>
        new Set(all.map(({ responseParameters }) => responseParameters[`gatewayresponse.header.${name}`]));
      return ['access-control-allow-origin', 'access-control-expose-headers', 'access-control-allow-credentials'].map(
        (name) => [...header(name)],
      );
    };
    const exposed = ["'x-request-id, Retry-After'"];
    expect(told(['https://one.example'])).toEqual([["'https://one.example'"], exposed, [undefined]]);
    expect(told(['https://one.example', 'https://two.example'])).toEqual([["'*'"], exposed, [undefined]]);
    expect(told([])).toEqual([[undefined], [undefined], [undefined]]);
  });

  it('come over HTTP as the template has them', async () => {
    const { copy, emitted, contract } = loaded;
    const backend = await startBackend({ ...runOptions(copy), port: 0, mock: false, logLevel: 'SILENT' });
    onTestFinished(() => backend.close());
    const { allowedOrigins } = routeTable(contract, { ...emitted, handlers: {}, authorizers: {} }, false);
    const deployed = emitted.gatewayResponses(allowedOrigins) as Readonly<Record<string, Deployed>>;
    const asked = {
      MISSING_AUTHENTICATION_TOKEN: await fetch(`${backend.url}/nowhere`),
      UNAUTHORIZED: await fetch(`${backend.url}${project.secured}`, { headers: project.forged }),
    };
    for (const [type, answer] of Object.entries(asked)) {
      const id = answer.headers.get('x-request-id') ?? expect.fail();
      const { status, headers, body } = toldBy(deployed[type] ?? expect.fail());
      expect([type, answer.status]).toEqual([type, status]);
      expect(Object.fromEntries(answer.headers)).toMatchObject({ ...headers, 'x-request-id': id });
      expect(await answer.text()).toBe(body.replaceAll(requestId, id));
    }
  });
});
