import { mediaTypesOf, type Contract, type Operation, type Response } from '../../contract/model/contract.js';
import { responseName } from '../../contract/model/naming.js';
import { typeSymbol, type Fragment } from '../../encode/code.js';
import { docComment, identifier } from '../../encode/typescript.js';
import type { Artifact } from '../artifact.js';
import type { SchemaContext } from '../schema-compiler/context.js';
import { responseDefinition, resultType, type ResponseInput } from './responses.js';
import { responseModelName } from '../../contract/model/derived-names.js';

/** A response that several operations declare alike, emitted once. */
export interface CommonResponse {
  /** Of the definition and of the type. */
  readonly name: string;
  /** What all of them say of it; undefined where they say different things. */
  readonly description: string | undefined;
  readonly status: string;
  readonly definition: Fragment;
  readonly type: Fragment;
}

/** The common responses, by each response that is one. */
export type CommonResponses = ReadonlyMap<Response, CommonResponse>;

/** A response as it would be emitted, under the name that it asks for. */
interface Candidate {
  readonly response: Response;
  readonly name: string;
  readonly definition: Fragment;
  readonly type: Fragment;
}

/** The candidates that are emitted alike. */
interface Group {
  readonly name: string;
  readonly members: readonly [Candidate, ...Candidate[]];
}

/**
 * Finds the responses that operations share: those that have one name in the contract, and errors of one status, where
 * what is emitted of them is the same. A body that is no component schema has a model in its operation.
 */
export function commonResponses(contract: Contract, schemas: SchemaContext): CommonResponses {
  const candidates = contract.operations.flatMap((operation) =>
    operation.responses
      .filter((response) => canBeShared(operation, response))
      .map((response) => candidateOf(response, { contract, operation, schemas })),
  );
  const groups = [...groupBy(candidates, keyOf)]
    .filter(([, members]) => members.length > 1)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, members]) => ({ name: members[0].name, members }));
  return new Map(
    distinctNames(groups).flatMap(({ name, members }) => {
      const [{ definition, type, response }] = members;
      const description = sharedDescription(members.map((member) => member.response));
      const common = { name, description, status: response.status, definition, type };
      return members.map((member) => [member.response, common] as const);
    }),
  );
}

function canBeShared(operation: Operation, response: Response): boolean {
  const isNamed = response.name !== undefined || /^(4|5|default)/.test(response.status);
  const hasModel = mediaTypesOf(response).some((media) => responseModelName(operation, response, media) !== undefined);
  return isNamed && !hasModel;
}

function candidateOf(response: Response, input: ResponseInput): Candidate {
  return {
    response,
    name: responseName(response.name, response.status),
    definition: responseDefinition(input, response),
    type: resultType(input, response),
  };
}

function keyOf({ name, response, definition, type }: Candidate): string {
  return JSON.stringify([name, response.status, definition.parts, type.parts]);
}

function groupBy<T>(items: readonly T[], key: (item: T) => string): ReadonlyMap<string, readonly [T, ...T[]]> {
  const groups = new Map<string, [T, ...T[]]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group) group.push(item);
    else groups.set(key(item), [item]);
  }
  return groups;
}

/** Groups of one name are told apart by their status, then by their schema; where both are the same, by a number. */
function distinctNames(groups: readonly Group[]): readonly Group[] {
  const byName = groupBy(groups, ({ name }) => name);
  const taken = new Set([...byName].filter(([, same]) => same.length === 1).map(([name]) => name));
  return groups.map((group) => {
    const same = byName.get(group.name) ?? [];
    if (same.length === 1) return group;
    const differing = [statusWord, schemaWord].filter((word) => new Set(same.map(word)).size > 1);
    const wanted = [group.name, ...differing.map((word) => word(group))].join('');
    let name = wanted;
    for (let suffix = 2; taken.has(name); suffix += 1) name = `${wanted}${suffix}`;
    taken.add(name);
    return { ...group, name };
  });
}

function statusWord({ members: [{ response }] }: Group): string {
  return response.status === 'default' ? 'Default' : response.status;
}

function schemaWord({ members: [{ response }] }: Group): string {
  const schema = response.content?.schema;
  return schema?.kind === 'reference' ? schema.name : 'Empty';
}

/** What a component says of itself, or what all the others say. */
function sharedDescription(responses: readonly Response[]): string | undefined {
  const named = responses.filter(({ name }) => name !== undefined);
  const [description, ...others] = new Set((named.length > 0 ? named : responses).map((one) => one.description));
  return others.length === 0 ? description : undefined;
}

/** `http/common-responses.ts`: the common responses by name. Emitted where an operation has one. */
export function emitCommonResponses(responses: CommonResponses): Artifact {
  const common = [...new Set(responses.values())].sort((a, b) => (a.name < b.name ? -1 : 1));
  return {
    path: 'http/common-responses.ts',
    template: 'http/common-responses.ts.hbs',
    view: {
      ResponseDefinition: typeSymbol('ResponseDefinition', './http/definition'),
      responses: common.map(({ name, description, status, definition, type }) => ({
        comment: docComment(description ?? `The answer ${status}.`),
        name: identifier(name),
        definition,
        type,
      })),
    },
    declared: common.map(({ name }) => name),
    onlyIfImported: true,
    pointer: '#/components/responses',
    slots: [],
  };
}
