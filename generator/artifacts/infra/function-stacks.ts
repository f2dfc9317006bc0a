import { tagOf, type Contract, type Operation } from '../../contract/model/contract.js';
import { trusted } from '../../encode/code.js';
import { jsonString } from '../../encode/json.js';
import type { Artifact } from '../artifact.js';

/** The number of the stack of each operation's function, by the operation's file name. */
export type FunctionStacks = ReadonlyMap<string, number>;

/** CloudFormation allows 500 resources in a stack; the rest is left to extensions. */
const mostResources = 450;

/** Resources of one function: itself, its log group, its role. */
const resourcesPerFunction = 3;

/** So many functions fit into a stack, with room for what belongs to it as a whole. */
const mostFunctions = Math.floor(mostResources / resourcesPerFunction) - 4;

/** The first stack also holds the functions of the parts, each of which may have a trigger of three resources. */
const leftToParts = 20;

const roomOf = (stack: number): number => (stack === 1 ? mostFunctions - leftToParts : mostFunctions);

/**
 * The stacks of the functions. A function that was placed stays where it is: CloudFormation cannot move it. The others go
 * to their tag where it has room, else behind all; a tag that does not fit there begins a stack.
 */
export function placeFunctions(operations: readonly Operation[], placed: FunctionStacks): FunctionStacks {
  const stacks = new Map<string, number>();
  for (const { names } of operations) {
    const stack = placed.get(names.file);
    if (stack !== undefined) stacks.set(names.file, stack);
  }
  const open = operations.filter(({ names }) => !stacks.has(names.file));
  for (const tag of [...new Set(open.map(tagOf))].sort()) {
    const members = operations.filter((operation) => tagOf(operation) === tag);
    placeTag(members, stacks);
  }
  return stacks;
}

/** @param stacks to which the members that have none are added */
function placeTag(members: readonly Operation[], stacks: Map<string, number>): void {
  const free = (stack: number): number => roomOf(stack) - [...stacks.values()].filter((one) => one === stack).length;
  const files = members.map(({ names }) => names.file);
  const open = members
    .toSorted((a, b) => (a.operationId < b.operationId ? -1 : 1))
    .map(({ names }) => names.file)
    .filter((file) => !stacks.has(file));
  const own = [...new Set(files.flatMap((file) => stacks.get(file) ?? []))].sort((a, b) => a - b);
  for (const stack of own) {
    for (const file of open.splice(0, Math.max(free(stack), 0))) stacks.set(file, stack);
  }
  let last = Math.max(1, ...stacks.values());
  if (open.length > free(last) && free(last) < roomOf(last)) last += 1;
  while (open.length > 0) {
    for (const file of open.splice(0, Math.max(free(last), 0))) stacks.set(file, last);
    last += 1;
  }
}

/** `infra/function-stacks.json`: where each function was placed, for the runs to come. */
export function emitFunctionStacks({ operations }: Contract, stacks: FunctionStacks): readonly Artifact[] {
  if (operations.length === 0) return [];
  const sorted = [...stacks].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return [
    {
      path: functionStacksPath,
      template: 'infra/function-stacks.json.hbs',
      view: {
        functions: sorted.map(([file, stack], index) => ({
          file: jsonString(file),
          stack,
          comma: trusted(index < sorted.length - 1 ? ',' : ''),
        })),
      },
      declared: [],
      pointer: '#/paths',
      slots: [],
    },
  ];
}

/** Below the output folder. */
export const functionStacksPath = 'infra/function-stacks.json';

/** Reads such a file. Undefined when it is no JSON: then nobody knows where functions are. */
export function parseFunctionStacks(text: string): FunctionStacks | undefined {
  try {
    const entries = Object.entries(JSON.parse(text) as object);
    return new Map(entries.filter((entry): entry is [string, number] => isStack(entry[1])));
  } catch {
    return undefined;
  }
}

function isStack(value: unknown): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 999;
}
