import { operationNames } from '../../../generator/contract/model/naming.js';

/** A project whose operations, entities, functions, variables, schemas and files are called alike. */
export interface CollidingProject {
  readonly contract: Readonly<Record<string, unknown>>;
  /** Below the project's root. */
  readonly files: Readonly<Record<string, string>>;
  /** The routes to call, each once. */
  readonly routes: readonly string[];
}

/** Whole numbers below a bound, the same for the same seed. */
export type Dice = (below: number) => number;

/** Mulberry32: small, and even enough to choose names with. */
export function dice(seed: number): Dice {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

const entityNames = ['Goal', 'Item', 'Note', 'Key', 'Layout', 'Window', 'Command'];
/** Names of the emitted code, of the SDK and of the language, which a bundler has to keep apart from a team's. */
const takenNames = [
  'environment',
  'rateLimits',
  'getItem',
  'putItem',
  'dynamodb',
  'layout',
  'process',
  'PutItemCommand',
];

interface Entity {
  readonly name: string;
  readonly table?: string;
  readonly isCollection: boolean;
}

/** How a function of an entity is called in a service. */
interface Call {
  readonly entity: Entity;
  readonly verb: string;
  /** Through the repository, by an import under another name, or as a part of a transaction. */
  readonly way: 'repository' | 'import' | 'part';
}

/** Makes a project. */
export function collidingProject(roll: Dice): CollidingProject {
  const entities = some(entityNames, 1 + roll(3), roll).map((name): Entity => ({
    name,
    isCollection: roll(2) === 0,
    ...(roll(2) === 0 ? {} : { table: 'others' }),
  }));
  const functions = entities.flatMap((entity) => verbsOf(entity).map((verb) => functionName(entity, verb)));
  // A function of an entity may have a name of the emitted code itself: getItem.
  const ids = [...new Set([...some(functions, 3, roll), ...some(takenNames, 2, roll)])];
  const names = [...new Set([...functions, ...takenNames])];
  const operations = ids.map((id) => operation(id, calls(entities, roll), names, roll));
  return {
    contract: {
      openapi: '3.1.0',
      info: { title: 'Collisions', version: '1' },
      paths: Object.fromEntries(operations.map(({ path, item }) => [path, item])),
      components: { schemas: Object.fromEntries(entities.map(({ name }) => [name, { type: 'string' }])) },
      'x-authwright': { entities: Object.fromEntries(entities.map((entity) => [entity.name, entitySchema(entity)])) },
    },
    files: Object.assign({}, ...operations.map(({ files }) => files)) as Record<string, string>,
    routes: operations.map(({ path }) => path),
  };
}

function verbsOf({ isCollection }: Entity): readonly string[] {
  return ['get', 'create', 'put', 'update', 'delete', 'findByOwner', ...(isCollection ? ['list'] : [])];
}

const parts = ['check', 'create', 'put', 'update', 'delete'];

function functionName({ name }: Entity, verb: string): string {
  return verb.startsWith('find') ? `find${name}ByOwner` : `${verb}${name}`;
}

function entitySchema({ name, table, isCollection }: Entity): object {
  const names = ['id', 'owner', 'part', 'text'];
  return {
    type: 'object',
    required: names,
    properties: Object.fromEntries(names.map((one) => [one, { type: 'string' }])),
    'x-authwright-entity': {
      name,
      ...(table && { table }),
      pk: `${name.toUpperCase()}#{id}`,
      sk: isCollection ? 'PART#{part}' : 'WHOLE',
      indexes: { Owner: { pk: `${name.toUpperCase()}_OWNER#{owner}` } },
    },
  };
}

/** One to four different calls. */
function calls(entities: readonly Entity[], roll: Dice): readonly Call[] {
  const all = entities.flatMap((entity) => [
    ...verbsOf(entity).flatMap((verb) =>
      (['repository', 'import'] as const).map((way): Call => ({ entity, verb, way })),
    ),
    ...parts.map((verb): Call => ({ entity, verb, way: 'part' })),
  ]);
  return some(all, 1 + roll(4), roll);
}

function operation(operationId: string, used: readonly Call[], names: readonly string[], roll: Dice) {
  const { value, file } = operationNames(operationId);
  const named = new Map<string, string[]>();
  for (const { entity, verb, way } of used) {
    if (way === 'repository') named.set(entity.name, [...(named.get(entity.name) ?? []), verb]);
  }
  const helper = `overrides/helpers/${file}.ts`;
  return {
    path: `/${file}`,
    item: {
      post: {
        operationId,
        ...(named.size > 0 && { 'x-authwright-repository': Object.fromEntries(named) }),
        ...(roll(3) === 0 && { 'x-authwright-rate-limit': { key: ['address'], attempts: 9, window: 60 } }),
        responses: { 204: { description: 'Done.' } },
      },
    },
    files: {
      [`overrides/operations/${file}/service.ts`]: serviceText(value, file, used, some(names, 3, roll)),
      [helper]: `export function ${value === 'helper' ? 'other' : value}(): string { return ${JSON.stringify(file)}; }\n`,
    },
  };
}

/** A service that makes the calls, with local names that the entities' functions, the SDK and the runtime have, too. */
function serviceText(value: string, file: string, used: readonly Call[], locals: readonly string[]): string {
  const imported = used.filter(({ way }) => way !== 'repository').map((call) => ({ call, name: calledName(call) }));
  const imports = [...new Set(imported.map(({ name }) => name))].map((name, index) => `${name} as imported${index}`);
  const localOf = new Map(imports.map((one, index) => [one.split(' as ')[0], `imported${index}`]));
  const statements = used.map((call) => {
    const args = argumentsText(call);
    if (call.way === 'repository') return `await context.repository.${calledName(call)}(${args});`;
    const local = localOf.get(calledName(call)) ?? '';
    return call.way === 'import' ? `await ${local}(${args});` : `await writeTransaction([${local}(${args})]);`;
  });
  const hiding = locals
    .filter((name) => name !== value)
    .map((name) => `const ${name} = (one: string): string => one + '${name}';\nvoid ${name}('');`);
  return [
    `import { ${[...imports, 'writeTransaction'].join(', ')} } from '../../../generated/entities/index.js';`,
    `import { ${value} as help } from '../../helpers/${file}.js';`,
    ...hiding,
    `const item = { id: 'i', owner: 'o', part: 'p', text: 't' };`,
    `export const ${value} = async (_input: unknown, context: any) => {`,
    // Inside, too: the names of an outer scope are hidden here.
    `  { ${hiding.join(' ')} }`,
    `  void [help(), writeTransaction.name];`,
    ...statements.map((statement) => `  ${statement}`),
    `  return { status: 204 as const };`,
    `};`,
    '',
  ].join('\n');
}

function calledName({ entity, verb, way }: Call): string {
  return way === 'part' ? `${verb}${entity.name}Part` : functionName(entity, verb);
}

function argumentsText({ entity, verb }: Call): string {
  const key = entity.isCollection ? '{ id: item.id, part: item.part }' : '{ id: item.id }';
  if (verb === 'create' || verb === 'put') return 'item';
  if (verb === 'update') return `${key}, { set: { text: 'changed' } }`;
  if (verb === 'list') return '{ id: item.id }';
  return verb === 'findByOwner' ? '{ owner: item.owner }' : key;
}

/** Some of a list, each at most once. */
function some<T>(all: readonly T[], count: number, roll: Dice): readonly T[] {
  const left = [...all];
  return Array.from({ length: Math.min(count, all.length) }, () => left.splice(roll(left.length), 1)).flat();
}
