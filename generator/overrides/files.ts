import { isUtf8 } from 'node:buffer';
import { lstatSync, readFileSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';
import { diagnostic, type Reporter } from '../diagnostics/diagnostic.js';

/** The hand-written files, by their path below the overrides folder (with `/`), sorted. */
export interface OverrideFiles {
  /** Absolute. */
  readonly folder: string;
  readonly files: ReadonlyMap<string, string>;
  /** Files of other languages that a bundler may take for the TypeScript file beside them; their text is not read. */
  readonly others: readonly string[];
}

const read = /\.(ts|hbs|md)$/;
const modules = /\.([cm]?jsx?|tsx|[cm]ts)$/;

/**
 * Reads every TypeScript, template and text file below the folder. A missing folder is an empty one. What cannot be
 * read is reported and left out: an override that is there and not seen would be served as 501.
 */
export function readOverrideFiles(folderPath: string, reporter: Reporter): OverrideFiles {
  const folder = resolve(folderPath);
  const names = listFolder(folder, '', reporter, true)
    .filter((name) => read.test(name) || modules.test(name))
    .sort();
  const files = new Map<string, string>();
  for (const name of names.filter((one) => read.test(one))) {
    const text = readText(folder, name, reporter);
    if (text !== undefined) files.set(name, text);
  }
  return { folder, files, others: names.filter((name) => !read.test(name)) };
}

/** The text without its byte order mark, so that columns count what an editor shows. */
export function withoutMark(text: string): string {
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}

function listFolder(folder: string, below: string, reporter: Reporter, mayBeMissing = false): string[] {
  const path = join(folder, below);
  let entries;
  try {
    entries = readdirSync(path, { withFileTypes: true });
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code;
    if (reason !== 'ENOENT' || !mayBeMissing) reportUnreadable(path, below || 'the overrides folder', reason, reporter);
    return [];
  }
  return entries
    .filter(({ name }) => name !== 'node_modules' && name !== '.git')
    .flatMap((entry) => {
      const name = below === '' ? entry.name : `${below}/${entry.name}`;
      if (entry.isDirectory()) return listFolder(folder, name, reporter);
      if (entry.isSymbolicLink() && !isUsableLink(folder, name, reporter)) return [];
      return [name];
    });
}

/** A link to a file inside of the folder is a file; every other link is reported, because what it fills is not seen. */
function isUsableLink(folder: string, name: string, reporter: Reporter): boolean {
  const path = join(folder, name);
  let target: string;
  try {
    target = realpathSync(path);
  } catch {
    if (read.test(name)) reportUnreadable(path, name, 'a link that leads nowhere', reporter);
    return false;
  }
  const isFolder = statSync(target).isDirectory();
  if (!isFolder && !read.test(name) && !modules.test(name)) return false;
  const outside = !target.startsWith(realpathSync(folder) + sep);
  if (!outside && !isFolder) return true;
  reporter.report(
    diagnostic(
      'AW507',
      { file: path, pointer: '#' },
      outside ? `${name} is a link that leads out of the overrides folder` : `${name} is a link to another folder`,
    ),
  );
  return false;
}

function readText(folder: string, name: string, reporter: Reporter): string | undefined {
  const path = join(folder, name);
  try {
    if (!statSync(path).isFile()) {
      reportUnreadable(path, name, 'no regular file', reporter);
      return undefined;
    }
    const bytes = readFileSync(path);
    if (isUtf8(bytes)) return withoutMark(bytes.toString('utf8'));
    reportUnreadable(path, name, 'not UTF-8', reporter);
  } catch (error) {
    reportUnreadable(path, name, (error as NodeJS.ErrnoException).code, reporter);
  }
  return undefined;
}

function reportUnreadable(path: string, name: string, reason: string | undefined, reporter: Reporter): void {
  const kind = lstatSync(path, { throwIfNoEntry: false })?.isDirectory() ? 'folder' : 'file';
  const fix =
    reason === 'not UTF-8'
      ? { fix: 'Save the file as UTF-8.' }
      : { fix: `Put a readable ${kind} there, or remove it.` };
  reporter.report(
    diagnostic('AW101', { file: path, pointer: '#' }, `cannot read ${name} (${reason ?? 'unknown reason'})`, fix),
  );
}
