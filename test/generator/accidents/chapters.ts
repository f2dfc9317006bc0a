import type { Chapter } from './accident.js';
import { disks } from './catalogue/disks.js';
import { edits } from './catalogue/edits.js';
import { flags } from './catalogue/flags.js';
import { folders } from './catalogue/folders.js';
import { interruptions } from './catalogue/interruptions.js';
import { merges, rivals } from './catalogue/merges.js';

/** Every accident there is a test of. */
export const chapters: readonly Chapter[] = [edits, folders, interruptions, rivals, merges, disks, flags];
