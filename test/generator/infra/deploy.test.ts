import { execFile, spawnSync } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { validateWorkflow } from '@action-validator/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBackend } from '../../../generator/aws-local/index.js';
import { handlersOf, loadInfra } from '../../support/infra.js';
import { repository, temporaryProject, type TemporaryProject } from '../../support/project.js';
import { goals, goalsProject } from './goals.js';

const images = { ...goals, 'x-authwright': { ...goals['x-authwright'], packaging: 'image' } };
const service = 'export const getGoal: GetGoalService = async () => ({ status: 204 });';
const extension = `import { CfnOutput } from 'aws-cdk-lib';
import type { InfraExtension } from '../../generated/infra/app.js';

export const more: InfraExtension = ({ base, functions }) => {
  new CfnOutput(base.stack, 'More', { value: \`added by an extension to \${functions.length} stacks\` });
};
`;
/** Two routes that a REST API cannot have, and one that looks like them. */
const unroutable = {
  ...goals,
  paths: {
    ...goals.paths,
    ...Object.fromEntries(
      [
        ['/goals/{id}/steps', ['id']],
        ['/goals/{goalId}/steps/{step}.json', ['goalId', 'step']],
        ['/goals/{goalId}/notes/{id}', ['goalId', 'id']],
      ].map(([path, names], index) => [path, { get: read(`read${index}`, names as string[]) }]),
    ),
  },
};
/** Stages whose names say nothing of them, and frontends that nobody has filled in. */
const stages = {
  ...goals,
  'x-authwright': {
    ...goals['x-authwright'],
    frontends: [{ origin: 'http://localhost:3000' }],
    stages: {
      live: { protected: true, region: 'eu-west-1', frontends: [{ origin: 'https://goals.example.com' }] },
      prod: { protected: false, region: 'eu-west-1' },
      open: { frontends: [{ origin: 'http://goals.authwright.dev' }] },
      good: {
        region: 'eu-west-1',
        frontends: [{ origin: 'https://goals.authwright.dev', linkBase: 'https://www.goals.authwright.dev/app' }],
      },
    },
  },
};
let zip: TemporaryProject;
let image: TemporaryProject;
let odd: TemporaryProject;
let named: TemporaryProject;
const empty = temporaryProject('empty');

beforeAll(async () => {
  process.env['CDK_VALIDATION'] = 'false';
  zip = await goalsProject(service);
  image = await goalsProject(service, images, { 'infra/more.ts': extension });
  odd = await goalsProject(service, unroutable);
  named = await goalsProject(service, stages);
  for (const project of [zip, image, odd, named]) project.write('package.json', '{ "type": "module" }');
});
afterAll(() => [zip, image, odd, named, empty].forEach((project) => project.remove()));

function read(operationId: string, parameters: readonly string[]): object {
  return {
    operationId,
    parameters: parameters.map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } })),
    responses: { 204: { description: 'There.' } },
  };
}

/** Runs one of the emitted commands, with nothing of this machine's AWS about it. */
function command(project: TemporaryProject, args: readonly string[], environment: Record<string, string> = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [project.path('generated/infra/run.mjs'), ...args], {
    encoding: 'utf8',
    cwd: project.folder,
    env: { PATH: dirname(process.execPath), HOME: empty.folder, ...environment },
  });
  return { status, stdout, stderr };
}

const signedIn = { AWS_PROFILE: 'somebody', AWS_REGION: 'eu-central-1' };
const inIreland = { ...signedIn, AWS_REGION: 'eu-west-1' };
const digest = `sha256:${'a'.repeat(64)}`;

