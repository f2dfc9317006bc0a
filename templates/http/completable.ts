import type { ErrorShape } from './error-shape.js';

/** An error body whose request id and time may be left to the runtime. */
export type Completable<T, Shape extends ErrorShape> = T extends unknown
  ? { [K in keyof T as K extends Completed<Shape> ? never : K]: T[K] } & {
      [K in keyof T as K extends Completed<Shape> ? K : never]?: T[K];
    }
  : never;

type Completed<Shape extends ErrorShape> = Shape extends { readonly completed: infer Names } ? keyof Names : never;
