import { localRegion } from '../place.js';

/** An item's key, as DynamoDB words it. */
type Key = Readonly<Record<string, object>>;

/**
 * Deletes the rate counters of tables of the local engine. A scan is no way to do this in a deployment, and nothing
 * deployed can. It takes no client of the SDK, which would give its advice on Node.js for the whole dev server.
 * @returns how many there were
 */
export async function clearRateCounters(endpoint: string, tables: readonly string[]): Promise<number> {
  let cleared = 0;
  for (const table of tables) {
    const found = await ask(endpoint, 'Scan', {
      TableName: table,
      ProjectionExpression: 'pk, sk',
      FilterExpression: 'begins_with(pk, :prefix)',
      ExpressionAttributeValues: { ':prefix': { S: 'RATE#' } },
    });
    const keys = (found['Items'] ?? []) as readonly Key[];
    for (let start = 0; start < keys.length; start += 25) {
      const requests = keys.slice(start, start + 25).map((each) => ({ DeleteRequest: { Key: each } }));
      await ask(endpoint, 'BatchWriteItem', { RequestItems: { [table]: requests } });
    }
    cleared += keys.length;
  }
  return cleared;
}

/** The engine wants every part of a signature to be there, and verifies none. */
const authorization = `AWS4-HMAC-SHA256 Credential=local/20000101/${localRegion}/dynamodb/aws4_request, SignedHeaders=host, Signature=none`;

async function ask(endpoint: string, action: string, input: object): Promise<Readonly<Record<string, unknown>>> {
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': `DynamoDB_20120810.${action}`,
      'x-amz-date': '20000101T000000Z',
      authorization,
    },
    body: JSON.stringify(input),
  });
  if (!response.ok) throw new Error(`${action} failed: ${await response.text()}`);
  return (await response.json()) as Readonly<Record<string, unknown>>;
}
