import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBackend, type Backend } from '../../../generator/aws-local/index.js';
import { handlersOf, loadInfra } from '../../support/infra.js';
import type { TemporaryProject } from '../../support/project.js';
import { goals, goalsProject } from './goals.js';

/** A table of its own and a secret, from the contract to the running backend and to the templates. */
const contract = {
  ...goals,
  security: [],
  'x-authwright': { ...goals['x-authwright'], secrets: { 'weather-key': { description: 'The key of the weather.' } } },
};
const service = `
import { createGoal as create, getGoal as find } from '../../../generated/entities/goal.js';
import { readWeatherKey } from '../../../generated/http/secrets.js';
export const getGoal: GetGoalService = async ({ path: { goalId } }, context) => {
  await create({ goalId, owner: 'somebody', note: await readWeatherKey() });
  const goal = await find({ goalId }, { consistent: true });
  context.logger.info('found', { note: goal?.note });
  return goal === undefined ? { status: 404 } : { status: 204 };
};`;
let project: TemporaryProject;
let backend: Backend;
const calls: string[] = [];
const logs: string[] = [];

beforeAll(async () => {
  process.env['CDK_VALIDATION'] = 'false';
  project = await goalsProject(service, contract);
  backend = await startBackend({
    contract: project.path('contract/openapi.yaml'),
    out: project.path('generated'),
    overrides: project.path('overrides'),
    port: 0,
    mock: false,
    onLog: (line) => void logs.push(line),
    onCall: ({ action, input }) => void calls.push(`${action} ${String(input['TableName'] ?? input['SecretId'])}`),
  });
}, 60_000);
afterAll(async () => {
  await backend.close();
  project.remove();
});

describe('an operation on a table of its own, with a secret', () => {
  it('is served', async () => {
    expect((await fetch(`${backend.url}/goals/g1`)).status).toBe(204);
    expect((await fetch(`${backend.url}/goals/g1`)).status).toBe(204);
    expect(logs.join('\n')).toContain('local-weather-key');
    // The secret is read once, and kept.
    expect(calls.filter((call) => call.startsWith('GetSecretValue'))).toHaveLength(1);
    expect(calls).toContain('GetItem goals-local');
  });

  it('is synthesised: the table, the secret without a value, and the permissions to both', async () => {
    const infra = await loadInfra(project.folder, project.folder);
    const outdir = project.path('out');
    const handlers = await handlersOf(infra, project.folder, project.folder);
    infra.createApp({ stage: infra.createStage('dev', 'eu-central-1'), handlers, outdir }).app.synth();
    const base = readFileSync(project.path('out/goals-dev-base.template.json'), 'utf8');
    expect(base).toContain('"TableName": "goals-dev-goals"');
    expect(base).toContain('"Name": "goals-dev-weather-key"');
    expect(base).not.toContain('"SecretString"');
    const grants = handlers
      .get('operations/get-goal')
      ?.grants.map(({ action, resource }) => [action, ...Object.values(resource)].join(' '));
    expect(grants).toEqual([
      'dynamodb:GetItem table goals',
      'dynamodb:PutItem table goals',
      'kms:Decrypt storageKey dynamodb',
      'kms:Decrypt storageKey secretsmanager',
      'secretsmanager:GetSecretValue secret weather-key',
    ]);
    expect(handlers.get('operations/get-goal')?.required).toContain('WEATHER_KEY_SECRET_ARN');
  });
});
