import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import type { Message } from '../../../generator/aws-local/sqs/queue.js';
import { openQueueStore } from '../../../generator/aws-local/sqs/store.js';

const disk = vi.hoisted(() => ({ isFull: false, isHeld: false }));
vi.mock('node:fs', async (original) => {
  const fs = await original<typeof import('node:fs')>();
  return {
    ...fs,
    appendFileSync(file: string, text: string, options: object) {
      fs.appendFileSync(file, disk.isFull ? text.slice(0, text.length / 2) : text, options);
      if (disk.isFull) throw new Error('ENOSPC');
    },
    renameSync(from: string, to: string) {
      if (disk.isHeld) throw new Error('EPERM');
      fs.renameSync(from, to);
    },
  };
});

const directory = mkdtempSync(join(tmpdir(), 'authwright-sqs-disk-'));
afterEach(() => {
  Object.assign(disk, { isFull: false, isHeld: false });
  rmSync(directory, { recursive: true, force: true });
});

function message(id: string): Message {
  return { id, body: id, sentAt: 0, receiveCount: 0 };
}

function waiting(): readonly string[] {
  return openQueueStore('mail', directory).earlier?.waiting.map(({ id }) => id) ?? [];
}

test('a message that did not fit on the disk takes none of the later ones with it', () => {
  const { keep } = openQueueStore('mail', directory);
  keep([{ waits: message('before') }]);
  disk.isFull = true;
  expect(() => keep([{ waits: message('refused') }])).toThrow('ENOSPC');
  disk.isFull = false;
  keep([{ waits: message('after') }]);
  expect(waiting()).toEqual(['before', 'after']);
});

test('a file that cannot be made shorter goes on being written', () => {
  const { keep } = openQueueStore('mail', directory);
  disk.isHeld = true;
  for (let index = 0; index < 1_100; index += 1) keep([{ waits: message('again') }]);
  disk.isHeld = false;
  keep([{ waits: message('last') }]);
  expect(readFileSync(join(directory, 'mail.jsonl'), 'utf8').split('\n')).toHaveLength(2);
  expect(waiting()).toEqual(['again', 'last']);
});
