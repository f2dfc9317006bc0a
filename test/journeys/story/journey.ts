import type { ApiClient } from '../../support/client.js';
import { join } from './joining.js';
import { leave } from './leaving.js';
import { createPlayer, type Told } from './player.js';
import { recover } from './recovering.js';
import { comeBack } from './returning.js';
import { settle } from './settling.js';

/**
 * The life of an account over HTTP, from registration to deletion and back. Each journey has an email of its own, so
 * that several may run against one backend, one after the other or at once.
 *
 * @param tell told of each step as soon as it is over
 * @returns the number of steps
 * @throws Surprise at the first step that does not go as it should
 */
export async function playJourney(client: ApiClient, tell: (told: Told) => void): Promise<number> {
  let steps = 0;
  const player = createPlayer(client, (told) => {
    steps = told.number;
    tell(told);
  });
  const joined = await join(player);
  const { traveller, tokens } = await recover(player, joined, await comeBack(player, joined));
  await leave(player, await settle(player, traveller, tokens), tokens);
  return steps;
}
