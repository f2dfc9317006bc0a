import { existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { parse } from 'yaml';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { DiagnosticCode } from '../../../generator/diagnostics/catalogue.js';
import { authwright, type Finished, type TemporaryProject } from '../../support/project.js';
import { command } from './command.js';
import { listNotesService, notes, projectWith } from './contracts.js';
import { expectedText, marked } from './marked.js';

const head = 'openapi: 3.1.0\ninfo: { title: Notes, version: 1.0.0 }\n';
const responses = `      responses: { '200': { description: All is well. } }\n`;
/** A whole contract of one operation, with more lines in it. */
const operation = (lines: string, after = '', path = '/notes'): string =>
  `${head}paths:\n  ${path}:\n    get:\n      operationId: listNotes\n${lines}${responses}${after}`;

/** A project that goes when the test is done. */
function project(contract: string, overrides?: Readonly<Record<string, string>>): TemporaryProject {
  const made = projectWith(contract, overrides, 'faults');
  onTestFinished(() => made.remove());
  return made;
}

/** What is printed without the list of slots that nothing fills. */
function diagnosticsOf({ stderr }: Finished): string {
  return stderr.replace(/^\d+ slots? not filled(:\n( {2}AW50.*\n)+|; .*\n)/m, '');
}

interface Fault {
  readonly code: DiagnosticCode;
  readonly message: string;
  readonly fix?: string;
  readonly pointer?: string;
  readonly see?: string;
  /** The contract, with « and » around the place. */
  readonly contract: string;
}

const user = (pk: string): string => `x-authwright:
  entities:
    User:
      type: object
      required: [id]
      properties: { id: { type: string } }
      x-authwright-entity: { name: User, pk: ${pk}, sk: PROFILE }
`;

const faults: Readonly<Record<string, Fault>> = {
  'a schedule whose unit EventBridge would refuse': {
    code: 'AW302',
    message: 'a schedule is rate(...) or cron(...), as EventBridge writes it',
    pointer: '#/x-authwright/jobs/sweep',
    contract: operation('', 'x-authwright:\n  jobs:\n    sweep: «{ schedule: rate(5 minute) }»\n'),
  },
  'a flow mapping that does not end': {
    code: 'AW102',
    message: 'Flow map in block collection must be sufficiently indented and end with a }',
    contract: 'openapi: 3.1.0\ninfo: { title: Notes, version: 1.0.0\n«p»aths: {}\n',
  },
  'a field that OpenAPI does not know': {
    code: 'AW202',
    message: '"sumary" is no field of OpenAPI here',
    fix: 'Did you mean "summary"?',
    pointer: '#/paths/~1notes/get/sumary',
    contract: operation('      «sumary»: All notes\n'),
  },
  'an operation without an operationId': {
    code: 'AW203',
    message: 'GET /notes has no operationId',
    pointer: '#/paths/~1notes/get',
    contract: operation('').replace('get:', '«get»:').replace('      operationId: listNotes\n', ''),
  },
  'an operationId that is used twice': {
    code: 'AW204',
    message: '"listNotes" names two operations',
    pointer: '#/paths/~1other/get/operationId',
    see: 'contract/openapi.yaml:6:20 the other one',
    contract: operation('', `  /other:\n    get:\n      operationId: «listNotes»\n${responses}`),
  },
  'a reference that misspells its target': {
    code: 'AW104',
    message: '"#/components/schemas/Nte" points at nothing',
    fix: 'Did you mean "Note"?',
    pointer: '#/paths/~1notes/get/requestBody/content/application~1json/schema/$ref',
    contract: operation(
      `      requestBody:\n        content: { application/json: { schema: { $ref: «'#/components/schemas/Nte'» } } }\n`,
      'components: { schemas: { Note: { type: string } } }\n',
    ),
  },
  'a reference to a URL': {
    code: 'AW105',
    message: '"https://example.com/notes.yaml#/Note" is a URL',
    pointer: '#/components/schemas/Note/$ref',
    contract: operation('', `components:\n  schemas:\n    Note: { $ref: «'https://example.com/notes.yaml#/Note'» }\n`),
  },
  'a path that is a reference to a URL, once only': {
    code: 'AW105',
    message: '"https://example.com/notes.yaml#/a" is a URL',
    pointer: '#/paths/~1more/$ref',
    contract: operation('', `  /more:\n    $ref: «https://example.com/notes.yaml#/a»\n`),
  },
  'a reference that leads back to itself': {
    code: 'AW106',
    message: '"#/components/parameters/A" leads back to itself',
    pointer: '#/paths/~1notes/get/parameters/0',
    contract: operation(
      `      parameters:\n        - «$ref: '#/components/parameters/A'»\n`,
      `components:\n  parameters:\n    A: { $ref: '#/components/parameters/B' }\n    B: { $ref: '#/components/parameters/A' }\n`,
    ),
  },
  'a security scheme that is not defined': {
    code: 'AW207',
    message: '"bearerAuht" is not defined',
    fix: 'Did you mean "bearerAuth"?',
    pointer: '#/paths/~1notes/get/security/0/bearerAuht',
    contract: operation(
      '      security: [{ «bearerAuht»: [] }]\n',
      'components: { securitySchemes: { bearerAuth: { type: http, scheme: bearer } } }\n',
    ),
  },
  'a path parameter that is not declared': {
    code: 'AW205',
    message: '{noteId} of /notes/{noteId} is not declared',
    pointer: '#/paths/~1notes~1{noteId}/get',
    contract: operation('', '', '/notes/{noteId}').replace('get:', '«get»:'),
  },
  'two paths that are the same route': {
    code: 'AW212',
    message: '/notes/{name} matches the same requests as another path',
    pointer: '#/paths/~1notes~1{name}',
    see: 'contract/openapi.yaml:4:3 the other path',
    contract: operation(
      '      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]\n',
      `  «/notes/{name}»:\n    post:\n      operationId: addNote\n      parameters: [{ name: name, in: path, required: true, schema: { type: string } }]\n${responses}`,
      '/notes/{id}',
    ),
  },
  'a misspelt extension': {
    code: 'AW301',
    message: '"x-authwright-rate-limits" is no extension of this tool',
    fix: 'Did you mean "x-authwright-rate-limit"?',
    pointer: '#/paths/~1notes/get/x-authwright-rate-limits',
    contract: operation('      «x-authwright-rate-limits»: {}\n'),
  },
  'a rate limit by the body of an operation that has none': {
    code: 'AW306',
    message: '"body.email" cannot be read from the request of this operation',
    pointer: '#/paths/~1notes/get/x-authwright-rate-limit/key/0',
    contract: operation('      x-authwright-rate-limit: { key: [«body.email»], attempts: 5, window: 60 }\n'),
  },
  'a rate limit by a property that a closed body does not declare': {
    code: 'AW306',
    message: '"body.emial" cannot be read from the request of this operation',
    pointer: '#/paths/~1notes/get/x-authwright-rate-limit/key/1',
    contract: operation(
      `      x-authwright-rate-limit: { key: [address, «body.emial»], attempts: 5, window: 60 }
      requestBody:
        content:
          application/json:
            schema: { type: object, additionalProperties: false, properties: { email: { type: string } } }
`,
    ),
  },
  'a rate limit by a property that is no part of requests': {
    code: 'AW306',
    message: '"body.email" cannot be read from the request of this operation',
    pointer: '#/paths/~1notes/get/x-authwright-rate-limit/key/0',
    contract: operation(
      `      x-authwright-rate-limit: { key: [«body.email»], attempts: 5, window: 60 }
      requestBody:
        content:
          application/json:
            schema: { type: object, properties: { email: { type: string, readOnly: true } } }
`,
    ),
  },
  'an entity that is not defined': {
    code: 'AW303',
    message: 'no entity is named "Usr"',
    fix: 'Did you mean User?',
    pointer: '#/paths/~1notes/get/x-authwright-repository/0',
    contract: operation('      x-authwright-repository: [«Usr»]\n', user(`'USER#{id}'`)),
  },
  'an entity that is nearly called like one': {
    code: 'AW303',
    message: 'no entity is named "Usr"',
    fix: 'Did you mean User?',
    pointer: '#/paths/~1notes/get/x-authwright-repository/Usr',
    contract: operation('      x-authwright-repository: { «Usr»: [get] }\n', user(`'USER#{id}'`)),
  },
  'a misspelt function of an entity': {
    code: 'AW307',
    message: 'User has no function "creat"',
    fix: 'Did you mean create?',
    pointer: '#/paths/~1notes/get/x-authwright-repository/User/1',
    contract: operation('      x-authwright-repository: { User: [get, «creat»] }\n', user(`'USER#{id}'`)),
  },
  'an entity without functions': {
    code: 'AW302',
    message: 'User has a list of functions here',
    fix: 'Name functions of it: get, create, put, delete.',
    pointer: '#/paths/~1notes/get/x-authwright-repository/User',
    contract: operation('      x-authwright-repository: { User: «all» }\n', user(`'USER#{id}'`)),
  },
  'a repository that is a text': {
    code: 'AW302',
    message: 'x-authwright-repository is a list of entities, or a mapping of entities to lists of functions',
    pointer: '#/paths/~1notes/get/x-authwright-repository',
    contract: operation('      x-authwright-repository: «User»\n', user(`'USER#{id}'`)),
  },
  'a key template with a property that the entity does not have': {
    code: 'AW304',
    message: '"userId" is no property of the entity',
    pointer: '#/x-authwright/entities/User/x-authwright-entity/pk',
    contract: operation('', user(`«'USER#{userId}'»`)),
  },
  'an index that projects something else': {
    code: 'AW302',
    message: 'an index projects "all" of an item or its "keys"',
    pointer: '#/x-authwright/entities/User/x-authwright-entity/indexes/IdIndex',
    contract: operation('', user(`'USER#{id}', \n        indexes: { «IdIndex»: { pk: 'ID#{id}', projection: some } }`)),
  },
  'an index that projects the keys of one entity alone': {
    code: 'AW302',
    message: 'IdIndex projects the keys of User and everything of Team',
    fix: 'Give the index the same projection in both.',
    pointer: '#/x-authwright/entities/User',
    contract: operation(
      '',
      `${user(`'USER#{id}', indexes: { IdIndex: { pk: 'ID#{id}', projection: keys } }`).replace('type: object', '«type: object»')}    Team:
      type: object
      required: [id]
      properties: { id: { type: string } }
      x-authwright-entity: { name: Team, pk: 'TEAM#{id}', sk: TEAM, indexes: { IdIndex: { pk: 'ID#{id}' } } }
`,
    ),
  },
  'alarms that are mailed to nobody': {
    code: 'AW302',
    message: '"email" is one email address',
    pointer: '#/x-authwright/stages/prod/alarms/email',
    contract: operation('', 'x-authwright: { stages: { prod: { alarms: { email: «ops» } } } }\n'),
  },
  'a default table that DynamoDB would refuse': {
    code: 'AW302',
    message: 'a table is 2 to 40 lower-case letters, digits and hyphens',
    pointer: '#/x-authwright/table',
    contract: operation('', 'x-authwright: { table: «My Data» }\n'),
  },
  'a setting of a stage that is not declared': {
    code: 'AW305',
    message: '"pagSize" is not among x-authwright.settings',
    fix: 'Did you mean "pageSize"?',
    pointer: '#/x-authwright/stages/prod/settings/pagSize',
    contract: operation(
      '',
      'x-authwright:\n  settings: { pageSize: 20 }\n  stages: { prod: { settings: { «pagSize»: 50 } } }\n',
    ),
  },
  'a name of a component that OpenAPI does not allow': {
    code: 'AW202',
    message: '"my note" must match pattern "^[a-zA-Z0-9._-]+$"',
    pointer: '#/components/schemas/my note',
    contract: operation('', 'components: { schemas: { «my note»: { type: string } } }\n'),
  },
};

describe('a fault is exit 2, with its place, an excerpt, a caret below the place, cause and fix:', () => {
  test.each(Object.entries(faults))('%s', async (_title, { contract, ...wanted }) => {
    const place = marked(contract);
    const made = project(place.text);
    const finished = await command(made, 'generate');
    expect(diagnosticsOf(finished)).toBe(expectedText('contract/openapi.yaml', place, wanted));
    expect([finished.code, finished.stdout]).toEqual([2, '']);
    expect(existsSync(made.path('generated'))).toBe(false);
  });
});

test('the command line prints a diagnostic on stderr, to the letter', async () => {
  const made = project(operation('      sumary: All notes\n'));
  const { code, stdout, stderr } = await authwright(made.folder, 'check');
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr.split('\n').slice(0, 6).join('\n')).toBe(
    `contract/openapi.yaml:7:7 error AW202 The OpenAPI document is not valid: "sumary" is no field of OpenAPI here
  7 |       sumary: All notes
    |       ^^^^^^
  at    #/paths/~1notes/get/sumary
  cause The document breaks the structure that the OpenAPI Specification prescribes.
  fix   Did you mean "summary"?`,
  );
});

