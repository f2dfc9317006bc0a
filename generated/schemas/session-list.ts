// Contract: #/components/schemas/SessionList
import * as z from 'zod';
import { Session } from './session.js';

/** The sessions of the user. */
export const SessionList = z.object({
  /** One entry each, the last used first. */
  sessions: z.array(Session),
});

export type SessionList = z.output<typeof SessionList>;
