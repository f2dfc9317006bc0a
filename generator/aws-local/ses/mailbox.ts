import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Mail } from './mail.js';

/** Mails that were sent. */
export interface Mailbox {
  /** Newest first. */
  readonly mails: () => readonly Mail[];
  /** When it returns, the mail survives the process. */
  readonly deliver: (mail: Mail) => void;
}

/** How many mails are kept. */
const kept = 1_000;

/** Opens the mailbox of a folder; without one, mails end with the process. */
export function openMailbox(directory: string | undefined): Mailbox {
  const file = directory === undefined ? undefined : fileIn(directory);
  const mails = file === undefined ? [] : read(file);
  return {
    mails: () => mails,
    deliver(mail) {
      if (file !== undefined) appendFileSync(file, `${JSON.stringify(mail)}\n`, { mode: 0o600 });
      mails.unshift(mail);
      mails.length = Math.min(mails.length, kept);
    },
  };
}

function fileIn(directory: string): string {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  return join(directory, 'mails.jsonl');
}

/** The last mails, newest first. The file is written anew, so that it ends with a whole line and does not grow forever. */
function read(file: string): Mail[] {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').split('\n');
  // What follows the last line break was being written when the process ended, and was acknowledged to nobody.
  const whole = lines.slice(0, -1).slice(-kept);
  writeFileSync(`${file}.new`, whole.map((line) => `${line}\n`).join(''), { mode: 0o600 });
  renameSync(`${file}.new`, file);
  return whole.map((line) => JSON.parse(line) as Mail).toReversed();
}
