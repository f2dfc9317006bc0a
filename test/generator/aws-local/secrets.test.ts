import {
  GetSecretValueCommand,
  ListSecretsCommand,
  ResourceNotFoundException,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { afterEach, expect, test } from 'vitest';
import { startEndpoint } from '../../../generator/aws-local/endpoint/index.js';
import { createSecrets } from '../../../generator/aws-local/secrets/index.js';

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

async function start() {
  const engine = createSecrets({ 'local/client': 'hush', 'local/other': 'quiet' }, 'eu-central-1');
  const endpoint = await startEndpoint({ engines: [engine] });
  const credentials = { accessKeyId: 'a', secretAccessKey: 'b' };
  const client = new SecretsManagerClient({ endpoint: endpoint.url, region: 'eu-central-1', credentials });
  cleanups.push(async () => (client.destroy(), await endpoint.close()));
  return { engine, client, get: (SecretId: string) => client.send(new GetSecretValueCommand({ SecretId })) };
}

test('a secret is found by name, ARN, and ARN without its suffix', async () => {
  const { engine, get } = await start();
  const arn = engine.arnOf('local/client');
  for (const id of ['local/client', arn, arn.slice(0, -7)])
    expect(await get(id)).toMatchObject({
      ARN: arn,
      Name: 'local/client',
      SecretString: 'hush',
      VersionStages: ['AWSCURRENT'],
    });
  expect((await get('local/other')).SecretString).toBe('quiet');
});

test('what is not there is a ResourceNotFoundException', async () => {
  const { engine, client, get } = await start();
  for (const id of ['local', 'constructor', engine.arnOf('missing')])
    await expect(get(id)).rejects.toBeInstanceOf(ResourceNotFoundException);
  const previous = new GetSecretValueCommand({ SecretId: 'local/client', VersionStage: 'AWSPREVIOUS' });
  await expect(client.send(previous)).rejects.toBeInstanceOf(ResourceNotFoundException);
  await expect(client.send(new ListSecretsCommand())).rejects.toMatchObject({ name: 'UnknownOperationException' });
});