test('a duplicate key is a warning with both places, and exit 0', async () => {
  const place = marked(operation('      summary: One\n      «summary»: Two\n'));
  const finished = await command(project(place.text), 'generate');
  expect(diagnosticsOf(finished)).toBe(
    expectedText('contract/openapi.yaml', place, {
      code: 'AW103',
      message: 'the key "summary" is here twice; this later one is used',
      see: 'contract/openapi.yaml:7:7 the earlier one, which is ignored',
    }),
  );
  expect(finished.code).toBe(0);
});

describe('names that meet get distinct ones, with a note and exit 0:', () => {
  const responses = "      responses: { '200': { description: Notes. } }\n";
  test.each([
    [
      'two operationIds that become one identifier',
      operation('', `  /other:\n    get:\n      operationId: «list-notes»\n${responses}`),
      {
        code: 'AW401',
        message: '"list-notes" becomes listNotes2, because "listNotes" comes to the same',
        pointer: '#/paths/~1other/get/operationId',
        see: 'contract/openapi.yaml:6:20 "listNotes" is here',
      },
    ],
    [
      'two schemas whose files differ only in case',
      operation('', 'components:\n  schemas:\n    «Note»: { type: string }\n    NOTE: { type: string }\n'),
      {
        code: 'AW402',
        message: '"Note" is emitted into the file note-2, because "NOTE" comes to the same',
        pointer: '#/components/schemas/Note',
        see: 'contract/openapi.yaml:11:5 "NOTE" is here',
      },
    ],
  ])('%s', async (_title, contract, wanted) => {
    const place = marked(contract);
    const finished = await command(project(place.text), 'generate');
    expect(diagnosticsOf(finished)).toContain(expectedText('contract/openapi.yaml', place, wanted as never));
    expect(finished.code).toBe(0);
  });
});

