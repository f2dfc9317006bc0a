// Contract: #/components/schemas/AccessToken
import * as z from 'zod';
import { maxLength, minLength } from './_checks.js';

/** The token for `Authorization`, a signed JWT. */
export const AccessToken = z.string().check(minLength(1), maxLength(4096));

export type AccessToken = z.output<typeof AccessToken>;
