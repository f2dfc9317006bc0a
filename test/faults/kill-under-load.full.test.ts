import { appendFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { killReport, killUnderLoad } from './kill-under-load.js';

test(
  'a server killed twenty times under load loses nothing that it has acknowledged',
  { timeout: 1_200_000 },
  async () => {
    const kills = await killUnderLoad(20);
    const file = process.env['AUTHWRIGHT_FAULT_TABLE'];
    if (file !== undefined) appendFileSync(file, `${killReport(kills)}\n`);
    expect(kills.flatMap(({ tally }) => tally.surprises)).toEqual([]);
    expect(kills.flatMap(({ broken }) => broken)).toEqual([]);
    expect(kills.reduce((sum, { tally }) => sum + tally.logins, 0)).toBeGreaterThan(20);
  },
);
