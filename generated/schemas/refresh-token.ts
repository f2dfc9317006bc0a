// Contract: #/components/schemas/RefreshToken
import * as z from 'zod';
import { maxLength, minLength } from './_checks.js';

/** The token that gets the next access token. Keep it where scripts cannot read it. */
export const RefreshToken = z.string().check(minLength(1), maxLength(4096));

export type RefreshToken = z.output<typeof RefreshToken>;
