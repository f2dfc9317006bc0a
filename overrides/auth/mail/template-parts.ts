import type { Letter } from './letter.js';
import type { Notice } from './messages.js';

/** What letters say about their reader. */
export interface Reader {
  readonly firstName: string;
  readonly locale?: string | undefined;
}

/** What happened, as far as a notice tells it. */
export interface Happening {
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly address?: string | undefined;
  readonly userAgent?: string | undefined;
}

/** The letters of one language. */
export interface Templates {
  emailVerification(reader: Reader, link: string, lifeSeconds: number): Letter;
  passwordReset(reader: Reader, link: string, lifeSeconds: number): Letter;
  takenEmail(reader: Reader): Letter;
  accountDeleted(reader: Reader, happening: Happening): Letter;
  notice(notice: Notice, reader: Reader, happening: Happening): Letter;
}

/** A time as people read it: `2026-11-03 09:15 UTC`. */
export function readableTime(at: string): string {
  return `${at.slice(0, 10)} ${at.slice(11, 16)} UTC`;
}

/** A life in whole hours, or in minutes below two hours. */
export function lifeOf(seconds: number): { readonly amount: number; readonly unit: 'hours' | 'minutes' } {
  return seconds < 7200
    ? { amount: Math.floor(seconds / 60), unit: 'minutes' }
    : { amount: Math.floor(seconds / 3600), unit: 'hours' };
}
