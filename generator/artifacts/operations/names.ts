import type { MediaType, Operation, ParameterPlace, Response } from '../../contract/model/contract.js';
import { typeName } from '../../contract/model/naming.js';

/** The parameter places the operation uses, in the order they are emitted. */
export function parameterGroups(operation: Operation): readonly ParameterPlace[] {
  return (['path', 'query', 'header', 'cookie'] as const).filter((place) => operation.parameters[place].length > 0);
}

const groupSuffixes: Readonly<Record<ParameterPlace, string>> = {
  path: 'Path',
  query: 'Query',
  header: 'Headers',
  cookie: 'Cookies',
};

/** `ListGoalsQuery`. */
export function groupModelName(operation: Operation, place: ParameterPlace): string {
  return `${operation.names.type}${groupSuffixes[place]}`;
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
