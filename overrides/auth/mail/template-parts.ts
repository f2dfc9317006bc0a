import type { Letter } from './letter.js';
import type { Notice } from './messages.js';

/** What letters go by. They hold no name: whoever registers an email chooses it. */
export interface Reader {
  readonly locale?: string | undefined;
}

/** What happened, as far as a notice tells it. */
export interface Happening {
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly address?: string | undefined;
  /** As the caller sent it. Of it a letter holds the names that it stands for. */
  readonly userAgent?: string | undefined;
}

/** The letters of one language. */
export interface Templates {
  emailVerification(link: string, lifeSeconds: number): Letter;
  passwordReset(link: string, lifeSeconds: number): Letter;
  takenEmail(): Letter;
  accountDeleted(happening: Happening): Letter;
  notice(notice: Notice, happening: Happening): Letter;
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