describe('a reference that leaves the project', () => {
  const reference = (to: string): string => operation('', `components:\n  schemas:\n    Note: { $ref: «'${to}'» }\n`);

  test('is refused, whether or not there is such a file', async () => {
    const outside = join(tmpdir(), `authwright-outside-${process.pid}.yaml`);
    writeFileSync(outside, 'Note: { type: string, description: hunter2 }\n');
    onTestFinished(() => rmSync(outside));
    const made = project('');
    for (const file of [outside, `${outside}.missing`]) {
      const to = `${relative(made.path('contract'), file)}#/Note`;
      const place = marked(reference(to));
      made.write('contract/openapi.yaml', place.text);
      const { code, stderr } = await authwright(made.folder, 'generate');
      expect(code).toBe(2);
      expect(stderr).toContain(
        `contract/openapi.yaml:${place.line}:${place.column} error AW105 Reference leaves the project: `,
      );
      expect(stderr).not.toContain('hunter2');
    }
  });

  test('is refused through a symbolic link too', async () => {
    const outside = join(tmpdir(), `authwright-linked-${process.pid}`);
    mkdirSync(outside);
    onTestFinished(() => rmSync(outside, { recursive: true }));
    writeFileSync(join(outside, 'notes.yaml'), 'Note: { type: string, description: hunter2 }\n');
    const place = marked(reference('./linked/notes.yaml#/Note'));
    const made = project(place.text);
    symlinkSync(outside, made.path('contract/linked'));
    const { code, stderr } = await command(made, 'generate');
    expect(code).toBe(2);
    expect(stderr).toContain(`contract/openapi.yaml:${place.line}:${place.column} error AW105`);
    expect(stderr).not.toContain('hunter2');
  });
});

