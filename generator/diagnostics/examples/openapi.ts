import { inContract, inOperation, operation, schemas } from './example.js';

const ok = `{ '200': { description: OK. } }`;

/** An operation whose errors have a number that only its author knows. */
const ticket = (lines: string): string => `paths:
  /tickets:
    get:
      operationId: listTickets
${lines}      responses:
        '200': { description: OK. }
        default: { description: A fault., content: { application/json: { schema: { $ref: '#/components/schemas/Fault' } } } }
components:
  schemas:
    Fault: { type: object, required: [number, message], properties: { number: { type: integer }, message: { type: string } } }
`;

/** Two operations with a refusal of callers that come too often: one as a fault, the other one as something. */
const refusals = (schema: string): string => `paths:
  /notes:
    get: { operationId: listNotes, responses: { '200': { description: OK. }, '429': { $ref: '#/components/responses/Fault' } } }
  /memos:
    get: { operationId: listMemos, responses: { '200': { description: OK. }, '429': { $ref: '#/components/responses/${schema}' } } }
components:
  responses:
    Fault: { description: Too many., content: { application/json: { schema: { $ref: '#/components/schemas/Fault' } } } }
    Problem: { description: Too many., content: { application/json: { schema: { $ref: '#/components/schemas/Problem' } } } }
  schemas:
    Fault: { type: object, required: [code], properties: { code: { type: string } } }
    Problem: { type: object, required: [message], properties: { message: { type: string } } }
`;

