import { afterAll, test } from 'vitest';
import { motoCredentials, startMoto } from '../support/moto.js';
import { reportSkip } from '../support/skips.js';
import { remote } from './subjects/remote.js';
import { conformance } from './suite.js';

const moto = await startMoto();

if (moto) {
  afterAll(() => moto.stop());
  conformance(remote({ name: 'moto', endpoint: moto.endpoint, region: 'eu-central-1', credentials: motoCredentials }));
} else {
  test('moto is not here, and is skipped', ({ skip }) => {
    reportSkip('conformance of moto', 'moto_server (pip install "moto[server]") on the path');
    skip();
  });
}
