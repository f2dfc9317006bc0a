import { inContract, schemas } from './example.js';

/** 1xx: reading files. */
export const reading = {
  AW101: inContract(schemas(`    Note: { $ref: './note.yaml' }\n`), schemas(`    Note: { $ref: './note.yaml' }\n`), {
    'contract/note.yaml': 'type: string\n',
  }),
  AW102: inContract('info: { title: Notes, version: 1.0.0\n', 'info: { title: Notes, version: 1.0.0 }\n'),
  AW103: inContract(
    'info:\n  title: Notes\n  version: 1.0.0\n  title: My notes\n',
    'info:\n  title: My notes\n  version: 1.0.0\n',
  ),
  AW104: inContract(
    schemas(`    Notes: { type: array, items: { $ref: '#/components/schemas/Nte' } }\n    Note: { type: string }\n`),
    schemas(`    Notes: { type: array, items: { $ref: '#/components/schemas/Note' } }\n    Note: { type: string }\n`),
  ),
  AW105: inContract(
    schemas(`    Note: { $ref: 'https://example.com/note.yaml' }\n`),
    schemas(`    Note: { $ref: './note.yaml' }\n`),
    { 'contract/note.yaml': 'type: string\n' },
  ),
  AW106: inContract(
    schemas(`    Note: { $ref: '#/components/schemas/Memo' }\n    Memo: { $ref: '#/components/schemas/Note' }\n`),
    schemas(`    Note: { $ref: '#/components/schemas/Memo' }\n    Memo: { type: string }\n`),
  ),
  AW107: inContract(
    'x-samples: &samples\n  more: *samples\n',
    'x-sample: &sample\n  text: Hello\nx-samples:\n  more: *sample\n',
  ),
} as const;
