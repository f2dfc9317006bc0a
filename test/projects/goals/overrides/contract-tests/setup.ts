import type { Call, ContractTestSetup } from '../../generated/contract-tests/_preparation.js';
import { apiKeyOf } from '../goals/api-key.js';

/** The secret of the backend under test; the local one unless the environment says otherwise. */
const secret = process.env['CALLER_KEY'] ?? 'local-caller-key';

const credentials = { 'x-api-key': apiKeyOf('planner', secret) };

/** A goal, or a step of one, for each operation that is about one. */
export const setup: ContractTestSetup = {
  credentials: async () => credentials,
  preparations: {
    getGoal: async (_example, call) => ({ path: { goalId: await newGoal(call) } }),
    updateGoal: async (example, call) => ({ ...example, path: { goalId: await newGoal(call) } }),
    deleteGoal: async (_example, call) => ({ path: { goalId: await newGoal(call) } }),
    addStep: async (example, call) => ({ ...example, path: { goalId: await newGoal(call) } }),
    Step: async (_example, call) => ({ path: await newStep(call) }),
    complete_step: async (_example, call) => ({ path: await newStep(call) }),
  },
};

async function newGoal(call: Call): Promise<string> {
  const body = { title: 'Answer within a day', team: 'support', dueOn: '2031-03-31' };
  const answer = await call('createGoal', { body, headers: credentials });
  if (answer.status !== 201) throw new Error(`no goal was created: ${JSON.stringify(answer)}`);
  return (answer.body as { goalId: string }).goalId;
}

async function newStep(call: Call): Promise<{ readonly goalId: string; readonly stepId: string }> {
  const goalId = await newGoal(call);
  const headers = credentials;
  const answer = await call('addStep', { path: { goalId }, body: { text: 'Write it down' }, headers });
  if (answer.status !== 201) throw new Error(`no step was added: ${JSON.stringify(answer)}`);
  return { goalId, stepId: (answer.body as { stepId: string }).stepId };
}
