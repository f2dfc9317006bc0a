/**
 * What a permission is for: a kind of resource, and what tells one of its kind from the others, such as the name of a table.
 * The part of the infrastructure that makes the resource turns it into an ARN.
 */
export interface Resource {
  readonly kind: string;
  readonly [what: string]: string;
}

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
