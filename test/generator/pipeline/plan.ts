import { relative } from 'node:path';
import { stringify } from 'yaml';
import type { Diagnostic } from '../../../generator/diagnostics/diagnostic.js';
import { planRun } from '../../../generator/plan/run.js';
import { temporaryProject } from '../../support/project.js';

/** What a contract comes to: every planned file, or the errors that stand in the way. */
export interface Planned {
  readonly files: ReadonlyMap<string, string>;
  readonly errors: readonly Diagnostic[];
}

/** Plans the files of a contract that lie in a folder, with no override. */
export async function planFolder(folder: string, entry = 'openapi.yaml'): Promise<Planned> {
  const run = await planRun({
    contract: `${folder}/contract/${entry}`,
    out: `${folder}/generated`,
    overrides: `${folder}/no-overrides`,
  });
  const planned = [...(run.result?.plan.files ?? [])].map(([path, { content }]) => [path, content] as const);
  return { files: new Map(planned), errors: run.diagnostics.filter(({ severity }) => severity === 'error') };
}

/** Plans contract files, given by their path below `contract/`, as text or as data that is written as YAML or JSON. */
export async function planContract(files: Readonly<Record<string, string | object>>): Promise<Planned> {
  const project = temporaryProject('plan');
  for (const [path, content] of Object.entries(files)) {
    project.write(`contract/${path}`, textOf(path, content));
  }
  const planned = await planFolder(project.folder, Object.keys(files)[0]);
  project.remove();
  return planned;
}

function textOf(path: string, content: string | object): string {
  if (typeof content === 'string') return content;
  return path.endsWith('.json')
    ? JSON.stringify(content, undefined, 2)
    : stringify(content, { aliasDuplicateObjects: false, lineWidth: 0 });
}

/** The files with the hashes of the inputs left out of the manifest: those are about the contract's text. */
export function withoutInputs({ files, errors }: Planned): ReadonlyMap<string, string> {
  if (errors.length > 0) throw new Error(errors.map((one) => `${place(one)} ${one.code} ${one.message}`).join('\n'));
  const copy = new Map(files);
  const manifest = JSON.parse(files.get('manifest.json') ?? '{}') as { inputs: object };
  copy.set('manifest.json', JSON.stringify({ ...manifest, inputs: undefined, inputFiles: undefined }, undefined, 2));
  return copy;
}

function place({ at }: Diagnostic): string {
  return `${relative(process.cwd(), at.file)}${at.pointer}`;
}
