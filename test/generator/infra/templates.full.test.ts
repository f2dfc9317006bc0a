import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { authwright, repository, run, temporaryProject, type TemporaryProject } from '../../support/project.js';
import { reportSkip } from '../../support/skips.js';

const projects: TemporaryProject[] = [];
afterAll(() => projects.forEach((project) => project.remove()));

describe('npm run synth', () => {
  it('makes templates for dev and prod without credentials, and cfn-lint finds nothing in them', async () => {
    const { code, stdout, stderr } = await run(
      process.execPath,
      [join(repository, 'generated/infra/run.mjs'), 'synth'],
      repository,
    );
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^dev: 4 stacks/m);
    expect(stdout).toMatch(/^prod: 4 stacks/m);
    if (spawnSync('cfn-lint', ['--version']).status !== 0) {
      reportSkip('cfn-lint on the templates', 'install it: pip install cfn-lint');
      return;
    }
    for (const stage of ['dev', 'prod']) {
      const folder = join(repository, 'tmp/infra/cdk.out', stage);
      const templates = readdirSync(folder).filter((file) => file.endsWith('.template.json'));
      const lint = await run('cfn-lint', ['--', ...templates], folder);
      expect([lint.code, lint.stdout]).toEqual([0, '']);
    }
  }, 600_000);
});

/** Published contracts that are not ours to keep here. */
const contracts = join(repository, '../shared/contracts');

describe.skipIf(!existsSync(contracts))('contracts of others', () => {
  it('are cut into stacks that CloudFormation takes: github.json with its 874 operations', async () => {
    const project = temporaryProject('github');
    projects.push(project);
    project.write('package.json', '{ "type": "module" }');
    const generate = await authwright(
      project.folder,
      'generate',
      '--contract',
      join(contracts, 'github.json'),
      '--overrides',
      project.path('overrides'),
      '--out',
      project.path('generated'),
    );
    expect([generate.code, generate.stderr]).toEqual([0, expect.anything()]);
    const synth = await run(
      process.execPath,
      [project.path('generated/infra/run.mjs'), 'synth', '--sketch', 'dev'],
      project.folder,
    );
    expect(synth.stderr).toBe('');
    expect(synth.code).toBe(0);
    const functions = readdirSync(project.path('tmp/infra/cdk.out/dev'))
      .filter((file) => file.endsWith('.template.json'))
      .flatMap((file) => {
        const text = readFileSync(project.path('tmp/infra/cdk.out/dev', file), 'utf8');
        return Object.values((JSON.parse(text) as { Resources: Record<string, { Type: string }> }).Resources);
      })
      .filter(({ Type }) => Type === 'AWS::Lambda::Function');
    expect(functions).toHaveLength(874);
  }, 900_000);
});
