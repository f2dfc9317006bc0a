import { diagnostic, type Reporter } from '../../diagnostics/diagnostic.js';
import type { DeclaredTemplate } from '../model/contract.js';
import { isFieldFact, namedFacts, namesFields, type ErrorFact, type ErrorTemplate } from '../model/error-template.js';
import { child, fields, isMapping, items, keyOf, type Cursor } from '../read/cursor.js';
import { meant } from './extension-values.js';

/**
 * `x-authwright-errors`, at the root or an operation: by status, how the backend's own answers fill the schema that is
 * declared for it. A text may hold facts in braces; two braces stand for one.
 */
export function readErrorTemplates(holder: Cursor, reporter: Reporter): readonly DeclaredTemplate[] {
  const entry = child(holder, 'x-authwright-errors');
  if (!entry) return [];
  if (!isMapping(entry.value)) {
    reporter.report(diagnostic('AW302', entry.at, 'x-authwright-errors is a mapping of statuses to bodies'));
    return [];
  }
  return fields(entry).flatMap(([key, body]): DeclaredTemplate[] => {
    const status = key === 'default' ? key : key.toUpperCase();
    if (status !== 'default' && !/^[45](\d\d|XX)$/.test(status)) {
      const text = `"${key}" is no status of errors: write 400 to 599, 4XX, 5XX or default`;
      reporter.report(diagnostic('AW302', keyOf(body), text));
      return [];
    }
    return [{ status, template: readTemplate(body, 'all faults', reporter), at: body.at }];
  });
}

/** What a part of a template is about: a list of one item is about each fault of the request in turn. */
type About = 'all faults' | 'one fault';

function readTemplate(cursor: Cursor, about: About, reporter: Reporter): ErrorTemplate {
  const { value } = cursor;
  if (typeof value === 'string') return readText(value, cursor, about, reporter);
  if (Array.isArray(value)) {
    const parts = items(cursor);
    const read = parts.map((item) => readTemplate(item, parts.length === 1 ? 'one fault' : about, reporter));
    const [only] = read;
    return read.length === 1 && only && namesFields(only)
      ? { kind: 'perField', item: only }
      : { kind: 'list', items: read };
  }
  if (!isMapping(value)) return { kind: 'constant', value };
  return {
    kind: 'object',
    entries: fields(cursor).map(([property, entry]) => ({ property, value: readTemplate(entry, about, reporter) })),
  };
}

type TextPart = string | { readonly fact: ErrorFact };

function readText(text: string, cursor: Cursor, about: About, reporter: Reporter): ErrorTemplate {
  const parts = text.split(/(\{\{|\}\}|\{[A-Za-z]*\})/).flatMap((part, index): TextPart[] => {
    if (index % 2 === 0) return part === '' ? [] : [part];
    if (part === '{{' || part === '}}') return [part.charAt(0)];
    const name = part.slice(1, -1);
    const fact = namedFacts.find((one) => one === name);
    if (fact && isFieldFact(fact) && about === 'all faults') {
      reporter.report(
        diagnostic('AW302', cursor.at, `${part} belongs into a list of one item, which is repeated for each field`),
      );
      return [];
    }
    if (fact) return [{ fact }];
    const message = `{${name}} is no fact of an error; the facts are ${namedFacts.join(', ')}`;
    reporter.report(diagnostic('AW302', cursor.at, message, meant(name, namedFacts)));
    return [];
  });
  const [first] = parts;
  if (parts.length === 1 && first !== undefined && typeof first !== 'string') return { kind: 'fact', fact: first.fact };
  if (parts.every((part) => typeof part === 'string')) return { kind: 'constant', value: parts.join('') };
  return { kind: 'text', parts };
}
