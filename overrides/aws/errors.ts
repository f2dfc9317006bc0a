import { asAwsError } from '../../generated/http/aws-errors.js';
import { environment } from '../../generated/http/environment.js';

/** Whether an error bears one of these names. The SDK's classes are not asked: a bundle may hold them twice. */
export function isNamed(error: unknown, ...names: readonly string[]): boolean {
  return error instanceof Error && names.includes(error.name);
}

/**
 * Whether Cognito refused the client rather than the user. Its answer has `__type` and `message` alone, the model of the
 * service gives the error no other member, and the type is the same for both: the text is all that tells, so this is the
 * one place that reads one. Refusals of the client name it ("Unable to verify secret hash for client <id>", "Client <id>
 * is configured with secret but SECRET_HASH was not received"), those of users and tokens never do. The id is ours, and
 * stays if the words change. A text without it leaves the refusal what it would be else.
 */
export function isAboutClientSecret(error: unknown): boolean {
  return (
    isNamed(error, 'NotAuthorizedException') && (error as Error).message.includes(environment('COGNITO_CLIENT_ID'))
  );
}

/**
 * Whether the service itself refused the call, so that the call certainly changed nothing. A time-out, a fault of the
 * server or a refusal after a retry says nothing about an earlier try, which may have taken effect.
 */
export function changedNothing(error: unknown): boolean {
  const aws = asAwsError(error);
  if (aws === undefined || aws.$fault !== 'client') return false;
  const metadata: object = aws.$metadata ?? {};
  return !('attempts' in metadata) || metadata.attempts === 1;
}