describe('a schema that is nothing but itself is refused:', () => {
  test.each([
    [
      'two that refer to each other',
      `    A: { $ref: '#/components/schemas/B' }\n    B: { $ref: '#/components/schemas/A' }\n`,
    ],
    ['one that refers to itself', `    A: { $ref: '#/components/schemas/A' }\n`],
    ['one that includes itself by allOf', `    A: { allOf: [{ $ref: '#/components/schemas/A' }] }\n`],
    ['one that is a choice of itself', `    A: { oneOf: [{ $ref: '#/components/schemas/A' }, { type: string }] }\n`],
  ])('%s', async (_title, schemas) => {
    const { code, stderr } = await command(project(operation('', `components:\n  schemas:\n${schemas}`)), 'generate');
    expect(stderr).toMatch(/^contract\/openapi\.yaml:1\d:\d+ error AW106 /m);
    expect(code).toBe(2);
  });
});

describe('overrides', () => {
  const overrideFault = async (
    name: string,
    source: string,
  ): Promise<{ text: string; code: number | null; file: string }> => {
    const file = `operations/${name}/service.ts`;
    const finished = await command(project(notes, { [file]: marked(source).text }), 'generate');
    return { text: diagnosticsOf(finished), code: finished.code, file: `overrides/${file}` };
  };

  test('of no operation is refused, with the operation that was meant', async () => {
    const source = `«e»xport const listNots = 1;\n`;
    const { text, code, file } = await overrideFault('list-nots', source);
    expect(text).toBe(
      expectedText(file, marked(source), {
        code: 'AW501',
        message: 'no operation of the contract is called "list-nots"',
        fix: 'Did you mean operations/list-notes?',
      }),
    );
    expect(code).toBe(2);
  });

  test('whose export has the wrong name is refused, with the right one', async () => {
    const source = `export const «listNote» = async () => ({ status: 200 as const, body: [] });\n`;
    const { text, code, file } = await overrideFault('list-notes', source);
    expect(text).toBe(
      expectedText(file, marked(source), {
        code: 'AW502',
        pointer: '#/paths/~1notes/get',
        message: 'no export is named listNotes; it exports listNote',
        fix: 'Rename listNote to listNotes.',
      }),
    );
    expect(code).toBe(2);
  });

  test('that cannot be parsed is refused at the place of the fault', async () => {
    const source = `export const listNotes = async () => ({ status: 200, body: [ «}»);\n`;
    const { text, code, file } = await overrideFault('list-notes', source);
    const place = marked(source);
    expect(text).toContain(`${file}:${place.line}:${place.column} error AW504 Override cannot be parsed: `);
    expect(text).toContain(`\n    | ${' '.repeat(place.column - 1)}^\n`);
    expect(code).toBe(2);
  });

  test('outside of the slot folders, and helpers beside a service, are nobody’s business', async () => {
    const made = project(notes, {
      'operations/list-notes/service.ts': listNotesService,
      'operations/list-notes/helper.ts': 'export const anything = 1;\n',
      'shared/clock.ts': 'export const now = 1;\n',
    });
    expect(await command(made, 'generate')).toMatchObject({ code: 0 });
  });
});

