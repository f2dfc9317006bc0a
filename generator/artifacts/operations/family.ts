import type { Artifact, Family } from '../artifact.js';
import { createSchemaContext } from '../schema-compiler/context.js';
import { commonResponses, emitCommonResponses } from './common-responses.js';
import { emitDockerfile } from './dockerfile.js';
import { emitErrors } from './errors.js';
import { emitHandler } from './handler.js';
import type { OperationInput } from './input.js';
import { emitLimits } from './limits.js';
import { emitModels } from './models.js';
import { emitIndex, emitReadme } from './readme.js';
import { emitRepository } from './repository.js';
import { emitService } from './service.js';

/** `operations/`: a folder for each operation, and an index by tag. */
export const operations: Family = {
  name: 'operations',
  emit: (contract, overrides, surroundings) => {
    const schemas = createSchemaContext(contract.schemas);
    const shared = { contract, schemas, overrides, surroundings, commonResponses: commonResponses(contract, schemas) };
    return [
      ...contract.operations.flatMap((operation) => emitOperation({ ...shared, operation })),
      emitCommonResponses(shared.commonResponses),
      emitIndex(contract, overrides),
    ];
  },
};

function emitOperation(input: OperationInput): readonly Artifact[] {
  return [
    emitModels(input),
    emitService(input),
    emitHandler(input),
    ...emitLimits(input),
    emitReadme(input),
    ...emitRepository(input),
    ...emitErrors(input),
    ...emitDockerfile(input),
  ];
}
