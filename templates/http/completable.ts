import type { CompletedProperty } from './error-shapes.js';

/** An error body whose request id and time may be left to the runtime. */
export type Completable<T> = T extends unknown
  ? { [K in keyof T as K extends CompletedProperty ? never : K]: T[K] } & {
      [K in keyof T as K extends CompletedProperty ? K : never]?: T[K];
    }
  : never;
