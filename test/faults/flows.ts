import type { Flow } from './flow.js';
import * as accounts from './flows/accounts.js';
import * as jobs from './flows/jobs.js';
import * as mfa from './flows/mfa.js';
import * as passwords from './flows/passwords.js';
import * as profile from './flows/profile.js';
import * as registration from './flows/registration.js';
import * as sessions from './flows/sessions.js';

/** Every flow of the table: whatever the modules of `flows/` export as one. */
export const flows: readonly Flow[] = [registration, sessions, mfa, passwords, profile, accounts, jobs].flatMap(
  (module) => Object.values(module as Readonly<Record<string, unknown>>).filter(isFlow),
);

function isFlow(value: unknown): value is Flow {
  return typeof value === 'object' && value !== null && 'act' in value && 'use' in value;
}
