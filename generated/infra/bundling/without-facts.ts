import { readFileSync } from 'node:fs';
import { sep } from 'node:path';
import { parse, type Function as FunctionNode } from 'acorn';
import { full } from 'acorn-walk';
import { transform, type Plugin } from 'esbuild';
import { directiveOf, factPrefix } from './directives.js';

/**
 * Leaves the facts of functions, emitted or hand-written, out of what is deployed: they have been read off a build of its own by then, and
 * a cold start has no use for them. Spaces take their place, so that positions, and with them source maps, stay.
 *
 * @param project the folder of the emitted and the hand-written code
 */
export function withoutFacts(project: string): Plugin {
  return {
    name: 'without-facts',
    setup(context) {
      context.onLoad({ filter: /\.ts$/ }, async ({ path }) => {
        const isOwn = path.startsWith(project + sep) && !path.includes(`${sep}node_modules${sep}`);
        const text = isOwn ? readFileSync(path, 'utf8') : '';
        if (!text.includes(factPrefix)) return undefined;
        const sourcemap = 'inline';
        const { code } = await transform(text, { loader: 'ts', sourcefile: path, sourcemap, tsconfigRaw: '{}' });
        return { contents: blanked(code), loader: 'js' };
      });
    },
  };
}

function blanked(code: string): string {
  // In UTF-16 units, as the parser counts.
  const characters = code.split('');
  full(parse(code, { ecmaVersion: 'latest', sourceType: 'module' }), (node) => {
    if (!('body' in node) || !('params' in node)) return;
    const found = directiveOf(node as FunctionNode);
    if (found) characters.fill(' ', found.statement.start, found.statement.end);
  });
  return characters.join('');
}
