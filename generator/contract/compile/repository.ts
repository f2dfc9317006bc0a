import { diagnostic, type Reporter } from '../../diagnostics/diagnostic.js';
import type { Entity, RepositoryEntity } from '../model/contract.js';
import { entityFunctions } from '../model/entity-functions.js';
import { typeName } from '../model/naming.js';
import { fields, isMapping, items, keyOf, type Cursor } from '../read/cursor.js';
import { closest } from '../resolve/references.js';

/** The entities of a contract, as operations name them. */
export interface KnownEntities {
  readonly entities: readonly Entity[];
  /** The names as the contract spells them, also of entities that are at fault. */
  readonly names: ReadonlySet<string>;
}

/** Reads `x-authwright-repository`: a list of entities, or a mapping of each to the functions that are wanted of it. */
export function readRepository(
  place: Cursor | undefined,
  known: KnownEntities,
  reporter: Reporter,
): readonly RepositoryEntity[] {
  if (place === undefined) return [];
  if (!Array.isArray(place.value) && !isMapping(place.value)) {
    const message = 'x-authwright-repository is a list of entities, or a mapping of entities to lists of functions';
    reporter.report(diagnostic('AW302', place.at, message));
    return [];
  }
  const named = Array.isArray(place.value)
    ? items(place).map((item) => ({ name: item.value, at: item.at, wanted: undefined }))
    : fields(place).map(([name, wanted]) => ({ name, at: keyOf(wanted), wanted }));
  const found = named.flatMap(({ name, at, wanted }): RepositoryEntity[] => {
    if (typeof name !== 'string' || !known.names.has(name)) {
      const close = closest(String(name), [...known.names]);
      const fix = close === undefined ? {} : { fix: `Did you mean ${close}?` };
      reporter.report(diagnostic('AW303', at, `no entity is named ${JSON.stringify(name)}`, fix));
      return [];
    }
    // One that is missing here is at fault itself, which is reported there.
    const entity = known.entities.find((one) => one.name === typeName(name));
    return entity ? [{ entity: entity.name, functions: functionsOf(entity, wanted, reporter), at }] : [];
  });
  return [...new Map(found.map((one) => [one.entity, one])).values()].sort((a, b) => (a.entity < b.entity ? -1 : 1));
}

function functionsOf(entity: Entity, wanted: Cursor | undefined, reporter: Reporter): readonly string[] {
  const all = entityFunctions(entity);
  if (wanted === undefined) return all;
  const listed = items(wanted);
  if (listed.length === 0) {
    const fix = `Name functions of it: ${all.join(', ')}.`;
    reporter.report(diagnostic('AW302', wanted.at, `${entity.name} has a list of functions here`, { fix }));
  }
  for (const item of listed) reportFunction(entity, item, all, reporter);
  return all.filter((name) => listed.some(({ value }) => value === name));
}

function reportFunction({ name }: Entity, { value, at }: Cursor, all: readonly string[], reporter: Reporter): void {
  if (typeof value === 'string' && all.includes(value)) return;
  const close = closest(String(value), all);
  const fix = close === undefined ? `It has ${all.join(', ')}.` : `Did you mean ${close}?`;
  reporter.report(diagnostic('AW307', at, `${name} has no function ${JSON.stringify(value)}`, { fix }));
}
