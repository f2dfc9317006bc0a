import type { Contract } from '../../contract/model/contract.js';
import { trusted, type Fragment } from '../../encode/code.js';
import { identifier } from '../../encode/typescript.js';
import type { Artifact } from '../artifact.js';

/** The stages that the workflow deploys, and when: pull requests of the repository itself to dev, main to prod. */
const deployments = {
  dev: "github.event_name == 'pull_request' && github.event.pull_request.head.repo.full_name == github.repository",
  prod: "github.event_name == 'push'",
} as const;

/** `infra/workflows/deploy-backend.yml`: the workflow of GitHub Actions, where the contract has a stage that it deploys. */
export function emitWorkflow({ stages, packaging }: Contract): readonly Artifact[] {
  const named = (['dev', 'prod'] as const).filter((stage) => Object.hasOwn(stages.stages, stage));
  if (named.length === 0) return [];
  return [
    {
      path: 'infra/workflows/deploy-backend.yml',
      template: 'infra/workflows/deploy-backend.yml.hbs',
      view: {
        images: packaging === 'image',
        stages: named.map((stage): { readonly name: Fragment; readonly condition: Fragment } => ({
          name: identifier(stage),
          condition: trusted(deployments[stage]),
        })),
      },
      declared: [],
      pointer: '#/x-authwright/stages',
      slots: [],
    },
  ];
}
