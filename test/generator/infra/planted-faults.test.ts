import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { build } from 'esbuild';
import type { TemporaryProject } from '../../support/project.js';
import { goals, goalsProject } from './goals.js';

/** What `synth --check` must find, each planted once; nothing else may be found by this project's own checks. */
const service = `
const named = (context: { metrics: { addMetric(name: string, unit: 'Count', value: number): void } }, name: string) =>
  context.metrics.addMetric(name, 'Count', 1);

export const getGoal: GetGoalService = async (input, context) => {
  context.metrics.addMetric('GoalsRead', 'Count', 1);
  context.metrics.addMetric('GoalsPlanned', 'Count', 1);
  context.metrics.addMetric('GoalsForgotten', 'Count', 1);
  if (input.path.goalId === 'broken') throw new Error('broken');
  named(context, context.requestId);
  return { status: 204 };
};`;

const planted = `
import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { AttributeType, Table } from 'aws-cdk-lib/aws-dynamodb';
import type { CfnResource } from 'aws-cdk-lib';
import type { InfraExtension } from '../../generated/infra/app.js';
import { ownMetric } from '../../generated/infra/stacks/alarms.js';

export const planted: InfraExtension = ({ app, stage, base, functions, api, observability }) => {
  const watch = (metric: string, service: string): void =>
    observability.addAlarm({ kind: 'application', of: metric, metric: ownMetric(stage, metric, service), threshold: 0 });
  watch('GoalsRead', 'getGoal');
  watch('GoalsBurnt', 'getGoal');
  watch('GoalsPlanned', 'health');
  observability.leaveUnwatched('GoalsForgotten', 'nobody minds');
  new Stack(app, 'elsewhere', { env: { region: 'us-east-1' } });
  const partitionKey = { name: 'pk', type: AttributeType.STRING };
  new Table(base.stack, 'Loose', { partitionKey, removalPolicy: RemovalPolicy.DESTROY });
  const answers = 'Body.x-amazon-apigateway-gateway-responses';
  const gateway = api.api.node.defaultChild as CfnResource;
  gateway.addPropertyDeletionOverride(
    answers + '.UNAUTHORIZED.responseParameters.gatewayresponse\\\\.header\\\\.access-control-allow-origin',
  );
  gateway.addPropertyDeletionOverride('Body.paths./health.options');
  const firewall = api.stack.node.findChild('ApiWebAcl') as CfnResource;
  firewall.addPropertyOverride('Rules.3.Action.Block.CustomResponse.ResponseHeaders', []);
  const [first] = functions[0]?.functions ?? [];
  (first?.resource.node.defaultChild as { addPropertyOverride(path: string, value: number): void })
    .addPropertyOverride('ReservedConcurrentExecutions', 950);
};`;

let project: TemporaryProject;
beforeAll(async () => {
  const prod = { protected: true, frontends: [{ origin: 'https://app.goals.dev' }] };
  const contract = { ...goals, 'x-authwright': { ...goals['x-authwright'], stages: { prod } } };
  project = await goalsProject(service, contract, { 'infra/planted.ts': planted });
  // Written after the last run of the generator.
  project.write('overrides/infra/forgotten.ts', 'export const forgotten = () => {};');
  project.write('package.json', '{ "type": "module" }');
});
afterAll(() => project.remove());

it('synth --check finds what is planted: metrics, alarms, Regions, protection, reserved concurrency, CORS, slots', () => {
  const { status, stderr } = spawnSync(
    process.execPath,
    [project.path('generated/infra/run.mjs'), 'synth', '--sketch', '--check', 'prod'],
    { encoding: 'utf8', cwd: project.folder, env: { PATH: process.env['PATH'], CDK_VALIDATION: 'true' } },
  );
  const own = stderr
    .split('\n')
    .filter(
      (line) => line !== '' && !/^(AwsSolutions|CloudFormation Validate|Set feature flag|\[Warning\])/.test(line),
    );
  expect([status, own.toSorted()]).toEqual([
    1,
    [
      '../overrides/infra/forgotten.ts adds to no stack, since nothing wires it: npx authwright generate',
      expect.stringMatching(/^Functions reserve 950 executions at once, and an account of 1000 has 900 to reserve/),
      'The stack elsewhere is in us-east-1, and the stage prod in eu-central-1.',
      expect.stringMatching(/^goals-prod-api\/Api\w+ does not answer preflights of \/health\.$/),
      expect.stringMatching(
        /^goals-prod-api\/Api\w+, answer UNAUTHORIZED, has no header access-control-allow-origin\.$/,
      ),
      'goals-prod-api/ApiWebAcl, rule RateOfAll, has no header access-control-allow-origin.',
      'goals-prod-api/ApiWebAcl, rule RateOfAll, has no header access-control-expose-headers.',
      expect.stringMatching(
        /^goals-prod-base\/Loose\w+ \(AWS::DynamoDB::Table\) .+ can be deleted: set DeletionProtectionEnabled\.$/,
      ),
      expect.stringMatching(/^goals-prod-base\/Loose\w+ \(AWS::DynamoDB::Table\) .+ would go with its stack/),
      expect.stringMatching(
        /^goals-prod-observability\/GoalsBurnt\w+ reads GoalsBurnt of getGoal, which nothing counts\.$/,
      ),
      expect.stringMatching(
        /^goals-prod-observability\/GoalsPlanned\w+ reads GoalsPlanned of health, which nothing counts\.$/,
      ),
      expect.stringMatching(/^operations\/get-goal counts GoalsPlanned, and no alarm reads it/),
      expect.stringMatching(/^operations\/get-goal counts a metric whose name is not written out/),
    ],
  ]);
}, 120_000);

it('a handler that answers 5xx counts a failure under its name, and one that answers does not', async () => {
  const outfile = project.path('handler.cjs');
  await build({
    entryPoints: [project.path('generated/operations/get-goal/handler.ts')],
    outfile,
    bundle: true,
    format: 'cjs',
    platform: 'node',
    logLevel: 'silent',
  });
  const run = (goalId: string): string => {
    const event = {
      httpMethod: 'GET',
      path: '/goals/1',
      resource: '/goals/{goalId}',
      headers: {},
      pathParameters: { goalId },
      requestContext: {
        requestId: 'r',
        identity: { sourceIp: '192.0.2.1' },
        authorizer: { scheme: 'bearerAuth', subject: 's' },
      },
      body: null,
    };
    const call = `require(${JSON.stringify(outfile)}).handler(${JSON.stringify(event)}, { awsRequestId: 'x', getRemainingTimeInMillis: () => 1000 }).then(({ statusCode }) => console.error(statusCode))`;
    const env = { PATH: process.env['PATH'], ENVIRONMENT: 'dev', POWERTOOLS_METRICS_NAMESPACE: 'goals' };
    const { stdout, stderr } = spawnSync(process.execPath, ['-e', call], { encoding: 'utf8', env });
    const counted = stdout.split('\n').flatMap((line) => (line.includes('"Failures":1') ? [line] : []));
    return `${stderr.trim().split('\n').at(-1)} ${counted.map((line) => (JSON.parse(line) as { service: string }).service).join()}`;
  };
  expect([run('broken'), run('well')]).toEqual(['500 getGoal', '204 ']);
});
