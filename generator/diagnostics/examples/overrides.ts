import type { Example, ExampleFiles } from './example.js';

const service = 'overrides/operations/list-notes/service.ts';
const right = `export const listNotes = async () => ({ status: 200 as const });\n`;

/** An example in which the service of the one operation is this text. */
const inService = (bad: string, good: string = right): Example => ({
  bad: { [service]: bad },
  good: { [service]: good },
});

const security: ExampleFiles = {
  'contract/openapi.yaml': 'components: { securitySchemes: { bearerAuth: { type: http, scheme: bearer } } }\n',
};
const job: ExampleFiles = {
  'contract/openapi.yaml': 'x-authwright: { jobs: { sweep: { schedule: rate(1 day) } } }\n',
};
const exemption: ExampleFiles = {
  'contract/openapi.yaml': `paths:
  /notes:
    get:
      operationId: listNotes
      x-authwright-rate-limit: { key: [address], attempts: 5, window: 60, unless: known-address }
      responses: { '200': { description: The notes. } }
`,
};
const entity: ExampleFiles = {
  'contract/openapi.yaml': `x-authwright:
  entities:
    Note:
      type: object
      required: [noteId]
      properties: { noteId: { type: string } }
      x-authwright-entity: { name: Note, pk: 'NOTE#{noteId}', sk: NOTE }
paths:
  /notes:
    get:
      operationId: listNotes
      x-authwright-repository: [Note]
      responses: { '200': { description: The notes. } }
`,
};
const repository = 'overrides/operations/list-notes/repository.ts';
const typed = "import type { ListNotesService } from '../../../generated/operations/list-notes/service.js';\n";

const entityFunctions = ['get', 'create', 'put', 'delete'];

/** A service that names functions of its repository. */
function usingRepository(verbs: readonly string[]): string {
  const names = verbs.map((verb) => `context.repository.${verb}Note`).join(', ');
  return `${typed}export const listNotes: ListNotesService = async (_input, context) => {
  void [${names}];
  return { status: 200 };
};
`;
}

/** 5xx: overrides. */
export const overrides = {
  AW501: { bad: { 'overrides/operations/list-note/service.ts': right }, good: { [service]: right } },
  AW502: inService('export default async () => ({ status: 200 as const });\n'),
  AW503: { bad: {}, good: { [service]: right } },
  AW504: inService('export const listNotes = async () => ({ status: 200 as const };\n'),
  AW505: {
    bad: security,
    good: {
      ...security,
      'overrides/security/bearer-auth.ts': `import type { Authorizer } from '../../generated/http/authorizer.js';

export const bearerAuth: Authorizer = async () => undefined;
`,
    },
  },
  AW506: {
    bad: job,
    good: { ...job, 'overrides/jobs/sweep.ts': 'export const sweep = async () => {};\n' },
  },
  AW507: { bad: { [service]: { linkTo: '../../../notes.ts' }, 'notes.ts': right }, good: { [service]: right } },
  AW508: inService(
    `${typed}\nexport const listNotes: ListNotesService = async () => ({ status: 201 });\n`,
    `${typed}\nexport const listNotes: ListNotesService = async () => ({ status: 200 });\n`,
  ),
  AW509: {
    bad: { [service]: right, 'overrides/operations/list-notes/service.js': 'export const listNotes = 1;\n' },
    good: { [service]: right },
  },
  AW510: {
    bad: { ...entity, [repository]: 'export const getNoet = async () => undefined;\n' },
    good: { ...entity, [repository]: 'export const getNote = async () => undefined;\n' },
  },
  AW511: {
    bad: { [service]: right, 'overrides/operations/list-notes/repositry.ts': 'export const more = async () => 1;\n' },
    good: { [service]: right, [repository]: 'export const more = async () => 1;\n' },
  },
  AW512: {
    bad: { [service]: right, 'overrides/clock.ts': "export const hour: number = '12';\n" },
    good: { [service]: right, 'overrides/clock.ts': 'export const hour: number = 12;\n' },
  },
  AW513: {
    bad: { [service]: right, 'tsconfig.json': '{ "compilerOptions": { "module": "nodenxt" } }\n' },
    good: { [service]: right, 'tsconfig.json': '{ "compilerOptions": { "strict": true, "module": "nodenext" } }\n' },
  },
  AW514: {
    bad: { ...entity, [service]: right },
    good: { ...entity, [service]: usingRepository(entityFunctions) },
  },
  AW515: {
    bad: { ...entity, [service]: usingRepository(['get', 'create']) },
    good: { ...entity, [service]: usingRepository(entityFunctions) },
  },
  AW516: {
    bad: exemption,
    good: { ...exemption, 'overrides/limits/known-address.ts': 'export const knownAddress = async () => false;\n' },
  },
} as const satisfies Readonly<Record<string, Example>>;
