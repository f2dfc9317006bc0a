import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parse } from 'yaml';
import { repository } from '../../support/project.js';

type Data = Record<string, unknown>;

const contract = join(repository, 'contract');

/** This project's own contract as one document: schemas of other files become components, all else is put in place. */
export function bundledOwnContract(): Data {
  const entry = join(contract, 'openapi.yaml');
  const documents = new Map<string, unknown>();
  const read = (file: string): unknown => {
    if (!documents.has(file)) documents.set(file, parse(readFileSync(file, 'utf8')));
    return documents.get(file);
  };
  const schemas: Data = {};
  const copy = (value: unknown, file: string, inPlace = false): unknown => {
    if (Array.isArray(value)) return value.map((item) => copy(item, file));
    if (typeof value !== 'object' || value === null) return value;
    const { $ref, ...rest } = value as Data;
    const siblings = Object.fromEntries(Object.entries(rest).map(([key, item]) => [key, copy(item, file)]));
    if (typeof $ref !== 'string') return siblings;
    const [path = '', pointer = ''] = $ref.split('#');
    const target = path === '' ? file : resolve(dirname(file), path);
    if (target === entry) return { $ref: `#${pointer}`, ...siblings };
    const keys = pointer.split('/').slice(1);
    const found = keys.reduce<unknown>((at, key) => (at as Data)[key], read(target));
    if (inPlace || !target.startsWith(join(contract, 'schemas'))) return copy(found, target);
    const [name = ''] = keys;
    if (!Object.hasOwn(schemas, name)) {
      schemas[name] = {};
      schemas[name] = copy((read(target) as Data)[name], target);
    }
    return { $ref: `#/components/schemas/${keys.join('/')}`, ...siblings };
  };
  const root = read(entry) as Data;
  const { components, ...rest } = root;
  const { schemas: own = {}, ...others } = components as Data;
  const document = copy(rest, entry) as Data;
  const named = Object.entries(own as Data).map(([name, schema]) => [name, copy(schema, entry, true)] as const);
  const kinds = copy(others, entry) as Data;
  return { ...document, components: { ...kinds, schemas: { ...schemas, ...Object.fromEntries(named) } } };
}
