type Statement = Readonly<Record<string, unknown>>;

/**
 * Whether an authorizer's policy lets a request through, by IAM's evaluation logic: some statement
 * allows it and none denies it. What this evaluation does not understand (conditions, `NotAction`,
 * `NotResource`, other shapes) narrows and never widens: such an Allow counts for nothing, such a
 * Deny for everything.
 *
 * @param arn the method's ARN, `arn:aws:execute-api:...`
 */
export function allows(statements: readonly Statement[], arn: string): boolean {
  const denied = statements.some((statement) => statement['Effect'] !== 'Allow' && mayApply(statement, arn));
  return !denied && statements.some((statement) => statement['Effect'] === 'Allow' && applies(statement, arn));
}

const understood = new Set(['Sid', 'Effect', 'Action', 'Resource']);

function applies(statement: Statement, arn: string): boolean {
  if (!Object.keys(statement).every((key) => understood.has(key))) return false;
  return matchesAny(statement['Action'], 'execute-api:invoke', true) && matchesAny(statement['Resource'], arn, false);
}

function mayApply(statement: Statement, arn: string): boolean {
  const { Action: action, Resource: resource } = statement;
  const known = statement['Effect'] === 'Deny' && isPatterns(action) && isPatterns(resource);
  if (!known) return true;
  return matchesAny(action, 'execute-api:invoke', true) && matchesAny(resource, arn, false);
}

function matchesAny(patterns: unknown, text: string, ignoreCase: boolean): boolean {
  if (!isPatterns(patterns)) return false;
  return [patterns].flat().some((pattern) => matchesWildcards(ignoreCase ? pattern.toLowerCase() : pattern, text));
}

function isPatterns(value: unknown): value is string | string[] {
  return typeof value === 'string' || (Array.isArray(value) && value.every((entry) => typeof entry === 'string'));
}

/** `*` is any run of characters, also across `/`; `?` is one. It retries only the last `*`, so that no policy costs more than quadratic time. */
function matchesWildcards(pattern: string, text: string): boolean {
  let [at, star, resume] = [0, -1, 0];
  for (let index = 0; index < text.length;) {
    if (pattern[at] === '*') {
      [star, resume] = [at, index];
      at++;
    } else if (pattern[at] === '?' || (at < pattern.length && pattern[at] === text[index])) {
      at++;
      index++;
    } else if (star !== -1) {
      at = star + 1;
      index = ++resume;
    } else return false;
  }
  return /^\**$/.test(pattern.slice(at));
}