/** 2xx: the OpenAPI document. */
export const openapi = {
  AW201: inContract('openapi: 4.0.0\n', 'openapi: 3.1.0\n'),
  AW202: inOperation('      sumary: All notes\n', '      summary: All notes\n'),
  AW203: inContract(
    `paths:\n  /notes:\n    get:\n      responses: ${ok}\n`,
    `paths:\n  /notes:\n    get:\n      operationId: listNotes\n      responses: ${ok}\n`,
  ),
  AW204: inContract(
    `paths:
  /notes:
    get: { operationId: listNotes, responses: ${ok} }
  /memos:
    get: { operationId: listNotes, responses: ${ok} }
`,
    `paths:
  /notes:
    get: { operationId: listNotes, responses: ${ok} }
  /memos:
    get: { operationId: listMemos, responses: ${ok} }
`,
  ),
  AW205: inContract(
    `paths:
  /notes/{noteId}:
    get:
      operationId: getNote
      responses: ${ok}
`,
    `paths:
  /notes/{noteId}:
    get:
      operationId: getNote
      parameters: [{ name: noteId, in: path, required: true, schema: { type: string } }]
      responses: ${ok}
`,
  ),
  AW206: inOperation(
    `      parameters: [{ name: noteId, in: path, required: true, schema: { type: string } }]\n`,
    `      parameters: [{ name: noteId, in: query, schema: { type: string } }]\n`,
  ),
  AW207: inOperation(
    '      security: [{ bearer: [] }]\n',
    '      security: [{ bearerAuth: [] }]\n',
    'components: { securitySchemes: { bearerAuth: { type: http, scheme: bearer } } }\n',
  ),
  AW208: inContract(
    schemas(`    Code: { type: string, pattern: '^[0-9{6}$' }\n`),
    schemas(`    Code: { type: string, pattern: '^[0-9]{6}$' }\n`),
  ),
  AW209: inOperation('      description: [All notes]\n', '      description: All notes\n'),
  AW210: inOperation(
    `      requestBody:
        content: { application/xml: { schema: { type: object } } }
`,
    `      requestBody:
        content: { application/json: { schema: { type: object } } }
`,
  ),
  AW211: inContract(
    schemas('    Size: { type: integer, default: many }\n'),
    schemas('    Size: { type: integer, default: 20 }\n'),
  ),
  AW212: inContract(
    `paths:
  /notes/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
    get: { operationId: getNote, responses: ${ok} }
  /notes/{noteId}:
    parameters: [{ name: noteId, in: path, required: true, schema: { type: string } }]
    delete: { operationId: deleteNote, responses: ${ok} }
`,
    `paths:
  /notes/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
    get: { operationId: getNote, responses: ${ok} }
    delete: { operationId: deleteNote, responses: ${ok} }
`,
  ),
  AW213: inContract(
    `paths:\n  /notes:\n    get:\n      operationId: listNotes\n`,
    `paths:\n  /notes:\n    get:\n      operationId: listNotes\n      responses: ${ok}\n`,
  ),
  AW214: inContract('paths: {}\n', operation('')),
  AW215: inContract(
    schemas('    Name: { type: string, not: { const: root } }\n'),
    schemas(`    Name: { type: string, pattern: '^(?!root$)' }\n`),
  ),
  AW216: inContract(
    `paths:
  /notes:
    get: { operationId: listNotes, responses: ${ok} }
    trace: { operationId: traceNotes, responses: ${ok} }
`,
    `paths:
  /notes:
    get: { operationId: listNotes, responses: ${ok} }
`,
  ),
  AW217: inContract(schemas('    Note: { type: text }\n'), schemas('    Note: { type: string }\n')),
  AW218: inContract(
    `webhooks:
  noteAdded:
    post: { responses: { '204': { description: Seen. } } }
`,
    operation(''),
  ),
  AW219: inContract(
    schemas(`    Pet:
      oneOf: [{ $ref: '#/components/schemas/Cat' }]
      discriminator: { propertyName: kind, mapping: { cat: Katze } }
    Cat: { type: object, required: [kind], properties: { kind: { const: cat } } }
`),
    schemas(`    Pet:
      oneOf: [{ $ref: '#/components/schemas/Cat' }]
      discriminator: { propertyName: kind, mapping: { cat: Cat } }
    Cat: { type: object, required: [kind], properties: { kind: { const: cat } } }
`),
  ),
  AW220: inContract(
    schemas('    Level: { type: string, enum: [low, 2] }\n'),
    schemas(`    Level: { type: string, enum: [low, '2'] }\n`),
  ),
  AW221: inContract(
    schemas(`    Words: { type: string, pattern: '^(\\w+\\s?)+$' }\n`),
    schemas(`    Words: { type: string, pattern: '^\\w+(\\s\\w+)*$' }\n`),
  ),
  AW222: inOperation(
    '      security: [{ bearerAuth: [] }, { apiKey: [] }]\n',
    '      security: [{ bearerAuth: [] }]\n',
    `components:
  securitySchemes:
    bearerAuth: { type: http, scheme: bearer }
    apiKey: { type: apiKey, in: header, name: x-api-key }
`,
  ),
  AW223: inContract(
    `paths:
  /notes?all=true:
    get: { operationId: listNotes, responses: ${ok} }
`,
    `paths:
  /notes:
    get:
      operationId: listNotes
      parameters: [{ name: all, in: query, schema: { type: boolean } }]
      responses: ${ok}
`,
  ),
  AW224: inContract(
    `paths:
  /notes:
    get: { operationId: listNotes, responses: { '204': {} } }
`,
    `paths:
  /notes:
    get: { operationId: listNotes, responses: { '204': { description: Nothing. } } }
`,
  ),
  AW225: inContract(
    schemas('    Level: { type: string, nullable: true }\n'),
    schemas('    Level: { type: [string, "null"] }\n'),
  ),
  AW226: inContract(
    ticket(''),
    ticket("      x-authwright-errors: { default: { number: 1000, message: '{message}' } }\n"),
  ),
  AW227: inContract(refusals('Problem'), refusals('Fault')),
  AW228: inContract(
    `paths:
  /notes@all:
    get: { operationId: listNotes, responses: ${ok} }
`,
    `paths:
  /notes/all:
    get: { operationId: listNotes, responses: ${ok} }
`,
  ),
  AW229: inContract(
    `servers: [{ url: https://notes.example.org }]
x-authwright: { stages: { dev: {} } }
${operation('')}`,
    `servers: [{ url: https://notes.example.org/v1 }]
x-authwright: { stages: { dev: {} } }
${operation('')}`,
  ),
  AW230: inContract('externalDocs: { url: "the wiki" }\n', 'externalDocs: { url: "https://example.com/wiki" }\n'),
  AW240: inContract(
    schemas('    Views: { type: integer, format: int64 }\n'),
    schemas('    Views: { type: integer, format: int64, minimum: 0, maximum: 9007199254740991 }\n'),
  ),
} as const;