describe('npm run deploy', () => {
  it('says what it will do, in the order in which things need each other', () => {
    const { status, stdout } = command(image, ['deploy', '--stage', 'dev', '--phase', 'base', '--plan'], signedIn);
    expect(status).toBe(0);
    expect(stdout).toBe(
      'Goals: stage dev in eu-central-1, packaging image, not protected: its data goes with it.\n' +
        '1. base: what lasts: the data, and the keys that protect it (goals-dev-base)\n' +
        "Not compared with what stands: AWS's command line is not there, and --against names no folder.\n",
    );
    const all = command(zip, ['deploy', '--stage', 'dev', '--plan'], signedIn).stdout;
    expect([...all.matchAll(/^\d\. (\w+)/gm)].map(([, phase]) => phase)).toEqual(['base', 'images', 'app']);
    expect(all).toContain('(goals-dev-fn-1, goals-dev-api, goals-dev-observability*)');
  });

  it('refuses without credentials, and says where they come from', () => {
    const { status, stderr } = command(zip, ['deploy', '--stage', 'dev'], { AWS_REGION: 'eu-central-1' });
    expect(status).toBe(1);
    expect(stderr).toMatch(/There are no AWS credentials\. Sign in .+\nNothing was done\./);
  });

  it('refuses routes that API Gateway cannot have, each with what is wrong, and synth goes on naming them', () => {
    const faults = [
      '/goals/{goalId}/steps/{step}.json: a parameter must be a whole segment.',
      '/goals/{id}/steps: beside {goalId} there can be no {id}.',
    ];
    for (const phase of ['base', 'app', 'all']) {
      const { status, stderr } = command(odd, ['deploy', '--stage', 'dev', '--phase', phase], signedIn);
      expect(status).toBe(1);
      expect(stderr).toBe(
        `${faults.map((fault) => `- API Gateway refuses the route ${fault} Change the path in the contract.\n`).join('')}Nothing was done.\n`,
      );
    }
    const { status, stdout } = command(odd, ['synth', '--sketch', 'dev']);
    expect(status).toBe(0);
    expect(stdout.match(/^This route .+$/gm)).toEqual(faults.map((fault) => `This route cannot be deployed: ${fault}`));
  });

  it('refuses to make functions before their images, and says what makes them', () => {
    const { status, stderr } = command(image, ['deploy', '--stage', 'dev', '--phase', 'app'], signedIn);
    expect(status).toBe(1);
    expect(stderr).toContain('There is no image of get-goal, health');
    expect(stderr).toContain('npm run deploy -- --stage dev --phase images');
    image.write('tmp/infra/digests-dev.json', JSON.stringify({ 'get-goal': digest, health: digest }));
    expect(command(image, ['deploy', '--stage', 'dev', '--phase', 'app', '--plan'], signedIn).status).toBe(0);
  });

  it('refuses to build images where no Docker engine answers', () => {
    const { status, stderr } = command(image, ['deploy', '--stage', 'dev', '--phase', 'images'], signedIn);
    expect(status).toBe(1);
    expect(stderr).toContain('no Docker engine answers');
  });

  it.each([
    [['deploy'], 'Which stage?'],
    [['deploy', '--stage', 'dev', '--phase', 'later'], 'the phases are base, images, app and all'],
    [['deploy', '--stage', 'local'], 'runs on your own machine'],
    [['deploy', '--stage', 'Dev!'], 'There is no stage "Dev!": the contract declares dev, prod'],
    [['deploy', '--stage', 'toString'], 'There is no stage'],
    [['destroy', '--stage', 'staging'], 'There is no stage'],
    [['synth', '--sketch', 'staging'], 'There is no stage'],
    [['deploy', '--stages', 'dev'], '--stages'],
  ])('refuses %j', (args, message) => {
    const { status, stderr } = command(zip, args, signedIn);
    expect([status, stderr]).toEqual([1, expect.stringContaining(message)]);
  });
});

