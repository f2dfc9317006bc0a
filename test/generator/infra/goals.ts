import { temporaryProject, type TemporaryProject } from '../../support/project.js';
import { emit } from '../emitted/backend.js';

/** A contract of goals in a table of their own, beside the default one. */
export const goals = {
  openapi: '3.1.0',
  info: { title: 'Goals', version: '1' },
  servers: [{ url: 'http://localhost:4000/v1' }],
  security: [{ bearerAuth: [] }],
  components: { securitySchemes: { bearerAuth: { type: 'http', scheme: 'bearer' } } },
  paths: {
    '/goals/{goalId}': {
      get: {
        operationId: 'getGoal',
        tags: ['Goals'],
        parameters: [{ name: 'goalId', in: 'path', required: true, schema: { type: 'string' } }],
        responses: { 204: { description: 'There.' }, 404: { description: 'Not there.' } },
      },
    },
    '/health': {
      get: { operationId: 'health', security: [], responses: { 204: { description: 'Well.' } } },
    },
  },
  'x-authwright': {
    name: 'goals',
    stages: { dev: { protected: false }, prod: { protected: true } },
    entities: {
      Goal: entity(
        { name: 'Goal', table: 'goals', pk: 'GOAL#{goalId}', sk: 'GOAL', indexes: { Owner: { pk: 'OWNER#{owner}' } } },
        ['goalId', 'owner', 'note'],
      ),
      User: entity({ name: 'User', pk: 'USER#{userId}', sk: 'PROFILE' }, ['userId', 'note']),
    },
  },
} as const;

function entity(extension: object, properties: readonly string[]): object {
  return {
    type: 'object',
    'x-authwright-entity': extension,
    required: properties,
    properties: Object.fromEntries(properties.map((name) => [name, { type: 'string' }])),
  };
}

/** A project with the contract of goals, or another, what its `getGoal` does, and further overrides. */
export async function goalsProject(
  getGoal: string,
  contract: object = goals,
  overrides: Readonly<Record<string, string>> = {},
): Promise<TemporaryProject> {
  const project = temporaryProject('goals');
  for (const [path, text] of Object.entries(overrides)) project.write(`overrides/${path}`, text);
  project.write(
    'overrides/operations/get-goal/service.ts',
    `import type { GetGoalService } from '../../../generated/operations/get-goal/service.js';\n${getGoal}\n`,
  );
  await emit(project, contract as Readonly<Record<string, unknown>>);
  return project;
}
