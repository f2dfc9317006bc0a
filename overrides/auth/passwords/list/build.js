/**
 * Makes `leaked-passwords.ts` of a list of leaked passwords: `node overrides/auth/passwords/list/build.js FILE`.
 * README.md beside this file names the source, its licence and what the result holds.
 */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { build } from 'esbuild';

/** Of the source. Its passwords are sorted by how often they were found, the most frequent first. */
const sourceHash = 'eac6323842b3261da0ef4c180c8e23f4d056522ea97c2925b8687f453b40a2be';

/** So many of the most frequent are taken whatever their length, for what people put to them. */
const mostFrequent = 150_000;

/** All from this length on are taken: the contract lets them through as they are. */
const longEnough = 12;

const [source] = process.argv.slice(2);
if (source === undefined) throw new Error('Name the file with the leaked passwords; README.md says where it is from.');
const text = readFileSync(source);
if (createHash('sha256').update(text).digest('hex') !== sourceHash) throw new Error(`${source} is another file.`);

const { listedSpelling, packed } = await load('spellings', 'fingerprints');
const leaked = linesOf(text.toString('utf8')).filter(
  (password, index) => index < mostFrequent || [...password].length >= longEnough,
);
const own = linesOf(readFileSync(new URL('own.txt', import.meta.url), 'utf8'));
const spellings = new Set([...leaked, ...own].flatMap((password) => listedSpelling(password) ?? []));
const base64 = packed(spellings).toString('base64');

writeFileSync(
  new URL('../leaked-passwords.ts', import.meta.url),
  `/**
 * Fingerprints of ${spellings.size} spellings of leaked passwords in base64. Made by \`list/build.js\`; \`list/README.md\` names the
 * source. It imports nothing, so that functions read it as a file of its own, and only when they judge a password.
 */
export const leakedPasswords = \`
${base64.match(/.{1,120}/g)?.join('\n')}
\`;
`,
);
process.stdout.write(`${leaked.length} leaked and ${own.length} more passwords, ${spellings.size} spellings\n`);

/** @param {string} lines */
function linesOf(lines) {
  return lines
    .split('\n')
    .map((line) => line.replace(/\r$/, ''))
    .filter((line) => line !== '' && !line.startsWith('# '));
}

/**
 * The functions that judge passwords, too, so that both agree.
 *
 * @param {string[]} modules
 */
async function load(...modules) {
  const contents = modules.map((module) => `export * from './${module}.js';`).join('\n');
  const resolveDir = new URL('..', import.meta.url).pathname;
  const { outputFiles } = await build({
    stdin: { contents, resolveDir, loader: 'ts' },
    bundle: true,
    write: false,
    platform: 'node',
    format: 'esm',
    tsconfigRaw: '{}',
  });
  return import(`data:text/javascript,${encodeURIComponent(outputFiles[0]?.text ?? '')}`);
}
