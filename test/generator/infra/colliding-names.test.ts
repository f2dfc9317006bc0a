import { afterEach, expect, it } from 'vitest';
import { startBackend } from '../../../generator/aws-local/index.js';
import type { Call } from '../../../generator/aws-local/endpoint/index.js';
import type * as Bundling from '../../../generated/infra/bundling/bundle.js';
import type * as Needs from '../../../generated/infra/needs.js';
import { compare } from '../../permissions/compare.js';
import { usesOf } from '../../permissions/uses.js';
import { temporaryProject, type TemporaryProject } from '../../support/project.js';
import { emit } from '../emitted/backend.js';
import { collidingProject, dice, type CollidingProject } from './colliding-project.js';

/** `AUTHWRIGHT_SEED=7 npx vitest run test/generator/infra/colliding-names.test.ts` makes the same projects again. */
const seed = Number(process.env['AUTHWRIGHT_SEED'] ?? Math.floor(Math.random() * 1e9));
const projects = Array.from({ length: 3 }, (_, index) => seed + index);

const open: TemporaryProject[] = [];
afterEach(() => open.splice(0).forEach((project) => project.remove()));

it.each(projects)(
  'a project with names that collide may do what its functions do, and nothing else (AUTHWRIGHT_SEED=%i)',
  async (one) => {
    const made = collidingProject(dice(one));
    const project = temporaryProject('colliding');
    open.push(project);
    for (const [path, text] of Object.entries(made.files)) project.write(path, text);
    await emit(project, made.contract);
    const grants = await grantsOf(project);
    const uses = (await callsOf(project, made)).flatMap(usesOf);
    expect(new Set(uses.map(({ caller }) => caller)).size).toBe(made.routes.length);
    const { denied, unused } = compare({ grants, uses, isOpen: () => false });
    expect(denied).toEqual([]);
    // The limiter reads its counter only when it refuses.
    expect(unused.filter(({ keys }) => !keys?.startsWith('RATE#'))).toEqual([]);
  },
  60_000,
);

async function grantsOf(project: TemporaryProject) {
  const load = async <T>(module: string): Promise<T> => (await import(project.path('generated/infra', module))) as T;
  const { sketchFunctions } = await load<typeof Bundling>('bundling/bundle.ts');
  const { handlersOf } = await load<typeof Needs>('needs.ts');
  const folders = { project: project.folder, emitted: project.path('generated') };
  const handlers = handlersOf(await sketchFunctions(project.path('bundles'), folders));
  return new Map([...handlers].map(([entry, handler]) => [entry, handler.grants]));
}

/** What the functions ask of AWS when each operation is called once. */
async function callsOf(project: TemporaryProject, { routes }: CollidingProject): Promise<readonly Call[]> {
  const calls: Call[] = [];
  const backend = await startBackend({
    contract: project.path('contract/openapi.yaml'),
    out: project.path('generated'),
    overrides: project.path('overrides'),
    port: 0,
    mock: false,
    onLog: () => undefined,
    onCall: (call) => void calls.push(call),
  });
  try {
    for (const route of routes) {
      const { status } = await fetch(`${backend.url}${route}`, { method: 'POST' });
      expect(status, route).toBe(204);
    }
  } finally {
    await backend.close();
  }
  return calls;
}
