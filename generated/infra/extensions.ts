import { authAlarms } from '../../overrides/infra/auth-alarms.js';
import type { InfraExtension } from './app.js';

/** The functions of `overrides/infra` that add to the stacks, in the order of their names. */
export const extensions: readonly InfraExtension[] = [authAlarms];

/** Their files, and the folder of these as the emitted one sees it. */
export const extensionFiles: { readonly folder: string; readonly names: readonly string[] } = {
  folder: '../overrides/infra',
  names: ['auth-alarms.ts'],
};
