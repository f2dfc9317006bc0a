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

${sections.join('\n')}
## JSON

With \`--json\`, commands print their diagnostics as a list, errors first, then by file and place. Fields may be added; none goes or changes its meaning.

| field | type | meaning |
| --- | --- | --- |
| code | string | as above |
| severity | \`error\` or \`warning\` | |
| title | string | as above |
| message | string | what is wrong here, naming names |
| file | string | relative to the working folder, with \`/\` |
| line, column | integer | count from 1; 1 and 1 where the whole file is meant |
| pointer | string | JSON pointer in the file of the contract, or of what an override belongs to; \`#\` for the whole |
| expected, actual | string, optional | of a compiler error: the two types |
| cause | string | as above |
| fix | string | what to do, here |
| related | list of message, file, line, column | other places that belong to it |
`;
}

function row(code: DiagnosticCode): string {
  const { severity, title, cause, fix } = catalogue[code];
  return `| ${code} | ${severity} | ${cell(title)} | ${cell(cause)} | ${cell(fix)} |`;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('<', '&lt;');
}
