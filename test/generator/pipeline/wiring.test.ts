import { afterAll, expect, test } from 'vitest';
import type { Slot } from '../../../generator/overrides/slots.js';
import { makePlan, surroundingsOf } from '../../../generator/plan/plan.js';
import { inputsOf } from '../../../generator/plan/inputs.js';
import { planRun } from '../../../generator/plan/run.js';
import { readTemplates } from '../../../generator/plan/templates.js';
import { temporaryProject } from '../../support/project.js';

const project = temporaryProject('wiring');
afterAll(() => project.remove());

/** A contract that asks for a slot of every kind. */
const contract = `openapi: 3.1.0
info: { title: Notes, version: '1' }
x-authwright:
  jobs: { nightly-sweep: { schedule: rate(1 day) } }
  entities:
    Note:
      type: object
      required: [id]
      properties: { id: { type: string } }
      x-authwright-entity: { name: Note, pk: 'NOTE#{id}', sk: NOTE }
components: { securitySchemes: { key: { type: apiKey, in: header, name: x-key } } }
security: [{ key: [] }]
paths:
  /notes:
    get:
      operationId: listNotes
      x-authwright-repository: [Note]
      x-authwright-rate-limit: { key: [address], attempts: 1, window: 60, unless: known-address }
      responses: { '204': { description: None. } }
`;

/** A file for each kind of slot: the compiler asks for one of every kind that there is. */
const files: Readonly<Record<Slot['kind'], readonly [path: string, text: string]>> = {
  service: ['operations/list-notes/service', 'export const listNotes = async () => ({ status: 204 });\n'],
  repository: ['operations/list-notes/repository', 'export const countNotes = async () => 1;\n'],
  authorizer: ['security/key', 'export const key = async () => undefined;\n'],
  job: ['jobs/nightly-sweep', 'export const nightlySweep = async () => {};\n'],
  exemption: ['limits/known-address', 'export const knownAddress = async () => false;\n'],
  infra: ['infra/billing-alarms', 'export const billingAlarms = () => {};\n'],
  'contract-tests': ['contract-tests/setup', 'export const setup = {};\n'],
};

project.write('contract/openapi.yaml', contract);
for (const [path, text] of Object.values(files)) project.write(`overrides/${path}.ts`, text);
const { sources, result } = await planRun({
  contract: project.path('contract/openapi.yaml'),
  out: project.path('generated'),
  overrides: project.path('overrides'),
});

test('what fills a slot is imported by a planned file, whatever its kind', () => {
  const plan = [...(result?.plan.files ?? [])];
  for (const [path] of Object.values(files)) {
    const wired = plan.filter(([, { slots }]) => slots.includes(path));
    expect(wired.length, path).toBeGreaterThan(0);
    expect(
      wired.some(([, { content }]) => content.includes(`/overrides/${path}.js'`)),
      path,
    ).toBe(true);
  }
});

test('a file that fills a slot and that no family wires stops the run', async () => {
  const [sweep] = [...(result?.overrides.filled.values() ?? [])].filter(({ slot }) => slot.kind === 'job');
  if (!result || !sweep) throw new Error('the contract does not plan');
  const forgotten = { ...sweep, slot: { ...sweep.slot, path: 'jobs/forgotten' } };
  const templates = readTemplates();
  const plan = makePlan({
    contract: result.contract,
    overrides: { ...result.overrides, filled: new Map([...result.overrides.filled, ['jobs/forgotten', forgotten]]) },
    templates: (name) => templates.get(name),
    surroundings: surroundingsOf(project.path('generated'), project.path('overrides')),
    ...inputsOf(sources, result.contract, result.overrideFiles, templates),
  });
  await expect(plan).rejects.toThrow('no family of artifacts wires what fills jobs/forgotten');
});
