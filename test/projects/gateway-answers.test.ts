import { createRequire } from 'node:module';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { gatewayAnswer } from '../../generator/aws-local/gateway/gateway-answer.js';
import type { GatewayResponse } from '../../generator/aws-local/gateway/types.js';
import { routeTable, type BackendModule } from '../../generator/aws-local/backend/routes.js';
import { startBackend } from '../../generator/aws-local/index.js';
import { planRun } from '../../generator/plan/run.js';
import type * as Responses from '../../generated/infra/gateway/responses.js';
import { emittedCopyOf, projects, runOptions, type Project } from './projects.js';

/** API Gateway's terms. */
interface Deployed {
  readonly statusCode: string;
  readonly responseParameters: Readonly<Record<string, string>>;
  readonly responseTemplates: Readonly<Record<string, string>>;
}

/** What API Gateway calls a route that is not there. */
const deployedNames: Readonly<Record<string, string>> = { MISSING_ROUTE: 'MISSING_AUTHENTICATION_TOKEN' };

/** What a browser is told by an answer that the template describes. */
function toldBy({ statusCode, responseParameters, responseTemplates }: Deployed): object {
  const headers = Object.entries(responseParameters).map(([name, value]) => [
    name.replace('gatewayresponse.header.', ''),
    value === 'context.requestId' ? 'request-1' : value.slice(1, -1),
  ]);
  return {
    status: Number(statusCode),
    headers: Object.fromEntries(headers),
    body: responseTemplates['application/json']?.replaceAll('$context.requestId', 'request-1'),
  };
}

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
  const emitted = createRequire(outfile)(outfile) as typeof Responses & BackendModule;
  const { result } = await planRun(runOptions(copy));
  if (!result) throw new Error('no plan');
  return { copy, emitted, contract: result.contract };
}

describe.each(projects)("the gateway's own answers of $name", (project) => {
  let loaded: Awaited<ReturnType<typeof load>>;
  beforeAll(async () => {
    loaded = await load(project);
  });
  afterAll(() => loaded.copy.remove());

  it('are the same from the local gateway and from the template, kind by kind', () => {
    const { emitted, contract } = loaded;
    const module = { ...emitted, handlers: {}, authorizers: {} };
    const table = routeTable(contract, module, false);
    const deployed = emitted.gatewayResponses(table.allowedOrigins) as Readonly<Record<string, Deployed>>;
    const kinds = emitted.gatewayAnswers.map(({ type }) => type);
    expect(kinds.length).toBeGreaterThan(9);
    for (const type of kinds) {
      const asker = { requestId: 'request-1', origin: 'https://elsewhere.example' };
      const { status, headers, body } = gatewayAnswer(table, type as GatewayResponse['type'], asker);
      const local = { status, headers: Object.fromEntries(headers), body: body.toString() };
      expect({ type, ...local }).toEqual({
        type,
        ...toldBy(deployed[deployedNames[type] ?? type] ?? expect.fail(type)),
      });
    }
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
      const requestId = answer.headers.get('x-request-id') ?? expect.fail();
      const { status, headers, body } = toldBy(deployed[type] ?? expect.fail()) as {
        status: number;
        headers: Record<string, string>;
        body: string;
      };
      expect([type, answer.status]).toEqual([type, status]);
      expect(Object.fromEntries(answer.headers)).toMatchObject({ ...headers, 'x-request-id': requestId });
      expect(await answer.text()).toBe(body.replaceAll('request-1', requestId));
    }
  });
});
