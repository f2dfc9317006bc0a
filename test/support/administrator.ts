import { AdminDisableUserCommand, CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import type { TestBackend } from './backend.js';

/** Disables a user at Cognito, as an administrator does at the console: the backend is not asked. */
export async function disableUser({ backend }: TestBackend, email: string): Promise<void> {
  const { endpoint, userPoolId } = backend.services.resources;
  const client = new CognitoIdentityProviderClient({
    endpoint: String(endpoint),
    region: 'eu-central-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  await client.send(new AdminDisableUserCommand({ UserPoolId: userPoolId, Username: email }));
  client.destroy();
}
