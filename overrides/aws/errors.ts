import { asAwsError } from '../../generated/http/aws-errors.js';

/** Whether an error bears one of these names. The SDK's classes are not asked: a bundle may hold them twice. */
export function isNamed(error: unknown, ...names: readonly string[]): boolean {
  return error instanceof Error && names.includes(error.name);
}

/**
 * Whether Cognito refused the client rather than the user. It has one name for both and says which in the text alone, so
 * this is the one place that reads a text; a text that changes leaves the refusal what it would be else.
 */
export function isAboutClientSecret(error: unknown): boolean {
  return isNamed(error, 'NotAuthorizedException') && /secret[ _]hash|client secret/i.test((error as Error).message);
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
