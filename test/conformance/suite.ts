import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { behaviours, type Behaviour } from './behaviours/index.js';
import { reportSkip } from '../support/skips.js';
import { knownDeviations, type Deviation } from './deviations.js';
import { kitFor, type Kit } from './kit.js';
import type { Subject, Variant } from './subject.js';

/**
 * One test for each behaviour. A behaviour that differs passes only where the implementation's list has it with what is
 * observed; one that the list has and that no longer differs fails, and so does an entry for no behaviour.
 */
export function conformance(subject: Subject): void {
  const known = knownDeviations(subject.name);
  const pools = new Map<Variant, Promise<Kit | string>>();
  const kitOf = (variant: Variant): Promise<Kit | string> => {
    const kit =
      pools.get(variant) ?? subject.pool(variant).then((pool) => (typeof pool === 'string' ? pool : kitFor(pool)));
    pools.set(variant, kit);
    return kit;
  };
  describe(`Cognito: ${subject.name}`, () => {
    afterEach(async () => {
      for (const kit of await Promise.all(pools.values())) if (typeof kit !== 'string') await kit.clean();
    });
    afterAll(() => subject.close());

    test.for(behaviours.map((behaviour) => ({ ...behaviour, toString: () => behaviour.id })))(
      '%s',
      { timeout: 60_000 },
      async (behaviour, { skip }) => {
        const kit = await kitOf(behaviour.variant ?? 'deployed');
        const obstacle = obstacleTo(behaviour, kit);
        if (typeof kit === 'string' || obstacle !== undefined) {
          reportSkip(
            `Cognito's behaviour ${behaviour.id} on ${subject.name}`,
            `the local engine shows it; here ${obstacle}`,
          );
          return skip(obstacle);
        }
        holdAgainst(known[behaviour.id], await failureOf(behaviour, kit));
      },
    );

    test('every listed deviation is of a behaviour that there is', () => {
      const ids = new Set(behaviours.map(({ id }) => id));
      expect(ids.size).toBe(behaviours.length);
      expect(Object.keys(known).filter((id) => !ids.has(id))).toEqual([]);
    });
  });
}

/** Why a behaviour cannot be shown. */
function obstacleTo({ needsClock }: Behaviour, kit: Kit | string): string | undefined {
  if (typeof kit === 'string') return kit;
  return needsClock && !kit.pool.advance ? 'its clock cannot be moved' : undefined;
}

async function failureOf(behaviour: Behaviour, kit: Kit): Promise<Error | undefined> {
  try {
    await behaviour.run(kit);
    return undefined;
  } catch (error) {
    return withoutResponse(error);
  }
}

/** An SDK error carries the whole response, which nobody wants to see printed. */
function withoutResponse(error: unknown): Error {
  if (!(error instanceof Error)) return new Error(String(error));
  if (!('$metadata' in error)) return error;
  const { httpStatusCode } = error.$metadata as { httpStatusCode?: number };
  return new Error(`${error.name}: ${error.message.split('\n')[0]} (HTTP ${httpStatusCode})`);
}

function holdAgainst(deviation: Deviation | undefined, failure: Error | undefined): void {
  if (deviation === undefined) {
    if (failure) throw failure;
    return;
  }
  if (!failure) throw new Error(`no longer differs: take it off the list (${deviation.differs})`);
  if (!failure.message.includes(deviation.observed)) {
    throw new Error(`differs, but not as listed (${deviation.observed})`, { cause: failure });
  }
}
