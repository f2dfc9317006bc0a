import type { Contract } from '../../contract/model/contract.js';
import { trusted, type Fragment } from '../../encode/code.js';
import { identifier } from '../../encode/typescript.js';
import type { Artifact } from '../artifact.js';

/** When a stage is deployed: pull requests of the repository itself to unprotected ones, main to protected ones. */
const pullRequest =
  "github.event_name == 'pull_request' && github.event.pull_request.head.repo.full_name == github.repository";
const main = "github.event_name == 'push'";

/**
 * `infra/workflows/deploy-backend.yml`: the workflow of GitHub Actions. It deploys the stages of which the contract says
 * whether they are protected: to one that might hold the data of customers nothing goes by itself.
 */
export function emitWorkflow({ stages, packaging }: Contract): readonly Artifact[] {
  const named = Object.entries(stages.deployments).filter(
    ([name, { protected: isProtected }]) => name !== 'local' && isProtected !== undefined,
  );
  if (named.length === 0) return [];
  return [
    {
      path: 'infra/workflows/deploy-backend.yml',
      template: 'infra/workflows/deploy-backend.yml.hbs',
      view: {
        images: packaging === 'image',
        stages: named.map(
          ([stage, { protected: isProtected }]): { readonly name: Fragment; readonly condition: Fragment } => ({
            name: identifier(stage),
            condition: trusted(isProtected === true ? main : pullRequest),
          }),
        ),
      },
      declared: [],
      pointer: '#/x-authwright/stages',
      slots: [],
    },
  ];
}
