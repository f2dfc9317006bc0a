import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBackend, type Backend } from '../../generator/aws-local/index.js';
import { compare } from '../permissions/compare.js';
import { usesOf, type Use } from '../permissions/uses.js';
import { runContractTests, type ContractTestReport } from '../support/contract-tests.js';
import { createClient, type ApiClient, type Body, type Reply } from '../support/client.js';
import { handlersOf, loadInfra } from '../support/infra.js';
import type { TemporaryProject } from '../support/project.js';
import { apiKeyOf } from './goals/overrides/goals/api-key.js';
import { emittedCopyOf, goals, runOptions } from './projects.js';

/**
 * One backend of the goals project: its emitted contract tests, a story over HTTP, its job. What the functions ask of AWS
 * meanwhile is held against their permissions at the end.
 */
let copy: TemporaryProject;
let backend: Backend;
let client: ApiClient;
let contractTests: ContractTestReport;
const uses: Use[] = [];
const logs: string[] = [];

const secret = 'local-caller-key';
const keys = { planner: apiKeyOf('planner', secret), tracker: apiKeyOf('tracker', secret) };

beforeAll(async () => {
  copy = await emittedCopyOf(goals);
  backend = await startBackend({
    ...runOptions(copy),
    port: 0,
    mock: false,
    // What one function has cached, another one has to ask AWS for.
    isolated: true,
    onLog: (line) => void logs.push(line),
    onCall: (call) => void uses.push(...usesOf(call)),
  });
  client = createClient(backend.url);
  contractTests = await runContractTests(copy, backend.url);
  await client.clearLimits();
}, 240_000);
afterAll(async () => {
  client.disconnect();
  await backend.close();
  copy.remove();
});

function call(method: string, path: string, body?: Body, key: string = keys.planner): Promise<Reply> {
  return client.send(method, path, { headers: { 'x-api-key': key }, ...(body === undefined ? {} : { body }) });
}

async function newGoal(more: Body = {}): Promise<string> {
  const draft = { title: 'Answer within a day', team: 'support', dueOn: '2031-03-31', ...more };
  const { status, body, text } = await call('POST', '/goals', draft);
  expect(status, text).toBe(201);
  return String(body['goalId']);
}

describe('the emitted contract tests', () => {
  it('pass, each operation with its example and with every constraint broken', () => {
    expect(contractTests.failed).toEqual([]);
    expect(contractTests.skipped).toEqual([]);
    expect(contractTests.passed).toBeGreaterThan(60);
  });

  it('send a credential that nobody gave out where the scheme has it', () => {
    const emitted = copy.read('generated/contract-tests/get-goal.test.ts');
    expect(emitted).toContain("headers: { 'x-api-key': 'forged' }");
    expect(emitted).not.toContain('authorization');
  });
});

