import { spawnSync } from 'node:child_process';
import { dirname } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TemporaryProject } from '../../support/project.js';
import { goals, goalsProject } from './goals.js';

const service = 'export const getGoal: GetGoalService = async () => ({ status: 204 });';

/** The goals contract with an error that has a number which only its author knows. */
function contractWith(more: object): object {
  const [[path, item] = expect.fail()] = Object.entries(goals.paths).filter(([key]) => key.includes('{'));
  const get = (item as { get: { responses: object } }).get;
  const number = { type: 'object', required: ['number'], properties: { number: { type: 'integer' } } };
  const fault = { description: 'A fault.', content: { 'application/json': { schema: number } } };
  return {
    ...goals,
    ...more,
    paths: { ...goals.paths, [path]: { ...item, get: { ...get, responses: { ...get.responses, default: fault } } } },
  };
}

describe("an error schema that the backend's own answers cannot fill", () => {
  let open: TemporaryProject;
  let written: TemporaryProject;
  beforeAll(async () => {
    open = await goalsProject(service, contractWith({}));
    written = await goalsProject(service, contractWith({ 'x-authwright-errors': { default: { number: 7 } } }));
    for (const project of [open, written]) project.write('package.json', '{ "type": "module" }');
  });
  afterAll(() => [open, written].forEach((project) => project.remove()));

  const command = (project: TemporaryProject, ...args: readonly string[]) => {
    const { status, stderr } = spawnSync(process.execPath, [project.path('generated/infra/run.mjs'), ...args], {
      encoding: 'utf8',
      cwd: project.folder,
      env: { PATH: dirname(process.execPath), HOME: project.folder, AWS_PROFILE: 'somebody', AWS_REGION: 'eu-west-1' },
    });
    return { status, stderr };
  };

  it('keeps a stage from being deployed, and says what to write', () => {
    const { status, stderr } = command(open, 'deploy', '--stage', 'dev', '--plan');
    expect(status).toBe(1);
    expect(stderr).toMatch(/of getGoal cannot fill "number".*x-authwright-errors: \{ default: \{ number: \.\.\. \} \}/);
    expect(command(written, 'deploy', '--stage', 'dev', '--plan').stderr).not.toContain('cannot fill');
  });

  it('fails synth --check', () => {
    expect(command(open, 'synth', '--sketch', '--check', 'dev')).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('cannot fill "number"'),
    });
  });
});
