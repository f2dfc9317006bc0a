/**
 * What a schema made of a value, without what the schema added: the defaults of a contract stand for what a caller
 * leaves out of a request, and say nothing of what an answer holds.
 */
export function onlyGiven(result: unknown, given: unknown): unknown {
  if (result === given) return result;
  if (Array.isArray(result) && Array.isArray(given)) return result.map((item, index) => onlyGiven(item, given[index]));
  if (!isRecord(result) || !isRecord(given)) return result;
  const kept = Object.entries(result).filter(([name]) => Object.hasOwn(given, name) && given[name] !== undefined);
  return Object.fromEntries(kept.map(([name, value]) => [name, onlyGiven(value, given[name])]));
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value);
}
