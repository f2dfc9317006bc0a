import { badRequest } from '../http/errors.js';

/**
 * Refuses what DynamoDB, or the way in which its SDK writes values, cannot hold: numbers that would not come back as they
 * are, and a property called `constructor`, by which the SDK tells types apart. Such a value comes of a request, so the
 * answer is 400. The SDK would throw an error that quotes the value.
 *
 * @param path the property that holds the value, with dots for what lies within
 * @throws HttpError 400
 */
export function refuseUnstorable(value: unknown, path: string): void {
  if (typeof value === 'number') refuseNumber(value, path);
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return;
  if (value instanceof Set || Array.isArray(value)) {
    for (const item of value) refuseUnstorable(item, path);
    return;
  }
  if (Object.hasOwn(value, 'constructor')) refuse(path, 'Must not have a property named constructor.');
  for (const [name, property] of Object.entries(value)) refuseUnstorable(property, `${path}.${name}`);
}

/** Nearer to zero DynamoDB holds nothing but zero (developer guide, "Naming rules and data types"). */
const least = 1e-130;

function refuseNumber(value: number, path: string): void {
  if (!Number.isFinite(value)) refuse(path, 'Must be a number.');
  if (Math.abs(value) > Number.MAX_SAFE_INTEGER) refuse(path, 'Is too large a number to be kept exactly.');
  if (value !== 0 && Math.abs(value) < least) refuse(path, 'Is too small a number to be kept.');
}

function refuse(field: string, message: string): never {
  throw badRequest([{ field, message }]);
}
