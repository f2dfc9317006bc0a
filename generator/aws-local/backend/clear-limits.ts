import { BatchWriteItemCommand, DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { localRegion } from '../place.js';

/**
 * Deletes the rate counters of a table of the local engine. A scan is no way to do this in a deployment, and nothing
 * deployed can.
 * @returns how many there were
 */
export async function clearRateCounters(endpoint: string, tables: readonly string[]): Promise<number> {
  const client = new DynamoDBClient({
    endpoint,
    region: localRegion,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  let cleared = 0;
  for (const table of tables) {
    const found = await client.send(
      new ScanCommand({
        TableName: table,
        ProjectionExpression: 'pk, sk',
        FilterExpression: 'begins_with(pk, :prefix)',
        ExpressionAttributeValues: { ':prefix': { S: 'RATE#' } },
      }),
    );
    const keys = found.Items ?? [];
    for (let start = 0; start < keys.length; start += 25) {
      const requests = keys.slice(start, start + 25).map((Key) => ({ DeleteRequest: { Key } }));
      await client.send(new BatchWriteItemCommand({ RequestItems: { [table]: requests } }));
    }
    cleared += keys.length;
  }
  client.destroy();
  return cleared;
}
