import { test } from 'vitest';
import { startDynamoDbLocal, useDynamoDb } from '../support/dynamodb.js';
import { reportSkip } from '../support/skips.js';

const dynamoDb = await startDynamoDbLocal();

if (dynamoDb) {
  useDynamoDb(() => Promise.resolve(dynamoDb));
  await import('./entities.test.js');
} else {
  test('Java is not here, and DynamoDB Local is skipped', ({ skip }) => {
    reportSkip('entities on DynamoDB Local of AWS', 'Java 17 or later on the path');
    skip();
  });
}