describe('all faults of a run', () => {
  test('are reported together, sorted by file and place, warnings last', async () => {
    const contract = `${head}paths:
  /b:
    get:
      operationId: b
      summary: One
      summary: Two
      sumary: x
      security: [{ nobody: [] }]
      x-authwright-lamda: {}
${responses}  /a/{id}:
    get:
      operationId: a
      x-authwright-repository: [Nobody]
      x-authwright-rate-limit: { key: [query.x], attempts: 1, window: 1 }
${responses}`;
    const { code, stderr } = await command(project(contract), 'generate');
    expect(code).toBe(2);
    expect(
      [...stderr.matchAll(/^contract\/openapi\.yaml:(\S+) (\w+ AW\d+)/gm)].map((hit) => `${hit[1]} ${hit[2]}`),
    ).toEqual([
      '9:7 error AW202',
      '10:20 error AW207',
      '11:7 error AW301',
      '14:5 error AW205',
      '16:33 error AW303',
      '17:40 error AW306',
      '8:7 warning AW103',
    ]);
  });

  test('of several files each name the file they are in', async () => {
    const made = project(`${head}paths:\n  /notes: { $ref: ./paths/notes.yaml#/notes }\n`);
    made.write(
      'contract/paths/notes.yaml',
      `notes:
  get:
    operationId: listNotes
    sumary: x
    responses:
      '200':
        description: All notes.
        content: { application/json: { schema: { $ref: ../schemas/notes.yaml#/Nte } } }
`,
    );
    made.write('contract/schemas/notes.yaml', `Note:\n  type: strin\n`);
    const missing = await command(made, 'generate');
    expect(missing.stderr).toContain(
      'contract/paths/notes.yaml:8:56 error AW104 Reference cannot be resolved: "../schemas/notes.yaml#/Nte" points at nothing\n',
    );
    expect(missing.stderr).toContain('fix   Did you mean "Note"?');
    expect(missing.stderr).toContain('contract/paths/notes.yaml:4:5 error AW202 ');
    expect(missing.stderr).toContain('  at    #/notes/get/sumary\n');
    made.write('contract/paths/notes.yaml', made.read('contract/paths/notes.yaml').replace('/Nte', '/Note'));
    expect((await command(made, 'generate')).stderr).toContain('contract/schemas/notes.yaml:2:9 error AW');
  });

  test('of a file that is missing are at the reference to it', async () => {
    const place = marked(operation('', `components:\n  schemas:\n    Note: { $ref: «./schemas/nots.yaml» }\n`));
    const { code, stderr } = await command(project(place.text), 'generate');
    expect(code).toBe(2);
    expect(stderr).toContain(`contract/openapi.yaml:${place.line}:${place.column} error AW101 File cannot be read: `);
  });
});

