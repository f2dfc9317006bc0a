import { closest } from '../contract/resolve/references.js';
import { catalogue, type DiagnosticCode } from '../diagnostics/catalogue.js';
import { examples, type ExampleFiles } from '../diagnostics/examples/index.js';
import type { RunOptions } from '../plan/run.js';
import { explainOperation } from './explain-operation.js';
import { exitCodes, printJson, type Io } from './io.js';

/** What `explain` is asked about. */
export interface ExplainOptions extends RunOptions {
  /** The code of a diagnostic, or an operationId; all codes when it is left out. */
  readonly subject: string | undefined;
  readonly json: boolean;
}

/** Explains a diagnostic or an operation. Returns the exit code. */
export async function explain(options: ExplainOptions, io: Io): Promise<number> {
  const { subject, json } = options;
  if (subject === undefined) return listCodes(io, json);
  const code = subject.toUpperCase();
  if (!/^AW\d+$/.test(code)) return explainOperation({ ...options, subject }, io);
  if (!isCode(code)) return unknownCode(code, io, json);
  if (json) printJson(io, { code, ...catalogue[code], ...examples[code] });
  else io.out(codeText(code));
  return exitCodes.done;
}

function isCode(code: string): code is DiagnosticCode {
  return Object.hasOwn(catalogue, code);
}

const codes = Object.keys(catalogue).sort() as DiagnosticCode[];

function listCodes(io: Io, json: boolean): number {
  if (json) printJson(io, { codes: codes.map((code) => ({ code, ...catalogue[code] })) });
  else
    for (const code of codes) {
      const { severity, title } = catalogue[code];
      io.out(`${code}  ${severity.padEnd(7)}  ${title}\n`);
    }
  return exitCodes.done;
}

function unknownCode(code: string, io: Io, json: boolean): number {
  const close = closest(code, codes);
  const message = `No diagnostic has the code ${code}.`;
  const hint = close === undefined ? '' : ` Did you mean ${close}?`;
  if (json) printJson(io, { ok: false, message: `${message}${hint}` });
  else io.err(`${message}${hint} "authwright explain" lists them.\n`);
  return exitCodes.failed;
}

/** All that is known of a code, as `explain` prints it. */
function codeText(code: DiagnosticCode): string {
  const { severity, title, cause, fix } = catalogue[code];
  const { bad, good } = examples[code];
  return `${code} ${title} (${severity})

Cause: ${cause}
Fix:   ${fix}

Reported of:
${filesText(bad)}
Not of:
${filesText(good)}`;
}

/** Files with their names above them, indented. */
export function filesText(files: ExampleFiles): string {
  const texts = Object.entries(files).map(([path, content]) => {
    const text = typeof content === 'string' ? content : `-> ${content.linkTo}\n`;
    return `  ${path}\n${text.replaceAll(/^(?=.)/gm, '    ')}`;
  });
  return texts.length === 0 ? '  (no file)\n' : texts.join('');
}