describe('goals and their steps', () => {
  it('are listed as JSON or as a table, as the caller accepts', async () => {
    await newGoal({ team: 'tables', title: 'Answer "soon", or sooner' });
    const list = (accept: string): Promise<Reply> =>
      client.send('GET', '/goals?team=tables', { headers: { 'x-api-key': keys.planner, accept } });
    const table = await list('text/csv, application/json;q=0.5');
    expect(table.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(table.text.split('\r\n')).toEqual([
      'goalId,title,team,state,dueOn',
      expect.stringMatching(/^[0-9a-f-]{36},"Answer ""soon"", or sooner",tables,open,2031-03-31$/),
      '',
    ]);
    for (const accept of ['*/*', 'application/json', 'text/html']) {
      const { headers, body } = await list(accept);
      expect(headers).toMatchObject({ 'x-shown': '1', vary: 'Origin, Accept' });
      expect(body['goals']).toHaveLength(1);
    }
  });

  it('keep what only answers hold from callers who send it', async () => {
    const goalId = await newGoal();
    const forged = {
      stepId: goalId,
      goalId: 'another',
      done: true,
      doneAt: 'never',
      createdAt: 7,
      text: 'Write it down',
    };
    const { status, body, text } = await call('POST', `/goals/${goalId}/steps`, forged);
    expect(status, text).toBe(201);
    expect(body).toMatchObject({ goalId, text: 'Write it down', done: false });
    expect(body['stepId']).not.toBe(goalId);
    expect(body).not.toHaveProperty('doneAt');
    expect((await call('POST', `/goals/${goalId}/steps`, { text: 'a', color: 'red' })).status).toBe(400);
  });

  it('are created, listed in pages, changed, done and deleted', async () => {
    const team = `t${randomUUID()}`;
    const created = await call('POST', '/goals', { title: 'First', team, dueOn: '2031-01-01' });
    const goalId = String(created.body['goalId']);
    expect(created.headers['location']).toBe(`goals/${goalId}`);
    const later = await newGoal({ team, dueOn: '2031-06-01' });

    const page = await call('GET', `/goals?team=${team}&limit=1`);
    expect(page.body).toMatchObject({ goals: [{ goalId, title: 'First' }], nextCursor: expect.any(String) });
    const next = await call('GET', `/goals?team=${team}&state=open&cursor=${String(page.body['nextCursor'])}`);
    expect(next.body).toMatchObject({ goals: [{ goalId: later }] });

    const added = await call('POST', `/goals/${goalId}/steps`, { text: 'Write it down' });
    const stepPath = `/goals/${goalId}/steps/${String(added.body['stepId'])}`;
    const refused = await call('DELETE', `/goals/${goalId}`);
    expect([refused.status, refused.body]).toEqual([
      409,
      { type: 'about:blank', title: 'Conflict', status: 409, detail: '1 steps are not done.' },
    ]);
    for (const times of ['once', 'twice']) {
      const done = await call('PUT', `${stepPath}/completion`);
      expect([done.status, done.body['done']], times).toEqual([200, true]);
    }
    expect((await call('GET', stepPath)).body).toMatchObject({ text: 'Write it down', done: true });

    const reached = await call('PATCH', `/goals/${goalId}`, { state: 'reached' });
    expect(reached.body).toMatchObject({ goalId, state: 'reached', openSteps: 0 });
    expect((await call('DELETE', `/goals/${goalId}`)).status).toBe(204);
    expect((await call('GET', `/goals/${goalId}`)).status).toBe(404);
  });

  it('of one service are not there for another, and the problem says no more', async () => {
    const goalId = await newGoal();
    const others = await call('GET', `/goals/${goalId}`, undefined, keys.tracker);
    expect(others.status).toBe(404);
    expect(others.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(others.body).toEqual({
      type: 'about:blank',
      title: 'Not Found',
      status: 404,
      detail: 'There is no such goal.',
    });
    expect((await call('DELETE', `/goals/${goalId}`, undefined, keys.tracker)).status).toBe(404);
  });

  it('answer a cursor that is none with a problem that names the field', async () => {
    const { status, headers, body } = await call('GET', '/goals?team=support&cursor=nonsense');
    expect([status, headers['content-type']]).toEqual([400, expect.stringMatching(/^application\/problem\+json/)]);
    expect(body['errors']).toEqual([{ field: 'cursor', detail: 'This is not a cursor of this list.' }]);
  });

  it('are limited by the setting of the stage, for each service apart', async () => {
    await client.clearLimits();
    const draft = { title: 'One of many', team: 'support', dueOn: '2031-03-31' };
    const replies: Reply[] = [];
    for (let count = 0; count < 21; count += 1) replies.push(await call('POST', '/goals', draft));
    expect(replies.map(({ status }) => status)).toEqual([...Array<number>(20).fill(201), 429]);
    const { headers } = replies.at(-1) ?? { headers: {} as Reply['headers'] };
    expect(headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(Number(headers['retry-after'])).toBeGreaterThan(3500);
    expect((await call('POST', '/goals', draft, keys.tracker)).status).toBe(201);
    await client.clearLimits();
  });
});

describe('the job', () => {
  it('marks the open goals of yesterday as missed, and no others', async () => {
    const today = backend.now().toISOString().slice(0, 10);
    const open = await newGoal({ dueOn: today });
    const reached = await newGoal({ dueOn: today });
    const later = await newGoal();
    await call('PATCH', `/goals/${reached}`, { state: 'reached' });
    backend.advanceClock(24 * 60 * 60 * 1000);
    await backend.services.runJob('close-overdue-goals');
    const states = await Promise.all(
      [open, reached, later].map(async (goalId) => (await call('GET', `/goals/${goalId}`)).body['state']),
    );
    expect(states).toEqual(['missed', 'reached', 'open']);
    expect(logs.join('\n')).toContain('"GoalsMissed":1');
  });

  it('leaves steps that are done to the table, which removes them after the days of the setting', async () => {
    const goalId = await newGoal();
    const { body } = await call('POST', `/goals/${goalId}/steps`, { text: 'Write it down' });
    const path = `/goals/${goalId}/steps/${String(body['stepId'])}`;
    await call('PUT', `${path}/completion`);
    backend.advanceClock(366 * 24 * 60 * 60 * 1000);
    expect(await backend.services.sweepExpired()).toBeGreaterThan(0);
    expect((await call('GET', path)).status).toBe(404);
  });
});

describe('the permissions', () => {
  it('are those that the functions used: no call would be denied, none is granted in vain', async () => {
    const infra = await loadInfra(copy.folder, copy.folder);
    const handlers = await handlersOf(infra, copy.folder, copy.folder);
    const grants = new Map([...handlers].map(([entry, handler]) => [entry, handler.grants]));
    const { denied, unused } = compare({ grants, uses, isOpen: () => false });
    const deniedTexts = denied.map(({ caller, action, resource }) => `${caller} ${action} ${resource}`);
    expect([...new Set(deniedTexts)]).toEqual([]);
    expect(unused.map(({ caller, action, resource }) => `${caller} ${action} ${resource}`)).toEqual([]);
  });
});
