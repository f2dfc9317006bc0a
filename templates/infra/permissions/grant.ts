/** What a permission is for. The stacks turn it into an ARN. */
export type Resource =
  | { readonly kind: 'table'; readonly table: string }
  | { readonly kind: 'index'; readonly table: string; readonly index: string }
  | { readonly kind: 'userPool' }
  | { readonly kind: 'dataKey' }
  /** The key that data at rest is encrypted with, used by a service on the function's behalf. */
  | { readonly kind: 'storageKey'; readonly via: 'dynamodb' | 'secretsmanager' | 'sqs' }
  | { readonly kind: 'clientSecret' }
  | { readonly kind: 'secret'; readonly secret: string }
  | { readonly kind: 'queue'; readonly job: string }
  | { readonly kind: 'mailIdentity' };

/** One action on one resource. */
export interface Grant {
  /** IAM's name: `dynamodb:GetItem`. */
  readonly action: string;
  readonly resource: Resource;
  /** The patterns of the partition keys that the action is limited to. */
  readonly leadingKeys?: readonly string[];
  /** What in the function needs it. */
  readonly reason: string;
}

/** A text that tells resources apart: `table users`. */
export function resourceText({ kind, ...names }: Resource): string {
  return [kind, ...Object.values(names)].join(' ');
}

/** A function whose permissions cannot be derived: granting less would break it, and granting more is never right. */
export class UnknownPermission extends Error {
  override readonly name = 'UnknownPermission';
}
