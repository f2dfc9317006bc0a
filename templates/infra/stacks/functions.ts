import type { Stack } from 'aws-cdk-lib';
import type { Code } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { OperationFunction } from '../model.js';
import { createStack } from '../names.js';
import type { Handler, Handlers } from '../needs.js';
import { operations } from '../operations.js';
import { everyPart } from '../parts.js';
import type { Stage } from '../stage.js';
import { createFunction, type DeployedFunction } from './function.js';
import { publishedSurroundings } from './surroundings.js';

/** A stack of functions. */
export interface FunctionStack {
  readonly stack: Stack;
  readonly functions: readonly DeployedFunction[];
}

/** Resources of one function: itself, its log group, its role. */
const resourcesPerFunction = 3;

/** CloudFormation allows 500 resources in a stack; the rest is left to extensions. */
const mostResources = 450;

/** The first stack also holds the functions of the parts, each of which may have a trigger of three resources. */
const reserved = 60;

/** `<project>-<stage>-fn-<n>`: the functions of the parts, and the operations. */
export function createFunctionStacks(scope: Construct, stage: Stage, handlers: Handlers): readonly FunctionStack[] {
  return operationGroups().map((group, index) => {
    const stack = createStack(scope, stage, `fn-${index + 1}`);
    const around = publishedSurroundings(stack, stage);
    const shared =
      index > 0 ? [] : everyPart.flatMap((part) => part.functions?.({ stack, stage, handlers, around }) ?? []);
    const own = group.flatMap(([id, operation]) => {
      const handler = handlers.get(`operations/${operation.file}`);
      if (!handler) return [];
      const { lambda: settings, method, path } = operation;
      const description = `${id}: ${method.toUpperCase()} ${path}`;
      return [
        createFunction(stack, stage, around, { handler, settings, description, ...imageOf(stack, stage, handler) }),
      ];
    });
    return { stack, functions: [...shared, ...own] };
  });
}

type Named = readonly [id: string, operation: OperationFunction];

/** The operations cut by tag and then by size, so that a change of one tag touches few stacks. */
export function operationGroups(all: Readonly<Record<string, OperationFunction>> = operations): readonly Named[][] {
  const most = Math.floor(mostResources / resourcesPerFunction) - 4;
  const sorted = Object.entries(all).sort(([a, one], [b, other]) =>
    one.tag === other.tag ? (a < b ? -1 : 1) : one.tag < other.tag ? -1 : 1,
  );
  const tags = [...new Set(sorted.map(([, { tag }]) => tag))].map((tag) => sorted.filter(([, one]) => one.tag === tag));
  const groups: Named[][] = [[]];
  let room = most - Math.ceil(reserved / resourcesPerFunction);
  for (const members of tags) {
    if (members.length > room && (groups.at(-1)?.length ?? 0) > 0) {
      groups.push([]);
      room = most;
    }
    for (const member of members) {
      if (room === 0) {
        groups.push([]);
        room = most;
      }
      groups.at(-1)?.push(member);
      room -= 1;
    }
  }
  return groups;
}

function imageOf(stack: Stack, stage: Stage, handler: Handler): { readonly image?: Code } {
  const [image] = everyPart.flatMap((part) => part.image?.(stack, stage, handler) ?? []);
  return image === undefined ? {} : { image };
}
