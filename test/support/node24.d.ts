/** The path of a Node.js 24, or why there is none. */
export function node24():
  | { readonly path: string; readonly reason?: never }
  | { readonly path?: never; readonly reason: string };
