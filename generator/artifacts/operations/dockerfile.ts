import { trusted } from '../../encode/code.js';
import type { Artifact } from '../artifact.js';
import type { OperationInput } from './input.js';

/** `Dockerfile`: the image of the operation's function, where functions are packed as images. */
export function emitDockerfile({ contract, operation }: OperationInput): readonly Artifact[] {
  if (contract.packaging !== 'image') return [];
  return [
    {
      path: `operations/${operation.names.file}/Dockerfile`,
      template: 'operations/[operation-id]/Dockerfile.hbs',
      view: { file: trusted(operation.names.file) },
      declared: [],
      pointer: operation.pointer,
      slots: [],
    },
  ];
}
