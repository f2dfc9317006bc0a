import type { PushImages } from './model.js';

/** Builds and pushes the images of the functions; undefined where they are packed as zip files. */
export const pushImages: PushImages | undefined = undefined;
