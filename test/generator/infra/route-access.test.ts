import { afterAll, beforeAll, expect, it } from 'vitest';
import { startBackend, type Backend } from '../../../generator/aws-local/index.js';
import { handlersOf, loadInfra } from '../../support/infra.js';
import { temporaryProject } from '../../support/project.js';
import { emit } from '../emitted/backend.js';

/** Security, who is let in by which of two credentials, and what the generator says of it. */
const rows: readonly (readonly [security: object[], letIn: 'everybody' | 'nobody' | Scheme, said?: string])[] = [
  [[], 'everybody'],
  [[{}], 'everybody'],
  [[{ bearer: [] }], 'bearer'],
  [[{ oauth: ['read'] }, { oauth: ['write'] }], 'nobody'],
  [[{ bearer: [] }, { key: [] }], 'bearer', 'bearer alone lets callers in; refused: key'],
  [[{ oauth: [] }, { key: [] }], 'key', 'key alone lets callers in; refused: oauth'],
  [[{ bearer: [] }, {}], 'bearer', 'bearer alone lets callers in; refused: callers without credentials'],
  [[{ bearer: [], key: [] }], 'nobody', 'nobody is let in: no scheme is enough alone'],
  [[{ bearer: [], key: [] }, { key: [] }], 'key', 'key alone lets callers in; refused: bearer with key'],
  [[{ oauth: [] }, {}], 'nobody', 'nobody is let in: no override fills the authorizer of oauth'],
  [[{ constructor: [] }, { key: [] }], 'key', 'key alone lets callers in; refused: constructor'],
  [[{ certificate: [] }], 'nobody', 'nobody is let in: a gateway cannot see the credential of certificate'],
];
type Scheme = 'bearer' | 'key';

const credentials: Readonly<Record<Scheme, Readonly<Record<string, string>>>> = {
  bearer: { authorization: 'Bearer good' },
  key: { 'x-key': 'good' },
};

const contract = {
  openapi: '3.1.0',
  info: { title: 'Doors', version: '1' },
  servers: [{ url: 'http://localhost:4000/v1' }],
  paths: Object.fromEntries(
    rows.map(([security], index) => [
      `/doors/${index}`,
      { get: { operationId: `openDoor${index}`, security, responses: { 204: { description: 'Open.' } } } },
    ]),
  ),
  components: {
    securitySchemes: {
      bearer: { type: 'http', scheme: 'bearer' },
      key: { type: 'apiKey', in: 'header', name: 'x-key' },
      certificate: { type: 'mutualTLS' },
      // A name that every object has.
      constructor: { type: 'apiKey', in: 'header', name: 'x-constructor' },
      oauth: { type: 'oauth2', flows: { clientCredentials: { tokenUrl: 'https://id.example/token', scopes: {} } } },
    },
  },
  'x-authwright': { name: 'doors', stages: { dev: {} } },
};

const project = temporaryProject('doors');
let backend: Backend;
let diagnostics: readonly string[];
let deployed: readonly object[];
/** What the local gateway says of doors that open to nobody. */
const denials: string[] = [];

beforeAll(async () => {
  process.env['CDK_VALIDATION'] = 'false';
  for (const name of ['bearer', 'key', 'certificate']) {
    project.write(
      `overrides/security/${name}.ts`,
      `import type { Authorizer } from '../../generated/http/authorizer.js';
       export const ${name}: Authorizer = async ({ credential }) => credential === 'good' ? { subject: '${name}' } : undefined;\n`,
    );
  }
  rows.forEach((_row, index) => {
    project.write(
      `overrides/operations/open-door${index}/service.ts`,
      `export const openDoor${index} = async () => ({ status: 204 as const });\n`,
    );
  });
  diagnostics = await emit(project, contract);
  const infra = await loadInfra(project.folder, project.folder);
  const handlers = await handlersOf(infra, project.folder, project.folder);
  const stage = infra.createStage('dev', 'eu-central-1');
  const { document } = infra.createApp({ stage, handlers, outdir: project.path('out') }).api;
  const paths = document['paths'] as Readonly<Record<string, { readonly get: { readonly security: object } }>>;
  deployed = rows.map((_row, index) => paths[`/doors/${index}`]?.get.security ?? {});
  backend = await startBackend({
    contract: project.path('contract/openapi.yaml'),
    out: project.path('generated'),
    overrides: project.path('overrides'),
    port: 0,
    mock: false,
    onFault: (line) => void denials.push(line),
  });
}, 60_000);
afterAll(async () => {
  await backend.close();
  project.remove();
});

/** Which sets of credentials open a door of the local server. */
async function opens(index: number): Promise<Readonly<Record<string, boolean>>> {
  const tried = { none: {}, ...credentials, both: { ...credentials.bearer, ...credentials.key } };
  const answers = Object.entries(tried).map(async ([name, headers]) => {
    const { status } = await fetch(`${backend.url}/doors/${index}`, { headers });
    expect([204, 401]).toContain(status);
    return [name, status === 204] as const;
  });
  return Object.fromEntries(await Promise.all(answers));
}

it.each(rows.map((row, index) => [JSON.stringify(row[0]), index, ...row] as const))(
  'security %s is the same on AWS and on the local server, and its limits are told',
  async (_title, index, _security, letIn, said) => {
    expect(deployed[index]).toEqual(
      letIn === 'everybody' ? [] : [{ [letIn === 'nobody' ? 'authwright-denied' : letIn]: [] }],
    );
    const open = letIn === 'everybody';
    expect(await opens(index)).toEqual({
      none: open,
      bearer: open || letIn === 'bearer',
      key: open || letIn === 'key',
      both: letIn !== 'nobody',
    });
    expect(denials.some((line) => line.startsWith(`openDoor${index}: denied, `))).toBe(letIn === 'nobody');
    const place = `AW222 #/paths/~1doors~1${index}/get/security: `;
    expect(diagnostics.filter((one) => one.startsWith(place))).toEqual(said === undefined ? [] : [place + said]);
  },
);
