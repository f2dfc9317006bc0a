import { diagnostic, type Location, type Reporter } from '../../diagnostics/diagnostic.js';
import { words } from './naming.js';

/** The spellings of one name, by what they are for: `{ type: 'ListOrders', file: 'list-orders' }`. */
export type Spellings = Readonly<Record<string, string>>;

/** A thing of the contract that wants names. */
export interface Claim<S extends Spellings> {
  /** Names are unique within a family: operations, schemas. */
  readonly family: string;
  /** The author's name, or the one that `x-authwright-name` pins. */
  readonly original: string;
  readonly isPinned?: boolean;
  /** Whether the name is made of another thing's: it gives way to those that stand in the contract. */
  readonly isDerived?: boolean;
  /** Whether it stands in another file than the contract's entry, whose own things keep their names. */
  readonly isForeign?: boolean;
  /** What tells the thing from all others: the place that it stands at. */
  readonly place: string;
  readonly at: Location;
  readonly spellings: S;
}

/** Spellings by the family and the place of a thing. */
export type Allocation = ReadonlyMap<string, Spellings>;

/** Gives every thing of a family spellings of its own. */
export interface NameRegistry {
  /** The spellings of a thing; undefined when its name holds no letter or digit. The same thing may ask again. */
  claim<S extends Spellings>(claim: Claim<S>): S | undefined;
  /**
   * The spellings of all things that asked, given by their names and not by the order in which they asked. Undefined if
   * they are the ones that were given.
   */
  settle(): Allocation | undefined;
}

/**
 * Makes an empty registry. Things are met in the order of the document, and names must not depend on it: when two of
 * them wanted the same name, the contract is read again with the allocation that `settle` returns.
 */
export function createNameRegistry(reporter: Reporter, allocation: Allocation = new Map()): NameRegistry {
  const claims = new Map<string, Claim<Spellings>>();
  const given = new Map<string, Spellings>();
  const taken = createTaken();
  return {
    claim<S extends Spellings>(claim: Claim<S>): S | undefined {
      const key = keyOf(claim);
      const known = given.get(key);
      if (known) return known as S;
      if (words(claim.original).length === 0) {
        reporter.report(diagnostic('AW403', claim.at, `"${claim.original}" holds no letter or digit`));
        return undefined;
      }
      const spellings = (allocation.get(key) ?? taken.take(claim)) as S;
      claims.set(key, claim);
      given.set(key, spellings);
      return spellings;
    },
    settle() {
      const settled = allocate([...claims.values()]);
      if ([...settled].some(([key, spellings]) => !isSame(spellings, given.get(key)))) return settled;
      reportRenamed([...claims.values()], settled, reporter);
      return undefined;
    },
  };
}

/** Who keeps its name comes first: a pinned one, then one that is spelt as it will be, then the others by their text. */
function allocate(claims: readonly Claim<Spellings>[]): Allocation {
  const taken = createTaken();
  const rank = ({ isPinned, isDerived, original, spellings }: Claim<Spellings>): number => {
    const isSpelt = Object.entries(spellings).some(([kind, name]) => kind !== 'file' && name === original);
    return (isDerived ? 3 : 0) + (isPinned ? 0 : isSpelt ? 1 : 2);
  };
  const sorted = claims.toSorted(
    (a, b) =>
      rank(a) - rank(b) ||
      compare(a.original, b.original) ||
      Number(a.isForeign ?? false) - Number(b.isForeign ?? false) ||
      compare(a.place, b.place),
  );
  return new Map(sorted.map((claim) => [keyOf(claim), taken.take(claim)]));
}

/** Numbers a spelling that is taken. Some file systems do not tell upper from lower case, so no two differ in it only. */
function createTaken(): { readonly take: (claim: Claim<Spellings>) => Spellings } {
  const taken = new Set<string>();
  return {
    take({ family, spellings }) {
      const own = Object.entries(spellings).map(([kind, wanted]) => {
        const separator = kind === 'file' ? '-' : /\d$/.test(wanted) ? '_' : '';
        const keyOfSpelling = (name: string): string =>
          `${family} ${kind} ${kind === 'file' ? name.toLowerCase() : name}`;
        let name = wanted;
        for (let number = 2; taken.has(keyOfSpelling(name)); number += 1) name = `${wanted}${separator}${number}`;
        taken.add(keyOfSpelling(name));
        return [kind, name] as const;
      });
      return Object.fromEntries(own);
    },
  };
}

/** One note for each thing that does not get what it wanted. */
function reportRenamed(claims: readonly Claim<Spellings>[], settled: Allocation, reporter: Reporter): void {
  for (const claim of claims) {
    const spellings = settled.get(keyOf(claim)) ?? {};
    const renamed = Object.entries(claim.spellings).filter(([kind, wanted]) => spellings[kind] !== wanted);
    const [kind, wanted] = renamed.find(([one]) => one !== 'file') ?? renamed[0] ?? [];
    if (kind === undefined) continue;
    const other = claims.find((one) => one.family === claim.family && settled.get(keyOf(one))?.[kind] === wanted);
    const [code, becomes] =
      kind === 'file' ? (['AW402', 'is emitted into the file'] as const) : (['AW401', 'becomes'] as const);
    const reason = other ? `because "${other.original}" comes to the same` : `because ${wanted} is taken`;
    const related = other ? [{ message: `"${other.original}" is here`, at: other.at }] : [];
    const message = `"${claim.original}" ${becomes} ${spellings[kind]}, ${reason}`;
    reporter.report(diagnostic(code, claim.at, message, { related }));
  }
}

function keyOf({ family, place }: Claim<Spellings>): string {
  return `${family} ${place}`;
}

function isSame(a: Spellings, b: Spellings | undefined): boolean {
  return Object.entries(a).every(([kind, name]) => b?.[kind] === name);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
