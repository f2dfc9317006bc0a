/** An error as an AWS service answers it. Its `name` is the error's code, by which SDK clients tell errors apart. */
export class AwsError extends Error {
  override readonly name: string;
  constructor(
    name: string,
    message: string,
    /** 400 for what the caller did, 500 for the service's own faults, which SDK clients retry. */
    readonly status: number = 400,
    /** Further members of the body, `CancellationReasons` for instance. */
    readonly fields: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
    this.name = name;
  }
}

/** What every service answers when it fails itself ("Common Error Types" of every API reference). */
export function internalFailure(message: string): AwsError {
  return new AwsError('InternalFailure', message, 500);
}