describe('the Region of a stage', () => {
  const inRegion = (project: TemporaryProject, stage: string, environment: Record<string, string>) => {
    const { status, stdout, stderr } = command(project, ['deploy', '--stage', stage, '--plan'], environment);
    return [status, / in ([a-z0-9-]+), /.exec(stdout)?.[1] ?? stderr];
  };
  const home = temporaryProject('home');
  home.write(
    '.aws/config',
    '[default]\nregion = eu-north-1\n\n[profile team]\nsso_session = x\nregion=ap-south-1\n\n[profile none]\ns3 =\n  region = us-west-2\n',
  );
  home.write('.aws/credentials', '[none]\naws_access_key_id = x\nregion = sa-east-1\n');
  afterAll(() => home.remove());
  const HOME = home.folder;

  it.each([
    ['the contract', { ...signedIn, AWS_REGION: '' }, 'good', 'eu-west-1'],
    ['AWS_REGION', { HOME, AWS_REGION: 'us-east-2' }, 'dev', 'us-east-2'],
    ['AWS_DEFAULT_REGION', { HOME, AWS_DEFAULT_REGION: 'us-east-2' }, 'dev', 'us-east-2'],
    ['the default profile', { HOME }, 'dev', 'eu-north-1'],
    ['the named profile', { HOME, AWS_PROFILE: 'team' }, 'dev', 'ap-south-1'],
    ['the credentials of the profile', { HOME, AWS_PROFILE: 'none' }, 'dev', 'sa-east-1'],
  ])('is that of %s', (_place, environment, stage, region) => {
    expect(inRegion(stage === 'good' ? named : zip, stage, environment)).toEqual([0, region]);
  });

  it.each([
    [
      { HOME, AWS_PROFILE: 'team' },
      'The contract (x-authwright.stages.good.region) says eu-west-1, The profile "team" says ap-south-1',
    ],
    [{ HOME, AWS_REGION: 'eu-central-1' }, 'The variable AWS_REGION says eu-central-1'],
    [
      { HOME, AWS_REGION: 'eu-west-1', AWS_DEFAULT_REGION: 'us-east-1' },
      'The variable AWS_DEFAULT_REGION says us-east-1',
    ],
  ])('is refused where two places disagree: %j', (environment, message) => {
    for (const name of ['deploy', 'destroy']) {
      const { status, stderr } = command(named, [name, '--stage', 'good'], environment);
      expect([status, stderr]).toEqual([1, expect.stringContaining(message)]);
    }
  });

  it('is asked for where nothing says it', () => {
    const { status, stderr } = command(zip, ['deploy', '--stage', 'dev'], { AWS_PROFILE: 'somebody' });
    expect([status, stderr]).toEqual([1, expect.stringContaining('Nothing says in which Region the stage dev is')]);
  });

  it('is one for all that a deployment runs', () => {
    const output = named.path('out-region');
    const told = { STAGE: 'good', PHASE: 'base', CDK_OUTDIR: output, CDK_VALIDATION: 'false', ...signedIn };
    expect(command(named, ['app'], { ...told, AWS_REGION: 'us-east-1' }).stderr).toContain('two Regions');
    expect(command(named, ['app'], { ...told, AWS_REGION: 'eu-west-1', CDK_DEFAULT_REGION: 'us-east-1' }).status).toBe(
      0,
    );
    const manifest = JSON.parse(readFileSync(join(output, 'manifest.json'), 'utf8')) as {
      artifacts: Record<string, { environment?: string }>;
    };
    const places = Object.values(manifest.artifacts).flatMap(({ environment }) => environment ?? []);
    expect([...new Set(places)]).toEqual(['aws://unknown-account/eu-west-1']);
  });
});

describe('a stage that is not filled in', () => {
  it.each([
    ['live', 'x-authwright.stages.live.frontends names https://goals.example.com, a placeholder'],
    ['prod', 'x-authwright.stages.prod.frontends names http://localhost:3000, a placeholder'],
    ['open', 'anything but https can be read'],
  ])('%s is not deployed: %s', (stage, message) => {
    const { status, stderr } = command(named, ['deploy', '--stage', stage], inIreland);
    expect([status, stderr]).toEqual([1, expect.stringContaining(message)]);
    expect(stderr).toMatch(/Nothing was done\.\n$/);
  });
});

describe('the resources of the API', () => {
  it('are counted by their places in the tree of paths, and a quota that has to be raised is told', async () => {
    const { resourceNote } = await loadInfra(zip.folder, zip.folder);
    const paths = Array.from({ length: 149 }, (_path, index) => `/things${index}/{id}`);
    expect(resourceNote()).toBeUndefined();
    expect(resourceNote([...paths, '/health'])).toBeUndefined();
    expect(resourceNote([...paths, '/health', '/status'])).toMatch(
      /^The API has 301 resources, and API Gateway allows 300/,
    );
  });
});

