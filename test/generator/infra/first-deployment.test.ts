import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { delimiter, dirname } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { temporaryProject, type TemporaryProject } from '../../support/project.js';
import { emit } from '../emitted/backend.js';
import { goals, goalsProject } from './goals.js';

/**
 * The way through `generated/infra/README.md` on a fresh account, each refusal followed. An `aws` stands in for AWS's
 * command line: it writes down what it is asked, and answers from a folder of templates that stand.
 */
const service = 'export const getGoal: GetGoalService = async () => ({ status: 204 });';
const fakeAws = `
const { appendFileSync, existsSync, readFileSync } = require('node:fs');
const { join } = require('node:path');
const args = process.argv.slice(2);
const here = join(__dirname, '..');
appendFileSync(join(here, 'calls.txt'), args.join(' ') + '\\n');
const of = (name) => args[args.indexOf(name) + 1];
if (args[0] === '--version') process.stdout.write('aws-cli/2.31.0\\n');
else if (existsSync(join(here, 'answers', args[0] + '-' + args[1] + '.json'))) {
  process.stdout.write(readFileSync(join(here, 'answers', args[0] + '-' + args[1] + '.json')));
} else if (args[1] !== 'get-template') process.exitCode = 254;
else {
  const file = join(here, 'standing', of('--stack-name') + '.template.json');
  if (existsSync(file)) process.stdout.write(readFileSync(file));
  else {
    process.stderr.write('An error occurred (ValidationError): Stack with id ' + of('--stack-name') + ' does not exist\\n');
    process.exitCode = 254;
  }
}
`;
let project: TemporaryProject;
const machine = temporaryProject('machine');

beforeAll(async () => {
  project = await goalsProject(service, contractWith({}));
  project.write('package.json', '{ "type": "module" }');
  machine.write('bin/aws.cjs', fakeAws);
  machine.write('bin/aws', '#!/bin/sh\nexec node "$0.cjs" "$@"\n');
  chmodSync(machine.path('bin/aws'), 0o755);
});
afterAll(() => [project, machine].forEach((one) => one.remove()));

function contractWith(stages: object, more: object = {}) {
  return { ...goals, 'x-authwright': { ...goals['x-authwright'], stages, ...more } };
}

function deploy(environment: Record<string, string>, ...args: string[]) {
  return command(environment, '--plan', ...args);
}

function command(environment: Record<string, string>, ...args: string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [project.path('generated/infra/run.mjs'), 'deploy', '--stage', 'dev', ...args],
    {
      encoding: 'utf8',
      cwd: project.folder,
      env: {
        PATH: [machine.path('bin'), dirname(process.execPath), '/usr/bin', '/bin'].join(delimiter),
        HOME: machine.folder,
        ...environment,
      },
    },
  );
  return { status, stdout, stderr };
}

it('is a way without a dead end: each refusal says what to do, and none is left at the end', async () => {
  expect(deploy({}).stderr).toContain('Stages are declared under x-authwright.stages.');

  await emit(project, contractWith({ dev: { protected: false, frontends: [{ origin: 'https://app.example.com' }] } }));
  expect(deploy({}).stderr).toContain('set AWS_REGION');

  machine.write('.aws/config', '[default]\nregion = eu-west-1\n');
  const placeholder = deploy({});
  expect([placeholder.status, placeholder.stderr]).toEqual([1, expect.stringContaining('a placeholder')]);

  await emit(project, contractWith({ dev: { protected: false, frontends: [{ origin: 'https://app.goals.dev' }] } }));
  const fresh = deploy({ AWS_PROFILE: 'default' });
  expect([fresh.status, fresh.stderr]).toEqual([0, '']);
  expect(fresh.stdout).toContain('stage dev in eu-west-1');
  expect(fresh.stdout).toContain('Nothing of this stage stands yet.');
}, 120_000);