describe('a JSON contract', () => {
  const faulty = parse(operation('      sumary: x\n')) as object;

  test('has its faults located like a YAML one', async () => {
    const made = project('');
    rmSync(made.path('contract/openapi.yaml'));
    made.write('contract/openapi.json', JSON.stringify(faulty, undefined, 2));
    const { code, stderr } = await command(made, 'generate');
    expect(code).toBe(2);
    expect(stderr).toContain(
      'contract/openapi.json:11:9 error AW202 The OpenAPI document is not valid: "sumary" is no field of OpenAPI here\n' +
        '  11 |         "sumary": "x",\n     |         ^^^^^^^^\n',
    );
  });

  test('that is minified shows a bounded part of its line, with the caret below the place', async () => {
    const made = project('');
    const text = JSON.stringify({ ...faulty, 'x-padding': 'long '.repeat(400) });
    made.write('contract/openapi.json', text);
    const { stderr } = await command(made, 'generate');
    const [where = '', excerpt = '', caret = ''] = stderr.split('\n');
    expect(where).toMatch(new RegExp(`^contract/openapi\\.json:1:${text.indexOf('"sumary"') + 1} error AW202 `));
    expect(excerpt.length).toBeLessThan(140);
    expect(excerpt.slice(caret.indexOf('^'), caret.lastIndexOf('^') + 1)).toBe('"sumary"');
  });

  test('that does not parse is located', async () => {
    const made = project('');
    made.write('contract/openapi.json', '{\n  "openapi": "3.1.0",\n  "info": { "title" "Notes" }\n}\n');
    const { code, stderr } = await command(made, 'generate');
    expect(code).toBe(2);
    expect(stderr).toMatch(/^contract\/openapi\.json:3:21 error AW102 Syntax error: \S+/);
  });
});

describe('control characters of a contract', () => {
  const escape = '\\e[2J\\e[31m\\u202E\\x07\\u009B';
  const forbidden = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/;
  const hostile: Readonly<Record<string, string>> = {
    'in the message about a misspelt extension': operation(`      "x-authwright-${escape}": 1\n`),
    'in the name of a security scheme': operation(`      security: [{ "no${escape}such": [] }]\n`),
    'in an operationId, which the list of unfilled slots names': operation('').replace(
      'listNotes',
      `"list${escape}Notes"`,
    ),
    'in a path': operation('').replace('/notes:', `"/notes/{a${escape}}":`),
    'in a reference': operation(
      '',
      `components: { schemas: { Note: { $ref: "#/components/schemas/No${escape}" } } }\n`,
    ),
    'in the name of a missing file': operation(
      '',
      `components: { schemas: { Note: { $ref: "./no${escape}.yaml" } } }\n`,
    ),
    'in a pattern': operation('', `components: { schemas: { Note: { type: string, pattern: "(${escape}" } } }\n`),
    'raw in the text': operation('', `components: { schemas: { Note: { type: strin, description: a\u202Eb } } }\n`),
  };

  test.each(Object.entries(hostile))('never reach the terminal: %s', async (_title, contract) => {
    const { stdout, stderr } = await command(project(contract), 'generate');
    expect(`${stdout}${stderr}`).not.toMatch(forbidden);
  });

  test('and line feeds cannot forge a line of their own', async () => {
    const contract = operation(`      security: [{ "no\\n::error::forged": [] }]\n`);
    const { stderr } = await command(project(contract), 'generate');
    expect(stderr).toContain('AW207');
    expect(stderr).not.toMatch(/^::error/m);
  });
});
