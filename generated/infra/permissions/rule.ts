import type { Usage } from '../bundling/usage.js';
import type { Grant, Resource } from './grant.js';

/** The resources of a command, from the environment variables that the function reads. */
type Resources = (variables: ReadonlySet<string>) => readonly Resource[];

/** What a command of the SDK needs. */
export interface CommandRule {
  /** IAM's action; undefined for calls that a service answers without asking IAM. */
  readonly action: string | undefined;
  readonly resources: Resources;
  /** The service through which the storage key is used along with it. */
  readonly implies?: readonly { readonly action: string; readonly resource: Resource }[];
}

/** The rules of a service's commands, by client and command. */
export type CommandRules = Readonly<Record<string, CommandRule>>;

/** What handlers may do to tables. */
export interface TableRules {
  /** The emitted modules whose commands are granted through the functions that use them. */
  readonly modules: ReadonlySet<string>;
  readonly grants: (usage: Usage) => readonly Grant[];
}

/** The rule of reading secrets, of which more than one part may have some. */
export function secretReading(resources: Resources): CommandRules {
  return {
    'secrets-manager:GetSecretValue': {
      action: 'secretsmanager:GetSecretValue',
      resources,
      implies: [{ action: 'kms:Decrypt', resource: { kind: 'storageKey', via: 'secretsmanager' } }],
    },
  };
}
