import { expect, it } from 'vitest';
import { handlersOf, loadInfra } from '../../support/infra.js';
import { synthesiseStage } from '../../projects/templates.js';
import { goals, goalsProject } from './goals.js';

const service = 'export const getGoal: GetGoalService = async () => ({ status: 204 });';
const job = `import type { EventJob } from '../../generated/http/jobs.js';

export const sold: EventJob = async ({ detailType, detail }, { logger }) => logger.info(detailType, { detail });
`;

it("a job of another source's events is started by all of them, in a project without mails", async () => {
  process.env['CDK_VALIDATION'] = 'false';
  const event = { source: 'shop', detailTypes: ['Sold', 'Sold out'] };
  const contract = { ...goals, 'x-authwright': { ...goals['x-authwright'], jobs: { sold: { event } } } };
  const project = await goalsProject(service, contract, { 'jobs/sold.ts': job });
  const infra = await loadInfra(project.folder, project.folder);
  const handlers = await handlersOf(infra, project.folder, project.path('bundles'));
  const { resources } = synthesiseStage(infra, handlers, infra.createStage('dev', 'eu-central-1'));
  project.remove();
  const of = (type: string) => resources.filter(({ Type }) => Type === type).map(({ Properties }) => Properties);
  expect(of('AWS::Events::Rule').map(({ Name, EventPattern }) => [Name, EventPattern])).toEqual([
    ['goals-dev-sold', { source: ['shop'], 'detail-type': ['Sold', 'Sold out'] }],
  ]);
  expect(of('AWS::Lambda::Permission').map(({ Principal }) => Principal)).toContain('events.amazonaws.com');
  expect(resources.filter(({ Type }) => Type.startsWith('AWS::SES::'))).toEqual([]);
});