describe('npm run destroy', () => {
  it('says what goes, the last first', () => {
    const { status, stdout } = command(zip, ['destroy', '--stage', 'dev', '--plan'], signedIn);
    expect(status).toBe(0);
    expect([...stdout.matchAll(/^- (.+)$/gm)].map(([, stack]) => stack)).toEqual([
      'goals-dev-observability*',
      'goals-dev-api',
      'goals-dev-fn-1',
      'goals-dev-base',
    ]);
  });

  it('takes down what stands, whatever the contract has become', () => {
    expect(command(odd, ['destroy', '--stage', 'dev', '--plan'], signedIn)).toMatchObject({ status: 0, stderr: '' });
  });

  it('refuses a protected stage, whatever its name', () => {
    const { status, stderr } = command(zip, ['destroy', '--stage', 'prod'], signedIn);
    expect([status, stderr]).toEqual([1, expect.stringContaining('The stage prod is protected')]);
    expect(command(named, ['destroy', '--stage', 'live'], inIreland).stderr).toContain('The stage live is protected');
    expect(command(named, ['destroy', '--stage', 'prod', '--plan'], inIreland)).toMatchObject({
      status: 0,
      stderr: '',
    });
  });
});

describe('packaging: image', () => {
  it('makes functions of images by their digests, and refuses one without', async () => {
    const infra = await loadInfra(image.folder, image.folder);
    const handlers = await handlersOf(infra, image.folder, image.folder);
    const stage = (digests: Record<string, string>) => infra.createStage('dev', 'eu-central-1', digests);
    expect(() => infra.createApp({ stage: stage({}), handlers, outdir: image.path('none') })).toThrow(
      /no image of .+ --phase images/,
    );
    const outdir = image.path('out');
    infra.createApp({ stage: stage({ 'get-goal': digest, health: digest }), handlers, outdir }).app.synth();
    const text = readFileSync(join(outdir, 'goals-dev-fn-1.template.json'), 'utf8');
    expect(text).toContain(`/goals-dev-images@${digest}`);
    expect(text).toContain('"PackageType": "Image"');
  });

  it('has the repository of its images and what extensions add in the first phase, before there are images', () => {
    image.write('tmp/infra/digests-dev.json', '{}');
    const synthesised = (phase: string) => {
      const outdir = image.path(`phase-${phase}`);
      const environment = {
        STAGE: 'dev',
        PHASE: phase,
        AWS_REGION: 'eu-central-1',
        CDK_OUTDIR: outdir,
        CDK_VALIDATION: 'false',
      };
      const { status, stderr } = command(image, ['app'], environment);
      const read = () => readFileSync(join(outdir, 'goals-dev-base.template.json'), 'utf8');
      return { status, stderr, read };
    };
    const first = synthesised('base');
    expect([first.status, first.stderr]).toEqual([0, '']);
    expect(first.read()).toContain('"ImageTagMutability": "IMMUTABLE"');
    expect(first.read()).toContain('added by an extension');
    expect(synthesised('app')).toMatchObject({ status: 1, stderr: expect.stringContaining('--phase images') });
    image.write('tmp/infra/digests-dev.json', JSON.stringify({ 'get-goal': digest, health: digest }));
    const later = synthesised('app');
    expect([later.status, later.read()]).toEqual([0, first.read()]);
  });

  it('has a Dockerfile for every operation, in which the linter finds nothing', () => {
    for (const operation of ['get-goal', 'health']) {
      expect(dockerLint(image.path('generated/operations', operation, 'Dockerfile'))).toBe(0);
    }
    image.write('Planted', 'FROM public.ecr.aws/lambda/nodejs:latest\nRUN sudo apt-get install x\n');
    expect(dockerLint(image.path('Planted'))).toBeGreaterThan(0);
    expect(zip.files('generated').has('operations/health/Dockerfile')).toBe(false);
  });
});

