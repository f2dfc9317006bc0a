import { afterAll, beforeAll, expect, it } from 'vitest';
import { AwsError } from '../../../generator/aws-local/endpoint/index.js';
import { startBackend, type Backend } from '../../../generator/aws-local/index.js';
import type { TemporaryProject } from '../../support/project.js';
import { goals, goalsProject } from '../infra/goals.js';

/** A write of one item while a transaction holds it, which DynamoDB refuses. */
const service = `
import { createGoal, deleteGoal, updateGoal } from '../../../generated/entities/index.js';

export const getGoal: GetGoalService = async ({ path: { goalId } }) => {
  const made = await createGoal({ goalId, owner: 'o', note: 'n' });
  const changed = await updateGoal({ goalId }, { set: { note: 'm' } });
  const removed = await deleteGoal({ goalId });
  return { status: made && changed?.note === 'm' && removed ? 204 : 404 };
};`;

const contract = { ...goals, security: [] };
const conflict = new AwsError('TransactionConflictException', 'Transaction is ongoing for the item');
/** How many attempts of each action meet a transaction. */
let conflicts = 0;
let project: TemporaryProject;
let backend: Backend;

beforeAll(async () => {
  project = await goalsProject(service, contract);
  const met = new Map<string, number>();
  backend = await startBackend({
    contract: project.path('contract/openapi.yaml'),
    overrides: project.path('overrides'),
    out: project.path('generated'),
    port: 0,
    mock: false,
    logLevel: 'CRITICAL',
    fault: (_service, action) => {
      const before = met.get(action) ?? 0;
      const isMet = before < conflicts;
      met.set(action, isMet ? before + 1 : 0);
      return isMet ? conflict : undefined;
    },
  });
});
afterAll(async () => {
  await backend?.close();
  project.remove();
});

it.each([
  [0, 204],
  [3, 204],
  [Infinity, 503],
])('a write that meets %i transactions is answered as %i', async (count, status) => {
  conflicts = count;
  const response = await fetch(`${backend.url}/goals/${String(count)}`);
  expect(response.status).toBe(status);
  expect(response.headers.has('retry-after')).toBe(status === 503);
});
