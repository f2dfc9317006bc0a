/** What an allowing authorizer hands on to the function, as `requestContext.authorizer`. */
export type AuthorizerContext = Readonly<Record<string, string | number | null>>;

/** A well-formed result of an authorizer. */
export interface AuthorizerResult {
  readonly context: AuthorizerContext;
  readonly statements: readonly Record<string, unknown>[];
}

/**
 * Reads what an authorizer returned, by "Output from an API Gateway Lambda authorizer": a principal,
 * a policy, and a context of strings, numbers and booleans. API Gateway hands numbers and booleans
 * on as strings; a null stays null.
 *
 * @returns undefined if it is malformed
 */
export function readAuthorizerResult(result: unknown): AuthorizerResult | undefined {
  if (!isRecord(result) || !isRecord(result['policyDocument'])) return undefined;
  const principalId = result['principalId'];
  if (typeof principalId !== 'string' || principalId === '') return undefined;
  const statements = readStatements(result['policyDocument']['Statement']);
  const context = readContext(result['context']);
  if (statements === undefined || context === undefined) return undefined;
  return { statements, context: { ...context, principalId, integrationLatency: 0 } };
}

function readStatements(value: unknown): Record<string, unknown>[] | undefined {
  const statements = Array.isArray(value) ? value : [value];
  return statements.every(isRecord) ? statements : undefined;
}

function readContext(value: unknown): Record<string, string | null> | undefined {
  if (value === undefined || value === null) return {};
  if (!isRecord(value)) return undefined;
  const entries = Object.entries(value).filter(([, entry]) => entry !== undefined);
  if (!entries.every(([, entry]) => isScalar(entry))) return undefined;
  return Object.fromEntries(entries.map(([name, entry]) => [name, entry === null ? null : String(entry)]));
}

function isScalar(value: unknown): boolean {
  return value === null || typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