function dockerLint(file: string): number | null {
  return spawnSync(process.execPath, [join(repository, 'node_modules/dockerfilelint/bin/dockerfilelint'), file], {
    env: { PATH: [dirname(process.execPath)].join(delimiter) },
  }).status;
}

describe('the smoke test of a deployed API', () => {
  const smoke = (url: string): Promise<{ code: number; output: string }> =>
    new Promise((done) => {
      const args = [zip.path('generated/infra/run.mjs'), 'smoke', url];
      execFile(process.execPath, args, { cwd: zip.folder }, (error, stdout, stderr) => {
        done({ code: error ? Number(error.code) : 0, output: stdout + stderr });
      });
    });

  it('asks what needs no account, and finds nothing wrong', async () => {
    const faults: string[] = [];
    const backend = await startBackend({
      contract: zip.path('contract/openapi.yaml'),
      overrides: zip.path('overrides'),
      out: zip.path('generated'),
      port: 0,
      mock: false,
      logLevel: 'CRITICAL',
      onFault: (line) => void faults.push(line),
    });
    const result = await smoke(backend.url);
    await backend.close();
    expect(faults).toEqual(['getGoal: denied, no override fills the authorizer of bearerAuth']);
    expect(result).toEqual({ code: 0, output: `2 requests to ${backend.url}, 0 wrong\n` });
  });

  it('finds an API that lets everybody in', async () => {
    const server = createServer((_request, response) => response.end('{}')).listen(0);
    const { port } = server.address() as AddressInfo;
    const { code, output } = await smoke(`http://127.0.0.1:${port}/`);
    server.close();
    expect(code).toBe(1);
    expect(output).toContain('GET /goals/{goalId}: 200, and 401 is right.'.replace('{goalId}', 'smoke'));
    expect(output).toContain('GET /-/no-such-route: 200, and 404 is right.');
    expect(output).toContain('the answer has no x-request-id.');
  });
});

describe('the workflow', () => {
  const emitted = readFileSync(join(repository, 'generated/infra/workflows/deploy-backend.yml'), 'utf8');

  it('is one that GitHub takes, and a planted fault is found', () => {
    expect(validateWorkflow(emitted).errors).toEqual([]);
    expect(validateWorkflow(emitted.replace('runs-on:', 'run-on:')).errors).not.toEqual([]);
  });

  it('is the one where GitHub looks for it', () => {
    expect(readFileSync(join(repository, '.github/workflows/deploy-backend.yml'), 'utf8')).toBe(emitted);
  });

  it('deploys pull requests to unprotected stages, main to protected ones, and drops no deployment that waits', () => {
    const job = (stage: string) =>
      emitted
        .slice(emitted.indexOf(`  deploy-${stage}:`))
        .split('\n')
        .slice(0, 4)
        .join('\n');
    expect(job('dev')).toContain("github.event_name == 'pull_request'");
    expect(job('prod')).toContain("github.event_name == 'push'");
    expect(emitted).not.toContain('concurrency:');
    expect(named.files('generated').get('infra/workflows/deploy-backend.yml')).toMatch(
      /deploy-live:[^]*github\.event_name == 'push'[^]*deploy-prod:[^]*'pull_request'/,
    );
    expect(named.files('generated').get('infra/workflows/deploy-backend.yml')).not.toContain('deploy-open');
  });

  it('asks what was deployed without accounts and mails, which needs no mailbox', () => {
    expect(emitted).toContain('run.mjs smoke "$URL"');
    expect(emitted).not.toContain('test:contract');
  });

  it('pins every action to a commit, and gives the token nothing but what a job needs', () => {
    for (const [, action = ''] of emitted.matchAll(/uses: (\S+)/g)) expect(action).toMatch(/@[0-9a-f]{40}$/);
    expect(emitted).toMatch(/^permissions:\n {2}contents: read\n/m);
    expect(emitted.match(/id-token: write/g)).toHaveLength(2);
  });
});
