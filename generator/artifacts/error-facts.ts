import type { ErrorShape, ErrorShapes } from '../contract/model/contract.js';
import type { Schema } from '../contract/model/schema.js';

/** The properties of the contract's error bodies that the runtime fills, sorted. */
export function requestFactProperties(shapes: ErrorShapes): readonly string[] {
  const ofShape = (shape: ErrorShape): string[] =>
    shape.roles.filter(({ role }) => role === 'requestId' || role === 'timestamp').map(({ property }) => property);
  return [...new Set([...ofShape(shapes.general), ...ofShape(shapes.validation)])].sort();
}

/** Whether a body is one of the contract's own error shapes, so that the runtime completes it. */
export function carriesRequestFacts(schema: Schema, shapes: ErrorShapes): boolean {
  if (schema.kind === 'union') return schema.members.every((member) => carriesRequestFacts(member, shapes));
  if (schema.kind !== 'reference') return false;
  const known = [shapes.general, shapes.validation].find((shape) => shape.schema === schema.name);
  return known?.roles.some(({ role }) => role === 'requestId' || role === 'timestamp') ?? false;
}
