// Contract: #/components/schemas/SessionList
import * as z from 'zod';
import { maxLength, minLength } from './_checks.js';
import { Session } from './session.js';

/** A page of the user's sessions. */
export const SessionList = z.object({
  /** One entry each, the latest login first. */
  sessions: z.array(Session).max(100),
  /** Where the next page begins. Absent on the last one. */
  nextCursor: z.string().check(minLength(1), maxLength(256)).optional(),
});

export type SessionList = z.output<typeof SessionList>;
