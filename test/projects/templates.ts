import { readFileSync } from 'node:fs';
import type { Handlers } from '../../generated/infra/needs.js';
import type { Stage } from '../../generated/infra/stage.js';
import { handlersOf, loadInfra, type Infra, type Resource } from '../support/infra.js';
import { repository, temporaryProject } from '../support/project.js';
import { emittedCopyOf, flagship, type Project } from './projects.js';

/** The templates of a project's stages, with what they were made of. */
export interface Synthesised {
  readonly infra: Infra;
  readonly handlers: Handlers;
  /** The text of its `infra/README.md`. */
  readonly readme: string;
  /** By stage: the sizes of its stacks, its resources, and the document of its gateway. */
  readonly stages: Readonly<Record<string, SynthesisedStage>>;
}

/** The template of a stack, as far as tests look into it. */
export interface Template {
  readonly Parameters?: object;
  readonly Resources: Readonly<Record<string, Resource>>;
  readonly Outputs?: object;
}

/** The templates of one stage. */
export interface SynthesisedStage {
  readonly sizes: ReturnType<Infra['templateSizes']>;
  /** By stack. */
  readonly templates: Readonly<Record<string, Template>>;
  readonly resources: readonly Resource[];
  readonly document: Document;
}

// oxlint-disable-next-line typescript/no-explicit-any -- the gateway document is looked into freely
type Document = any;

const known = new Map<string, Promise<Synthesised>>();

/** Synthesises a project, once in each process: files are read and removed, so that nothing is left behind. */
export function synthesised(project: Project): Promise<Synthesised> {
  const found = known.get(project.name) ?? synthesise(project);
  known.set(project.name, found);
  return found;
}

async function synthesise(project: Project): Promise<Synthesised> {
  process.env['CDK_VALIDATION'] = 'false';
  const output = temporaryProject(`${project.name}-infra`);
  // The flagship's own is committed.
  const copy = project === flagship ? undefined : await emittedCopyOf(project);
  const folder = copy?.folder ?? repository;
  try {
    const infra = await loadInfra(folder, output.folder);
    const handlers = await handlersOf(infra, folder, output.folder);
    const stages = project.stages.map(
      (name) => [name, synthesiseStage(infra, handlers, infra.createStage(name, 'eu-central-1'))] as const,
    );
    const readme = readFileSync(`${folder}/generated/infra/README.md`, 'utf8');
    return { infra, handlers, readme, stages: Object.fromEntries(stages) };
  } finally {
    copy?.remove();
    output.remove();
  }
}

/** Synthesises one stage into memory. */
export function synthesiseStage(infra: Infra, handlers: Handlers, stage: Stage): SynthesisedStage {
  const output = temporaryProject('templates');
  try {
    const { app, api } = infra.createApp({ stage, handlers, outdir: output.folder });
    app.synth();
    const sizes = infra.templateSizes(output.folder);
    const templates = Object.fromEntries(
      sizes.map(({ stack }) => [stack, JSON.parse(output.read(`${stack}.template.json`)) as Template] as const),
    );
    const resources = Object.values(templates).flatMap(({ Resources }) => Object.values(Resources));
    return { sizes, templates, resources, document: api.document };
  } finally {
    output.remove();
  }
}
