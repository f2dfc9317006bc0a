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
  return `${operation.names.type}Body${own.length > 1 ? typeName(media.type.replaceAll('*', 'any')) : ''}`;
}

/** The model of an answer's body that is no component schema: `ListGoals200`. */
export function responseModelName(operation: Operation, response: Response): string | undefined {
  if (!response.content || isComponent(response.content)) return undefined;
  return `${operation.names.type}${response.status === 'default' ? 'Default' : response.status}`;
}

function isComponent(media: MediaType): boolean {
  const { schema } = media;
  return schema.kind === 'reference' && !schema.nullable && media.kind !== 'binary';
}
