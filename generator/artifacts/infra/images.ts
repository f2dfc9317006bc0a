import type { Contract } from '../../contract/model/contract.js';
import { code, symbol, trusted, typeSymbol } from '../../encode/code.js';
import type { Artifact } from '../artifact.js';

/** `infra/images.ts`: what pushes the images of functions, where they are packed as images. */
export function emitImages({ packaging }: Contract): Artifact {
  const pushes = packaging === 'image';
  return {
    path: 'infra/images.ts',
    template: 'infra/images.ts.hbs',
    view: {
      PushImages: typeSymbol('PushImages', './infra/model'),
      pushImages: pushes ? code`${symbol('pushImages', './infra/cli/push-images', 'push')}` : trusted('undefined'),
    },
    declared: ['pushImages'],
    onlyIfImported: true,
    pointer: '#/paths',
    slots: [],
  };
}
