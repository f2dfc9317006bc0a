import type {
  Entity,
  EntityIndex,
  MediaType,
  Operation,
  OperationNames,
  ParameterPlace,
  Response,
} from './contract.js';
import { typeName } from './naming.js';

/**
 * Every name that is made of another one by what it stands for. Nothing else adds such a word to a name: the artifacts
 * that declare it and those that import it ask here.
 */

/** What the modules of an operation export. */
export interface OperationExports {
  /** `listGoalsDefinition` */
  readonly definition: string;
  /** `ListGoalsInput`, and so on. */
  readonly input: string;
  readonly context: string;
  readonly result: string;
  readonly service: string;
  readonly error: string;
  /** `listGoalsRepository`, and its type `ListGoalsRepository`. */
  readonly repository: string;
  readonly repositoryType: string;
  /** `listGoalsLimits` */
  readonly limits: string;
}

/** The names of what the modules of an operation export. */
export function operationExports({ value, type }: OperationNames): OperationExports {
  return {
    definition: `${value}Definition`,
    input: `${type}Input`,
    context: `${type}Context`,
    result: `${type}Result`,
    service: `${type}Service`,
    error: `${type}Error`,
    repository: `${value}Repository`,
    repositoryType: `${type}Repository`,
    limits: `${value}Limits`,
  };
}

/** `ListGoalsQuery`: the model of a group of parameters. */
export function groupModelName({ names }: Operation, place: ParameterPlace): string {
  const groups = { path: 'Path', query: 'Query', header: 'Headers', cookie: 'Cookies' };
  return `${names.type}${groups[place]}`;
}

/** The model of a body that is no component schema: `UploadFileBody`, and with its media type where there are several. */
export function bodyModelName(operation: Operation, media: MediaType): string | undefined {
  if (isComponent(media)) return undefined;
  const own = (operation.body?.content ?? []).filter((other) => !isComponent(other));
  return `${operation.names.type}Body${own.length > 1 ? mediaName(media, own) : ''}`;
}

/** The model of an answer's body that is no component schema: `ListGoals200`, and of other media types `ListGoals200TextCsv`. */
export function responseModelName(
  operation: Operation,
  response: Response,
  media: MediaType | undefined = response.content,
): string | undefined {
  if (!media || isComponent(media)) return undefined;
  const status = response.status === 'default' ? 'Default' : response.status;
  return `${operation.names.type}${status}${media === response.content ? '' : mediaName(media, response.others)}`;
}

/** `TextCsv`; of several that come to the same, the later ones are numbered. */
function mediaName(media: MediaType, all: readonly MediaType[]): string {
  const taken = new Set<string>();
  for (const { type } of all) {
    const wanted = typeName(type.replaceAll('*', 'any'));
    let name = wanted;
    for (let number = 2; taken.has(name); number += 1) name = `${wanted}_${number}`;
    if (type === media.type) return name;
    taken.add(name);
  }
  throw new Error(`${media.type} is none of the media types`);
}

function isComponent(media: MediaType): boolean {
  const { schema } = media;
  return schema.kind === 'reference' && !schema.nullable && media.kind !== 'binary';
}

/** `GoalKey`: the type of an entity's key. */
export function entityKeyName({ name }: Pick<Entity, 'name'>): string {
  return `${name}Key`;
}

/** `GoalChange`: the type of a change of an entity. */
export function entityChangeName({ name }: Pick<Entity, 'name'>): string {
  return `${name}Change`;
}

/** `GoalByOwnerPosition`: the type of the place where a page of an index ends. */
export function indexPositionName({ name }: Pick<Entity, 'name'>, index: EntityIndex): string {
  return `${name}${index.name}Position`;
}

/** The text attributes that an index has its keys in: `ByOwnerPk`, `ByOwnerSk`. */
export function indexAttributes(index: string): { readonly pk: string; readonly sk: string } {
  return { pk: `${index}Pk`, sk: `${index}Sk` };
}

/** The name of an entity's function in the emitted code: `createGoal`, `findGoalByOwner`. */
export function entityFunctionName({ name }: Pick<Entity, 'name'>, verb: string): string {
  return verb.startsWith('findBy') ? `find${name}${verb.slice('find'.length)}` : `${verb}${name}`;
}

/** `createPart`: the part of a transaction that does what a function does. */
export function partVerb(action: string): string {
  return `${action}Part`;
}

/** The name of the function that makes a part of a transaction: `createGoalPart`. */
export function entityPartName(entity: Pick<Entity, 'name'>, action: string): string {
  return partVerb(entityFunctionName(entity, action));
}

/** `errorResponseShape`, `faultOrProblemShape`: how the bodies of errors of these schemas are filled. */
export function errorShapeName(schemas: readonly string[]): string {
  const joined = schemas.join('Or');
  return `${joined.charAt(0).toLowerCase()}${joined.slice(1)}Shape`;
}

/** `userPoolPart`, `userPoolRules`: what the module of a part of the infrastructure exports, and that of its permissions. */
export function partExports(part: string): { readonly part: string; readonly rules: string } {
  return { part: `${part}Part`, rules: `${part}Rules` };
}
