import { catalogue, type DiagnosticCode } from './catalogue.js';

const chapters: Readonly<Record<string, string>> = {
  1: 'Reading files',
  2: 'The OpenAPI document',
  3: 'Vendor extensions',
  4: 'Names',
  5: 'Overrides',
};

/** The page that lists every diagnostic, in Markdown. */
export function cataloguePage(): string {
  const codes = Object.keys(catalogue).sort() as DiagnosticCode[];
  const groups = [...new Set(codes.map((code) => code.charAt(2)))];
  const sections = groups.map((group) => {
    const rows = codes.filter((code) => code.charAt(2) === group).map(row);
    return `## ${group}xx ${chapters[group] ?? 'Others'}\n\n| code | severity | title | cause | fix |\n| --- | --- | --- | --- | --- |\n${rows.join('\n')}\n`;
  });
  return `# Diagnostics

Everything the tool can complain of. An error stops the run (exit code 2), a warning does not. \`authwright explain CODE\` shows an example of each. This page is made of \`catalogue.ts\`; a test keeps it so.

${sections.join('\n')}`;
}

function row(code: DiagnosticCode): string {
  const { severity, title, cause, fix } = catalogue[code];
  return `| ${code} | ${severity} | ${cell(title)} | ${cell(cause)} | ${cell(fix)} |`;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('<', '&lt;');
}
