/**
 * Removes what a part of the application holds of a user. It may be called again for what it has removed already, and
 * throws when something is left: then the account stays marked as `DELETING`, and the reconciler calls again.
 */
export type RemoveOwned = (userId: string) => Promise<void>;

/**
 * What else belongs to an account: one function for each part of the application that stores something of its users.
 * Whatever removes an account goes through them, be it the owner's deletion, a take-over or the reconciler.
 */
const owned: readonly RemoveOwned[] = [];

/**
 * Removes all that the application holds of a user who cannot get in any more.
 *
 * @throws the first error; what was removed stays so
 */
export async function removeOwnedData(userId: string): Promise<void> {
  for (const remove of owned) await remove(userId);
}
