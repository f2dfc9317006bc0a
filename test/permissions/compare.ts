import type { Grant } from '../../generated/infra/permissions/grant.js';
import { matchesPattern } from './pattern.js';
import type { Use } from './uses.js';

/** One permission of one function, and what was seen of it. */
export interface Row {
  readonly caller: string;
  readonly action: string;
  readonly resource: string;
  /** A pattern of partition keys, where the permission is limited to some. */
  readonly keys?: string;
  /** How many different things were done with it; undefined where a service uses it on the function's behalf. */
  readonly uses: number | undefined;
}

/** What came of holding the recorded calls against the derived permissions. */
export interface Comparison {
  readonly rows: readonly Row[];
  /** Calls that IAM would deny. */
  readonly denied: readonly Use[];
  /** Permissions that no test uses. */
  readonly unused: readonly Row[];
}

/** What the comparison is made of. */
export interface ComparisonInput {
  /** The derived permissions of each function, by its emitted folder. */
  readonly grants: ReadonlyMap<string, readonly Grant[]>;
  readonly uses: readonly Use[];
  /** Whether AWS answers this action without asking IAM. */
  readonly isOpen: (action: string) => boolean;
}

/** Holds every recorded use against the permissions of its function, and every permission against the uses. */
export function compare({ grants, uses, isOpen }: ComparisonInput): Comparison {
  const asked = uses.filter(({ action }) => !isOpen(action));
  const rows = [...grants].flatMap(([caller, own]) =>
    own.flatMap((grant) =>
      rowsOf(
        caller,
        grant,
        asked.filter((use) => use.caller === caller),
      ),
    ),
  );
  return {
    rows,
    denied: asked.filter((use) => !rows.some((row) => covers(row, use))),
    unused: rows.filter((row) => row.uses === 0),
  };
}

function rowsOf(caller: string, { action, resource, leadingKeys }: Grant, uses: readonly Use[]): Row[] {
  const { kind, ...names } = resource;
  const facts = { caller, action, resource: [kind, ...Object.values(names)].join(' ') };
  if (kind === 'storageKey') {
    // The service calls KMS by itself: there is a use of the key wherever there is one of what it encrypts.
    const through = uses.some((use) => use.action.startsWith(`${resource.via}:`));
    return [{ ...facts, uses: through ? undefined : 0 }];
  }
  return (leadingKeys ?? [undefined]).map((keys) => {
    const row = { ...facts, ...(keys === undefined ? {} : { keys }), uses: undefined };
    return { ...row, uses: uses.filter((use) => covers(row, use)).length };
  });
}

function covers({ caller, action, resource, keys }: Row, use: Use): boolean {
  if (use.caller !== caller || use.action !== action || use.resource !== resource) return false;
  return keys === undefined || (use.key !== undefined && matchesPattern(keys, use.key));
}
