// GET /health. Contract: #/paths/~1health/get
import { describe, test } from 'vitest';
import { getHealthStatusDefinition } from '../operations/get-health-status/models.js';
import { expectDeclared, expectStatus } from './_answers.js';
import { callOperation, type Example } from './_api.js';

describe('getHealthStatus: GET /health', () => {
  const examples: readonly Example[] = [{ name: 'the example', request: {} }];

  test.each(examples)('$name is answered as declared', async ({ request }) => {
    const answer = await callOperation(getHealthStatusDefinition, request, { prepared: true });
    expectStatus(answer, [200]);
    expectDeclared(getHealthStatusDefinition, answer);
  });
});
