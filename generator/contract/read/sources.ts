import { readFileSync, realpathSync } from 'node:fs';
import { dirname, isAbsolute, relative, resolve } from 'node:path';
import { diagnostic, type Location, type Reporter } from '../../diagnostics/diagnostic.js';
import { childPointer } from './pointer.js';
import { reportEndless } from './source-bounds.js';
import { readJsonSource, reportEqualJsonKeys, reportJsonSyntax } from './source-json.js';
import type { SourceDocument } from '../../diagnostics/source-document.js';
import { readYamlSource } from './source-yaml.js';
import { heldBelow, type Held } from './structure.js';

export type { SourceDocument };

/** The contract's files by absolute path; `undefined` for one that could not be read. */
export interface Sources {
  readonly entry: string;
  readonly documents: ReadonlyMap<string, SourceDocument | undefined>;
}

/**
 * Reads a contract and every file it refers to. Positions are computed only when asked for, because a
 * large document without faults never needs one.
 */
export function readSources(entryPath: string, reporter: Reporter): Sources {
  const entry = resolve(entryPath);
  const documents = new Map<string, SourceDocument | undefined>();
  const roots = [dirname(entry), process.cwd()].map(realFolder);
  const waiting: { file: string; from: Location }[] = [{ file: entry, from: { file: entry, pointer: '#' } }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    if (documents.has(next.file)) continue;
    const document = readDocument(next.file, next.from, next.file === entry ? undefined : roots, reporter);
    documents.set(next.file, document);
    if (document) waiting.push(...externalReferences(document));
  }
  return { entry, documents };
}

/** Reads one contract from text instead of a file; files it refers to are not read. */
export function sourcesOfText(file: string, text: string, reporter: Reporter): Sources {
  return { entry: file, documents: new Map([[file, parseSource(file, text, reporter)]]) };
}

/** The file a reference points into, absolute, and the pointer in it; undefined for a URL. */
export function splitReference(reference: string, from: string): { file: string; pointer: string } | undefined {
  const [path = '', fragment = ''] = reference.split('#', 2);
  if (/^[a-z][a-z0-9+.-]+:/i.test(path) || path.startsWith('//')) return undefined;
  return { file: path === '' ? from : resolve(dirname(from), decodePath(path)), pointer: `#${fragment}` };
}

function readDocument(
  file: string,
  from: Location,
  roots: readonly string[] | undefined,
  reporter: Reporter,
): SourceDocument | undefined {
  try {
    if (roots && !roots.some((root) => isInside(root, realpathSync(file)))) {
      reporter.report(
        diagnostic('AW105', from, `${file} lies outside of the contract's folder and the working folder`),
      );
      return undefined;
    }
    return parseSource(file, readFileSync(file, 'utf8'), reporter);
  } catch (error) {
    if (roots && !roots.some((root) => isInside(root, file))) {
      reporter.report(
        diagnostic('AW105', from, `${file} lies outside of the contract's folder and the working folder`),
      );
      return undefined;
    }
    const reason = (error as NodeJS.ErrnoException).code ?? String(error);
    reporter.report(diagnostic('AW101', from, `cannot read ${file} (${reason})`));
    return undefined;
  }
}

/** Reads a text as JSON where it looks like it, else as YAML, of which JSON in a looser style is a part. */
function parseSource(file: string, text: string, reporter: Reporter): SourceDocument | undefined {
  const source = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const looksLikeJson = /^\s*[{[]/.test(source);
  const json = looksLikeJson ? readJsonSource(file, source) : undefined;
  if (looksLikeJson && !json && file.endsWith('.json')) {
    reportJsonSyntax(file, source, reporter);
    return undefined;
  }
  const document = json ?? readYamlSource(file, source, reporter);
  if (!document || reportEndless(document, reporter)) return undefined;
  if (json) reportEqualJsonKeys(json, reporter);
  return document;
}

/** Every `$ref` into another file, wherever it stands; whether it is meant as one is decided when it is followed. */
function externalReferences(document: SourceDocument): { file: string; from: Location }[] {
  const found: { file: string; from: Location }[] = [];
  // YAML aliases let one value stand in several places; once is enough.
  const seen = new Set<object>();
  const walk = (value: unknown, pointer: string, holds: Held): void => {
    if (typeof value !== 'object' || value === null || holds === 'data' || seen.has(value)) return;
    seen.add(value);
    for (const [key, child] of Object.entries(value)) {
      const place = childPointer(pointer, key);
      if (key === '$ref' && typeof child === 'string' && !child.startsWith('#')) {
        const target = splitReference(child, document.file);
        if (target) found.push({ file: target.file, from: { file: document.file, pointer: place } });
      } else if (key === 'mapping' && holds === 'structure') found.push(...mappedFiles(child, document.file, place));
      else walk(child, place, holds === 'names' ? 'structure' : heldBelow(key, child));
    }
  };
  walk(document.data, '#', 'structure');
  return found;
}

/** The files that a discriminator maps to. Its values are names of components as well, which no ending tells apart. */
function mappedFiles(mapping: unknown, file: string, pointer: string): { file: string; from: Location }[] {
  return Object.entries(mapping ?? {}).flatMap(([key, value]) => {
    const isFile = typeof value === 'string' && /\.(ya?ml|json)(#|$)/i.test(value);
    const target = isFile ? splitReference(value, file) : undefined;
    return target ? [{ file: target.file, from: { file, pointer: childPointer(pointer, key) } }] : [];
  });
}

function isInside(folder: string, file: string): boolean {
  const path = relative(folder, file);
  return path !== '' && !path.startsWith('..') && !isAbsolute(path);
}

function realFolder(folder: string): string {
  try {
    return realpathSync(folder);
  } catch {
    return folder;
  }
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
