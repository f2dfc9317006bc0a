/**
 * A process that writes versions of a few files into a folder, one after the other, without end: what a test kills at
 * any moment. It runs the compiled code, each change of the disk taking a moment, so that a kill seldom misses.
 */
import { writeSync } from 'node:fs';
import { compareFolder } from '../../../dist/write/compare.js';
import { nodeFileSystem } from '../../../dist/write/file-system.js';
import { openSession, rollForward } from '../../../dist/write/session.js';
import { writeFolder } from '../../../dist/write/write.js';

const [out, plans] = [process.argv[2], JSON.parse(process.argv[3])];

// Whoever reads along knows how far it is.
const slowly = (action) => {
  writeSync(1, '.');
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2);
  action();
};
const fileSystem = {
  ...nodeFileSystem,
  create: (...args) => slowly(() => nodeFileSystem.create(...args)),
  rename: (...args) => slowly(() => nodeFileSystem.rename(...args)),
  remove: (...args) => slowly(() => nodeFileSystem.remove(...args)),
};

const toPlan = (files) => ({ files: new Map(files.map(([path, content]) => [path, { content }])) });

for (let round = 0; ; round += 1) {
  const session = await openSession(out, { limitMs: 20_000, everyMs: 1, onWait: () => undefined }, fileSystem);
  rollForward(out, fileSystem);
  const plan = toPlan(plans[round % plans.length]);
  writeFolder(out, compareFolder(out, plan, { fileSystem }), false, fileSystem);
  session.close();
}
