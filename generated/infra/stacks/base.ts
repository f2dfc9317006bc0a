import type { Stack } from 'aws-cdk-lib';
import type { Key } from 'aws-cdk-lib/aws-kms';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import type { Construct } from 'constructs';
import { createStack, parameterName } from '../names.js';
import type { Handlers } from '../needs.js';
import { parts } from '../parts.js';
import type { Stage } from '../stage.js';
import { pascalCase } from './function.js';
import { createStorageKey } from './keys.js';
import type { LastingPart, Part } from './part.js';
import { storageKeyParameter, surroundingsOf } from './surroundings.js';

type Parts = typeof parts;

/** What each part made, by its name. */
type Made = {
  readonly [Name in keyof Parts as Parts[Name] extends LastingPart<unknown> ? Name : never]: ReturnType<
    Extract<Parts[Name], LastingPart<unknown>>['create']
  >;
};

/** What lasts: the key of everything at rest, and what the parts made. */
export type Base = { readonly stack: Stack; readonly storageKey: Key } & Made;

/** `<project>-<stage>-base`. */
export function createBase(scope: Construct, stage: Stage, handlers: Handlers): Base {
  const stack = createStack(scope, stage, 'base');
  const ids = new Map<string, string>();
  const publish = (what: string, value: string): void => {
    ids.set(what, value);
    new StringParameter(stack, `${pascalCase(what)}Parameter`, {
      parameterName: parameterName(stage, what),
      stringValue: value,
    });
  };
  const storageKey = createStorageKey(stack, stage);
  publish(storageKeyParameter, storageKey.keyArn);
  const around = surroundingsOf(stage, (what) => {
    const id = ids.get(what);
    if (id === undefined) throw new Error(`A function of the base stack needs ${what}, which does not come before it.`);
    return id;
  });
  const input = { stack, stage, handlers, storageKey, publish, around };
  const made = Object.entries<Part>(parts).flatMap(([name, { create }]) => (create ? [[name, create(input)]] : []));
  return { stack, storageKey, ...(Object.fromEntries(made) as Made) };
}
