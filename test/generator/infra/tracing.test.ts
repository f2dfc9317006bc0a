import { execFile } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadInfra, type Infra, type Resource } from '../../support/infra.js';
import type { TemporaryProject } from '../../support/project.js';
import { synthesiseStage } from '../../projects/templates.js';
import { goals, goalsProject } from './goals.js';

/** Reads an item, then fails to write one, and answers 204 if the error is the one that the service sent. */
const service = `
import { getGoal as find, updateGoal } from '../../../generated/entities/index.js';

export const getGoal: GetGoalService = async ({ path: { goalId } }) => {
  const found = await find({ goalId });
  const failed = await updateGoal({ goalId }, { set: { note: 'canary-request' } }).catch((error) => error);
  return { status: found && failed.message === 'canary-error' && failed.name === 'ValidationException' ? 204 : 404 };
};`;

const entry = 'operations/get-goal';
type Tracing = 'off' | 'functions' | 'calls';
interface Traced {
  readonly project: TemporaryProject;
  readonly packages: readonly string[];
  readonly file: string;
  readonly resources: readonly Resource[];
}
const traced = new Map<Tracing, Traced>();
const of = (tracing: Tracing): Traced => traced.get(tracing) ?? expect.fail();

beforeAll(async () => {
  process.env['CDK_VALIDATION'] = 'false';
  for (const tracing of ['off', 'functions', 'calls'] as const) {
    const project = await goalsProject(service, {
      ...goals,
      security: [],
      'x-authwright': { ...goals['x-authwright'], tracing },
    });
    const infra: Infra = await loadInfra(project.folder, project.folder);
    const folders = { project: project.folder, emitted: project.path('generated') };
    const bundles = await infra.bundleFunctions(project.path('bundles'), folders);
    const { packages = [], folder = '' } = bundles.get(entry) ?? {};
    const { resources } = synthesiseStage(infra, infra.handlersOf(bundles), infra.createStage('dev', 'eu-central-1'));
    traced.set(tracing, { project, packages, file: join(folder, 'handler.js'), resources });
  }
}, 120_000);

afterAll(() => traced.forEach(({ project }) => project.remove()));

/** DynamoDB, which has the item and refuses every write. */
async function startTable() {
  const server = createServer((request, response) => {
    const isRead = request.headers['x-amz-target'] === 'DynamoDB_20120810.GetItem';
    const text = (value: string) => ({ S: value });
    const item = { goalId: text('1'), owner: text('canary-answer'), note: text('n') };
    const refusal = { __type: 'com.amazon.coral.validate#ValidationException', message: 'canary-error' };
    response.writeHead(isRead ? 200 : 400, { 'content-type': 'application/x-amz-json-1.0' });
    response.end(JSON.stringify(isRead ? { Item: item } : refusal));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

/** Calls the bundle as Lambda does, and gives the status with the segments that X-Ray's daemon would get. */
async function call(file: string): Promise<{ readonly status: string; readonly segments: readonly string[] }> {
  const segments: string[] = [];
  const daemon = createSocket('udp4');
  const ended = new Promise<void>((resolve) => {
    daemon.on('message', (message) => {
      const [, segment] = message.toString().split('\n');
      if (segment === undefined) resolve();
      else segments.push(segment);
    });
  });
  daemon.bind(0, '127.0.0.1');
  const [table] = await Promise.all([startTable(), once(daemon, 'listening')]);
  const event = {
    httpMethod: 'GET',
    path: '/goals/1',
    resource: '/goals/{goalId}',
    headers: {},
    pathParameters: { goalId: '1' },
    requestContext: { identity: {} },
  };
  // Segments are sent beside the work; a line of its own comes behind them.
  const script = `require(process.argv[1]).handler(${JSON.stringify(event)}, {}).then(({ statusCode }) => {
    process.stderr.write(String(statusCode));
    setTimeout(() => require('dgram').createSocket('udp4').send('end', ${daemon.address().port}, '127.0.0.1', () => process.exit()), 200);
  });`;
  const { stderr } = await promisify(execFile)(process.execPath, ['-e', script, file], {
    env: {
      ENVIRONMENT: 'dev',
      AWS_REGION: 'eu-central-1',
      AWS_ACCESS_KEY_ID: 'a',
      AWS_SECRET_ACCESS_KEY: 'b',
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
      AWS_ENDPOINT_URL: `http://127.0.0.1:${(table.address() as AddressInfo).port}`,
      GOALS_TABLE_NAME: 'goals-dev',
      AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
      AWS_LAMBDA_FUNCTION_NAME: 'goals-dev-get-goal',
      LAMBDA_TASK_ROOT: '/var/task',
      _X_AMZN_TRACE_ID: 'Root=1-5759e988-bd862e3fe1be46a994272793;Parent=557abcec3ee5a047;Sampled=1',
      AWS_XRAY_DAEMON_ADDRESS: `127.0.0.1:${daemon.address().port}`,
    },
  });
  await ended;
  daemon.close();
  table.close();
  return { status: stderr, segments };
}

describe('a project whose calls are traced', () => {
  it('tells X-Ray of each call of AWS: action, status, failure', async () => {
    const { status, segments } = await call(of('calls').file);
    expect(status).toBe('204');
    const told = segments.map((segment) => JSON.parse(segment));
    expect(told.map(({ name, namespace, aws, http, error }) => [name, namespace, aws.operation, http, error])).toEqual([
      ['DynamoDB', 'aws', 'GetItem', { response: expect.objectContaining({ status: 200 }) }, undefined],
      ['DynamoDB', 'aws', 'UpdateItem', { response: { status: 400 } }, true],
    ]);
  });

  it('tells it nothing of requests, answers and texts of errors, while the caller gets the whole error', async () => {
    const { status, segments } = await call(of('calls').file);
    expect([status, segments.length]).toEqual(['204', 2]);
    expect(segments.join()).not.toContain('canary');
    expect(segments[1]).toContain('ValidationException');
  });
});

describe('a project whose calls are not traced', () => {
  it.each(['off', 'functions'] as const)('has no tracer in its bundles: %s', (tracing) => {
    expect(of(tracing).packages.filter((name) => /xray|tracer|cls-hooked/.test(name))).toEqual([]);
    expect(of('calls').packages).toContain('aws-xray-sdk-core');
  });

  it('tells X-Ray nothing of calls', async () => {
    expect(await call(of('functions').file)).toEqual({ status: '204', segments: [] });
  });
});

it.each([
  ['off', false],
  ['functions', true],
  ['calls', true],
] as const)('functions and gateway with tracing %s are traced, and may send traces: %s', (tracing, isTraced) => {
  const resources = (type: string) => of(tracing).resources.filter(({ Type }) => Type === type);
  const modes = resources('AWS::Lambda::Function').map(({ Properties }) => Properties.TracingConfig?.Mode);
  expect(new Set(modes)).toEqual(new Set([isTraced ? 'Active' : undefined]));
  expect(resources('AWS::ApiGateway::Stage').map(({ Properties }) => Properties.TracingEnabled)).toEqual([isTraced]);
  expect(JSON.stringify(resources('AWS::IAM::Role')).includes('xray:PutTraceSegments')).toBe(isTraced);
});
