import { inContract, inOperation } from './example.js';

/** A contract with an entity whose partition key is this template. */
const entity = (pk: string): string => `x-authwright:
  entities:
    Note:
      type: object
      required: [noteId]
      properties: { noteId: { type: string } }
      x-authwright-entity: { name: Note, pk: '${pk}', sk: NOTE }
`;

const ok = `{ '200': { description: OK. } }`;

/** Two operations of these names. */
const operations = (first: string, second: string): string => `paths:
  /notes:
    get: { operationId: ${first}, responses: ${ok} }
  /memos:
    get: { operationId: ${second}, responses: ${ok} }
`;

/** 3xx: vendor extensions; 4xx: names. */
export const extensions = {
  AW301: inOperation('      x-authwright-lamda: { memory: 512 }\n', '      x-authwright-lambda: { memory: 512 }\n'),
  AW302: inOperation('      x-authwright-lambda: { memory: much }\n', '      x-authwright-lambda: { memory: 512 }\n'),
  AW303: inOperation(
    '      x-authwright-repository: [Memo]\n',
    '      x-authwright-repository: [Note]\n',
    entity('NOTE#{noteId}'),
  ),
  AW304: inContract(entity('NOTE#{id}'), entity('NOTE#{noteId}')),
  AW305: inContract(
    'x-authwright:\n  settings: { pageSize: 20 }\n  stages: { local: { settings: { pagSize: 50 } } }\n',
    'x-authwright:\n  settings: { pageSize: 20 }\n  stages: { local: { settings: { pageSize: 50 } } }\n',
  ),
  AW306: inOperation(
    '      x-authwright-rate-limit: { key: [body.email], attempts: 5, window: 60 }\n',
    '      x-authwright-rate-limit: { key: [address], attempts: 5, window: 60 }\n',
  ),
  AW307: inOperation(
    '      x-authwright-repository: { Note: [creat] }\n',
    '      x-authwright-repository: { Note: [create] }\n',
    entity('NOTE#{noteId}'),
  ),
  AW308: inContract(
    'x-authwright:\n  settings: { pageSize: 20 }\n  settingsSchema: { properties: { pageSize: { maximum: 10 } } }\n',
    'x-authwright:\n  settings: { pageSize: 10 }\n  settingsSchema: { properties: { pageSize: { maximum: 10 } } }\n',
  ),
  AW401: inContract(operations('list-notes', 'listNotes'), operations('listNotes', 'listMemos')),
  AW402: inContract(operations('listNOTES', 'listNotes'), operations('listNotes', 'listMemos')),
  AW403: inContract(operations("'--'", 'listNotes'), operations('listMemos', 'listNotes')),
} as const;
