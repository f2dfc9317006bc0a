import type { LocalResources } from '../../generator/aws-local/backend/environment.js';
import type { Call } from '../../generator/aws-local/endpoint/index.js';

/** What `X-Amz-Target` begins with where that is not the service's name. */
const targetPrefixes: Readonly<Record<string, string>> = { dynamodb: 'DynamoDB_20120810' };

/**
 * Makes a call again by itself, without an SDK that would wait for it: whoever asked for it has long gone. A refusal is
 * as good an end as any.
 */
export async function performLate(resources: LocalResources, { service, action, input }: Call): Promise<void> {
  const isMail = service === 'ses';
  const endpoint = { dynamodb: resources.dynamodb, ses: resources.ses }[service] ?? resources.endpoint;
  const headers: Record<string, string> = isMail
    ? {}
    : { 'x-amz-target': `${targetPrefixes[service] ?? service}.${action}`, authorization: 'AWS4-HMAC-SHA256 late' };
  const response = await fetch(`${endpoint ?? ''}/${isMail ? 'v2/email/outbound-emails' : ''}`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-amz-json-1.1', ...headers },
    body: JSON.stringify(input),
  });
  await response.arrayBuffer();
}
