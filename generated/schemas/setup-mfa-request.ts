// Contract: #/components/schemas/SetupMfaRequest
import * as z from 'zod';

/** An empty object. The body may be left out. */
export const SetupMfaRequest = z.strictObject({});

export type SetupMfaRequest = z.output<typeof SetupMfaRequest>;