it('goes on to a second deployment, and refuses one that would lose something', async () => {
  mkdirSync(machine.path('standing'), { recursive: true });
  cpSync(project.path('tmp/infra/cdk.out/plan-dev'), machine.path('standing'), { recursive: true });
  const second = deploy({ AWS_PROFILE: 'default' });
  expect([second.status, second.stderr]).toEqual([0, '']);
  expect(readFileSync(machine.path('calls.txt'), 'utf8')).toContain(
    'cloudformation get-template --stack-name goals-dev-base --region eu-west-1',
  );

  const stages = { dev: { protected: false, frontends: [{ origin: 'https://app.goals.dev' }] } };
  await emit(project, contractWith(stages, { name: 'aims' }));
  const renamed = deploy({ AWS_PROFILE: 'default' }, '--against', machine.path('standing'));
  expect([renamed.status, renamed.stderr]).toEqual([1, expect.stringContaining('The stack goals-dev-base stands')]);

  // An interrupted first deployment left the base alone: the retry goes through.
  await emit(project, contractWith(stages));
  for (const part of ['api', 'fn-1', 'observability']) rmSync(machine.path(`standing/goals-dev-${part}.template.json`));
  expect(deploy({ AWS_PROFILE: 'default' }).status).toBe(0);
}, 120_000);

it('tells of log groups that a removed operation left behind, and how to be rid of them', async () => {
  await emit(project, contractWith({ dev: { protected: true, frontends: [{ origin: 'https://app.goals.dev' }] } }));
  machine.write('.aws/config', '[default]\nregion = eu-west-1\n');
  const kept = '/aws/lambda/goals-dev-get-goal';
  machine.write('answers/logs-describe-log-groups.json', JSON.stringify([kept]));
  rmSync(machine.path('standing'), { recursive: true, force: true });
  const blocked = deploy({ AWS_PROFILE: 'default' });
  expect([blocked.status, blocked.stderr]).toEqual([
    1,
    expect.stringContaining(`aws logs delete-log-group --log-group-name ${kept} --region eu-west-1`),
  ]);
  rmSync(machine.path('answers/logs-describe-log-groups.json'));
}, 120_000);

it('tells of an account what is missing, until nothing is', async () => {
  const stages = {
    dev: {
      region: 'eu-west-1',
      settings: { reserveConcurrency: true },
      frontends: [{ origin: 'https://app.goals.dev' }],
      domain: { name: 'api.goals.dev', hostedZoneId: 'Z1', hostedZoneName: 'goals.dev' },
    },
  };
  const reserving = { ...goals.paths['/goals/{goalId}'].get, 'x-authwright-lambda': { reservedConcurrency: 5 } };
  const paths = { ...goals.paths, '/goals/{goalId}': { get: reserving } };
  await emit(project, { ...contractWith(stages, { settings: { reserveConcurrency: false } }), paths });
  const check = () => {
    const { status, stdout } = command({ AWS_PROFILE: 'default' }, '--check');
    return [status, ...stdout.trim().split('\n')];
  };
  expect(check()).toEqual([1, expect.stringMatching(/^fault: AWS takes no credentials of this machine/)]);

  const answer = (call: string, json: object) => machine.write(`answers/${call}.json`, JSON.stringify(json));
  answer('sts-get-caller-identity', { Account: '123456789012' });
  answer('lambda-get-account-settings', { AccountLimit: { ConcurrentExecutions: 10 } });
  answer('sesv2-get-account', { ProductionAccessEnabled: false });
  expect(check()).toEqual([
    1,
    'good: account 123456789012, Region eu-west-1',
    expect.stringMatching(/^fault: the CDK's files have no place here yet: npm run deploy -- --stage dev --bootstrap$/),
    expect.stringMatching(/^fault: the account runs 10 functions at once, .+ and 5 are to be/),
    expect.stringMatching(/^note: SES is in its sandbox .+, and until then declare mailSandbox: true for the stage$/),
    expect.stringMatching(/^note: SES may not send for app\.goals\.dev yet/),
    expect.stringMatching(/^fault: the zone Z1 of this account is not goals\.dev/),
  ]);

  answer('ssm-get-parameter', { Parameter: { Value: '28' } });
  answer('lambda-get-account-settings', { AccountLimit: { ConcurrentExecutions: 1000 } });
  answer('sesv2-get-account', { ProductionAccessEnabled: true });
  answer('sesv2-get-email-identity', { VerifiedForSendingStatus: true });
  answer('route53-get-hosted-zone', { HostedZone: { Name: 'goals.dev.' } });
  const [status, ...lines] = check();
  expect([status, lines.filter((line) => !String(line).startsWith('good: '))]).toEqual([0, []]);
}, 60_000);
