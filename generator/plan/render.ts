import Handlebars from 'handlebars';
import type { CodeSymbol, Fragment } from '../encode/code.js';
import type { View, ViewValue } from '../encode/view.js';
import { createImports, type Imports } from './imports.js';

/** The text of a template by its path below the templates folder, or undefined. */
export type Templates = (name: string) => string | undefined;

const importsPlace = '/*__imports__*/';

/** A printed file, and the emitted files that it imports by symbols. */
export interface Printed {
  readonly text: string;
  readonly imports: readonly string[];
}

/** Prints a file from its template. */
export type Render = (template: string, view: View, file: string, declared?: readonly string[]) => Printed;

/**
 * Makes the renderer of a set of templates. Only fragments and symbols print; a bare string in a template throws,
 * so no text of a contract can reach a file without its encoder.
 */
export function createRender(templates: Templates): Render {
  return (template, view, file, declared = []) => {
    const source = templates(template);
    if (source === undefined) throw new Error(`no template is called ${template}`);
    const print = compiledTemplate(template, source);
    const imports = createImports(file, declared);
    const text = print({ ...(printable(view, imports, template) as object), imports: { toHTML: () => importsPlace } });
    return { text: text.replace(importsPlace, () => imports.statements()), imports: imports.files() };
  };
}

const handlebars = Handlebars.create();
/** By source: a process that plans again has compiled most templates before. */
const compiled = new Map<string, HandlebarsTemplateDelegate>();

function compiledTemplate(template: string, source: string): HandlebarsTemplateDelegate {
  const known = compiled.get(source);
  if (known) return known;
  if (/\{\{\{|\{\{~?&/.test(source)) throw new Error(`${template}: raw interpolation is not allowed`);
  const print = handlebars.compile(source, {
    strict: true,
    knownHelpersOnly: true,
    knownHelpers: {},
    preventIndent: true,
  });
  compiled.set(source, print);
  return print;
}

/** Handlebars prints a value through `toHTML` where it has one; that is the seam that keeps bare strings out. */
function printable(value: ViewValue, imports: Imports, template: string): unknown {
  if (typeof value === 'string') {
    return {
      toHTML: () => {
        throw new Error(`${template}: a bare string would be printed: ${JSON.stringify(value)}`);
      },
    };
  }
  if (typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map((item: ViewValue) => printable(item, imports, template));
  if (isFragment(value)) {
    const text = (): string =>
      value.parts.map((part) => (typeof part === 'string' ? part : imports.use(part))).join('');
    return value.parts.every((part) => part === '') ? undefined : { toHTML: text };
  }
  if (isSymbol(value)) return { toHTML: () => imports.use(value) };
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, printable(item as ViewValue, imports, template)]),
  );
}

function isFragment(value: object): value is Fragment {
  return 'kind' in value && value.kind === 'fragment';
}

function isSymbol(value: object): value is CodeSymbol {
  return 'kind' in value && value.kind === 'symbol';
}
