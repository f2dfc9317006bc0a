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

/** `<project>-<stage>-fn-<n>`: the functions of the parts, and the operations. */
export function createFunctionStacks(scope: Construct, stage: Stage, handlers: Handlers): readonly FunctionStack[] {
  return functionStackNumbers().map((number) => {
    const stack = createStack(scope, stage, `fn-${number}`);
    const around = publishedSurroundings(stack, stage);
    const group = Object.entries(operations).filter(([, operation]) => operation.stack === number);
    const shared =
      number > 1 ? [] : everyPart.flatMap((part) => part.functions?.({ stack, stage, handlers, around }) ?? []);
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

/**
 * The numbers of the stacks of functions, in their order. The generator places each function (`function-stacks.json`) and
 * leaves it where it is; the first stack also has those of the parts.
 */
export function functionStackNumbers(): readonly number[] {
  const placed: readonly OperationFunction[] = Object.values(operations);
  return [...new Set([1, ...placed.map(({ stack }) => stack)])].sort((a, b) => a - b);
}

function imageOf(stack: Stack, stage: Stage, handler: Handler): { readonly image?: Code } {
  const [image] = everyPart.flatMap((part) => part.image?.(stack, stage, handler) ?? []);
  return image === undefined ? {} : { image };
}
