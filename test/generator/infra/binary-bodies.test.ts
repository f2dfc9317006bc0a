import { afterAll, beforeAll, expect, it } from 'vitest';
import { startBackend, type Backend } from '../../../generator/aws-local/index.js';
import { handlersOf, loadInfra, type Infra } from '../../support/infra.js';
import { temporaryProject } from '../../support/project.js';
import { emit, load } from '../emitted/backend.js';

const bytes = Uint8Array.from({ length: 512 }, (_, index) => index % 256);
const binary = { type: 'string', format: 'binary' };

const contract = {
  openapi: '3.1.0',
  info: { title: 'Pictures', version: '1' },
  servers: [{ url: 'http://localhost:4000/v1' }],
  paths: {
    '/pictures': {
      post: {
        operationId: 'upload',
        requestBody: {
          required: true,
          content: {
            'multipart/form-data': {
              schema: { type: 'object', required: ['picture'], properties: { picture: binary } },
            },
          },
        },
        responses: { 200: { description: 'The same.', content: { 'image/png': { schema: binary } } } },
      },
    },
    '/notes': {
      post: {
        operationId: 'note',
        requestBody: { required: true, content: { 'application/json': { schema: { type: 'object' } } } },
        responses: {
          200: { description: 'The same.', content: { 'application/json': { schema: { type: 'object' } } } },
        },
      },
    },
  },
  'x-authwright': { name: 'pictures', stages: { dev: {} } },
};

const project = temporaryProject('pictures');
let backend: Backend;
let infra: Infra;

beforeAll(async () => {
  process.env['CDK_VALIDATION'] = 'false';
  project.write(
    'overrides/operations/upload/service.ts',
    `import type { UploadService } from '../../../generated/operations/upload/service.js';
     export const upload: UploadService = async ({ body: { picture } }) =>
       ({ status: 200, body: typeof picture === 'string' ? new TextEncoder().encode(picture) : picture });\n`,
  );
  project.write(
    'overrides/operations/note/service.ts',
    `import type { NoteService } from '../../../generated/operations/note/service.js';
     export const note: NoteService = async ({ body }) => ({ status: 200, body });\n`,
  );
  await emit(project, contract);
  infra = await loadInfra(project.folder, project.folder);
  backend = await startBackend({
    contract: project.path('contract/openapi.yaml'),
    overrides: project.path('overrides'),
    out: project.path('generated'),
    port: 0,
    mock: false,
  });
}, 60_000);
afterAll(async () => {
  await backend?.close();
  project.remove();
});

it('the gateway hands on as base64 what the contract calls binary, and decodes every answer', async () => {
  const handlers = await handlersOf(infra, project.folder, project.folder);
  const stage = infra.createStage('dev', 'eu-central-1');
  const { document } = infra.createApp({ stage, handlers, outdir: project.path('out') }).api;
  expect(document['x-amazon-apigateway-binary-media-types']).toEqual(['*/*', 'image/png', 'multipart/form-data']);
});

it('every byte of an upload arrives, and comes back', async () => {
  const form = new FormData();
  form.set('picture', new Blob([bytes], { type: 'image/png' }), 'picture.png');
  const answer = await fetch(`${backend.url}/pictures`, { method: 'POST', body: form });
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'image/png']);
  expect(new Uint8Array(await answer.arrayBuffer())).toEqual(bytes);
});

it('JSON that comes as base64, as all does where every type is binary, is read alike', async () => {
  Object.assign(process.env, { ENVIRONMENT: 'dev', POWERTOOLS_LOG_LEVEL: 'CRITICAL' });
  const { handler } = await load<{ handler: (event: object, context: object) => Promise<{ body: string }> }>(
    project,
    'generated/operations/note/handler.ts',
  );
  for (const name of ['ENVIRONMENT', 'POWERTOOLS_LOG_LEVEL']) delete process.env[name];
  const event = {
    httpMethod: 'POST',
    path: '/notes',
    resource: '/notes',
    headers: { 'content-type': 'application/json' },
    multiValueHeaders: { 'content-type': ['application/json'] },
    requestContext: { requestId: 'r', identity: { sourceIp: '192.0.2.1' } },
    body: Buffer.from('{"text":"ä"}').toString('base64'),
    isBase64Encoded: true,
  };
  const answer = await handler(event, { awsRequestId: 'x', getRemainingTimeInMillis: () => 1000 });
  expect(JSON.parse(answer.body)).toEqual({ text: 'ä' });
});
