import { attributeBehaviours } from './attributes.js';
import type { Behaviour } from './behaviour.js';
import { createBehaviours } from './create.js';
import { listBehaviours } from './list-users.js';
import { passwordBehaviours } from './passwords.js';
import { refreshBehaviours } from './refresh.js';
import { sessionBehaviours } from './sessions.js';
import { signInBehaviours } from './sign-in.js';
import { tokenBehaviours } from './tokens.js';
import { triggerBehaviours } from './trigger.js';

/** Every behaviour of Cognito that the backend relies on. */
export const behaviours: readonly Behaviour[] = [
  ...createBehaviours,
  ...passwordBehaviours,
  ...signInBehaviours,
  ...refreshBehaviours,
  ...sessionBehaviours,
  ...tokenBehaviours,
  ...attributeBehaviours,
  ...listBehaviours,
  ...triggerBehaviours,
];

export type { Behaviour };
