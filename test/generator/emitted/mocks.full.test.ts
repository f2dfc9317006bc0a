import { createRequire } from 'node:module';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { describe, expect, test } from 'vitest';
import { withMocks } from '../../../generator/aws-local/backend/mock.js';
import type { Operation } from '../../../generator/contract/model/contract.js';
import { operationSlotPath } from '../../../generator/overrides/slots.js';
import { planRun } from '../../../generator/plan/run.js';
import { repository, temporaryProject, type TemporaryProject } from '../../support/project.js';
import { reportSkip } from '../../support/skips.js';

/** Documents that nobody here wrote; they are not part of the repository. */
const folder = join(repository, '../shared/contracts');
const documents = existsSync(folder) ? readdirSync(folder).filter((file) => /\.(json|ya?ml)$/.test(file)) : [];
const contracts = [
  join(repository, 'contract/openapi.yaml'),
  join(repository, 'test/projects/goals/contract/openapi.yaml'),
  ...documents.map((document) => join(folder, document)),
];

interface Mocked {
  readonly service: (input: { readonly accept: string | undefined }) => Promise<Answer>;
  readonly definition: {
    readonly responses: Readonly<Record<string, DeclaredAnswer>>;
  };
}
interface Answer {
  readonly status: number;
  readonly contentType?: string;
  readonly body?: unknown;
}
interface DeclaredAnswer {
  readonly body?: DeclaredBody;
  readonly alternatives?: readonly DeclaredBody[];
}
interface DeclaredBody {
  readonly contentType: string;
  readonly schema: Model;
}
type Model = { safeParse(value: unknown): { readonly success: boolean } };

describe('every operation is answered by its mock as its model asks', () => {
  if (documents.length === 0) reportSkip('mocks of foreign contracts', `OpenAPI documents in ${folder}`);

  test.each(contracts)('%s', { timeout: 900_000 }, async (contract) => {
    const project = temporaryProject('mocks');
    try {
      const mocked = await loadMocks(contract, project);
      expect(mocked.length).toBeGreaterThan(0);
      const wrong: string[] = [];
      for (const [id, one] of mocked) {
        const fault = await faultOf(one);
        if (fault !== undefined) wrong.push(`${id}: ${fault}`);
      }
      // A part that no value is found for would be named here; these contracts have none.
      expect(wrong).toEqual([]);
    } finally {
      project.remove();
    }
  });
});

/** What is wrong with the answer of a mock, in each media type that the contract declares. */
async function faultOf(mocked: Mocked): Promise<string | undefined> {
  const types = Object.values(mocked.definition.responses).flatMap(({ alternatives = [] }) =>
    alternatives.map(({ contentType }) => contentType),
  );
  for (const accept of [undefined, ...new Set(types)]) {
    const fault = await faultIn(accept, mocked);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

async function faultIn(accept: string | undefined, { service, definition }: Mocked): Promise<string | undefined> {
  try {
    const { status, contentType, body } = await service({ accept });
    const { responses } = definition;
    const declared = responses[status] ?? responses[`${String(status)[0]}XX`] ?? responses['default'];
    if (!declared) return `status ${status} is not declared`;
    const bodies = [...(declared.body ? [declared.body] : []), ...(declared.alternatives ?? [])];
    const chosen = bodies.find((one) => one.contentType === contentType);
    const fits = chosen ? chosen.schema.safeParse(body).success : body === undefined;
    return fits ? undefined : `the body of ${status} does not fit`;
  } catch (error) {
    return (error as Error).message;
  }
}

/** The mock and the definition of every operation, bundled and loaded. */
async function loadMocks(
  contract: string,
  project: TemporaryProject,
): Promise<readonly (readonly [id: string, mocked: Mocked])[]> {
  const options = { contract, out: project.path('generated'), overrides: project.path('overrides') };
  const run = await planRun(options, (model, files) => withMocks(model, files, '../generated'));
  const { plan, overrides, contract: model } = run.result ?? expect.fail(`${contract} does not plan`);
  for (const [path, { content }] of plan.files) project.write(`generated/${path}`, content);
  for (const { file, source } of overrides.filled.values())
    project.write(file.slice(project.folder.length + 1), source);
  project.write('mocks.ts', model.operations.map(exported).join(''));
  const outfile = project.path('mocks.cjs');
  const entryPoints = [project.path('mocks.ts')];
  await build({ entryPoints, outfile, bundle: true, platform: 'node', format: 'cjs', logLevel: 'silent' });
  const modules = createRequire(import.meta.url)(outfile) as Record<string, unknown>;
  return model.operations.map(({ operationId }, index) => [
    operationId,
    { service: modules[`service${index}`], definition: modules[`definition${index}`] } as Mocked,
  ]);
}

function exported({ names }: Operation, index: number): string {
  return `export { ${names.value} as service${index} } from './overrides/${operationSlotPath(names.file, 'service')}.js';
export { ${names.value}Definition as definition${index} } from './generated/operations/${names.file}/models.js';
`;
}
