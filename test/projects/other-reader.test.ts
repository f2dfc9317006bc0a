import SwaggerParser from '@apidevtools/swagger-parser';
import type { OpenAPIV3_1 } from 'openapi-types';
import { expect, test } from 'vitest';
import { createReporter } from '../../generator/diagnostics/diagnostic.js';
import { buildContract } from '../../generator/contract/compile/contract.js';
import { methods } from '../../generator/contract/model/contract.js';
import { readSources } from '../../generator/contract/read/sources.js';
import { projects } from './projects.js';

test.each(projects)(
  'another reader of OpenAPI finds the operations of $name, with every reference followed',
  async ({ folder }) => {
    const entry = `${folder}/contract/openapi.yaml`;
    const document = (await SwaggerParser.validate(entry)) as OpenAPIV3_1.Document;
    const theirs = Object.values(document.paths ?? {}).flatMap((item) =>
      methods.flatMap((method) => item?.[method as 'get']?.operationId ?? []),
    );
    const reporter = createReporter();
    const contract = await buildContract(readSources(entry, reporter), reporter);
    const ours = contract?.operations.map((operation) => operation.operationId);
    expect(ours?.toSorted()).toEqual(theirs.toSorted());
    expect(theirs.length).toBeGreaterThan(4);
  },
);
