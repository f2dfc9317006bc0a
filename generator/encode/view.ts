import type { CodeSymbol, Fragment } from './code.js';

/** What a template may be given: encoded code, plain facts to decide by, and lists and records of these. */
export type View = { readonly [key: string]: ViewValue };
export type ViewValue = Fragment | CodeSymbol | View | readonly ViewValue[] | string | number | boolean | undefined;
