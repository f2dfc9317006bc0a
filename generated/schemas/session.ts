// Contract: #/components/schemas/Session
import * as z from 'zod';
import { maxLength, minLength } from './_checks.js';

/** One place where the user is logged in. */
export const Session = z.object({
  /** Id of the session. */
  sessionId: z.guid(),
  /** When the user logged in. */
  createdAt: z.iso.datetime({ offset: true }),
  /** When the session last got tokens. */
  lastUsedAt: z.iso.datetime({ offset: true }),
  /** What the client called itself at login, cut to 512 characters. */
  userAgent: z.string().check(maxLength(512)).optional(),
  /** The IP address of the login. */
  address: z.string().check(minLength(2), maxLength(45)),
  /** Whether this is the session of the request. */
  current: z.boolean(),
});

export type Session = z.output<typeof Session>;
