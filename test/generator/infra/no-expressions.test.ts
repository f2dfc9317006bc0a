import { ts } from 'ts-morph';
import { expect, test } from 'vitest';
import { readTemplates } from '../../../generator/plan/templates.js';

/**
 * The regular expressions of the infrastructure, by file. They are over names, ids, paths and what a process printed. Code
 * is parsed: a bundler may print it in any way, and renames what it likes.
 */
const allowed: Readonly<Record<string, readonly string[]>> = {
  // Paths of modules, of esbuild's metafile.
  'infra/bundling/bundle.ts': [
    String.raw`/@aws-sdk\/client-([a-z0-9-]+)\/.+\/commands\/(\w+)Command\.js$/`,
    String.raw`/.*node_modules\/((?:@[^/]+\/)?[^/]+)\//`,
  ],
  // Filters of esbuild's plugins, over paths.
  'infra/bundling/lambda.ts': [
    String.raw`/[\\/]@aws-sdk[\\/]credential-provider-node[\\/].*[\\/]index\.js$/`,
    String.raw`/[\\/]@smithy[\\/]core[\\/]dist-es[\\/].*[\\/]fromSharedConfigFiles\.js$/`,
    String.raw`/[\\/]@aws-sdk[\\/][^\\/]+[\\/]package\.json$/`,
    String.raw`/[\\/]@smithy[\\/]core[\\/]dist-es[\\/].*[\\/]HttpProtocol\.js$/`,
    'new RegExp(`^${eventStreams}$`)',
    '/.*/',
  ],
  'infra/bundling/on-demand.ts': [String.raw`/\.[cm]?[jt]s$/`, String.raw`/^\.{1,2}\//`],
  'infra/bundling/without-facts.ts': [String.raw`/\.ts$/`],
  // What a process printed.
  'infra/cli/bundles.ts': [String.raw`/\{"load":.+\}$/`],
  'infra/cli/cdk.ts': ['/bootstrap/i'],
  'infra/cli/deployed.ts': ['/does not exist/'],
  'infra/cli/push-images.ts': ['/^sha256:[0-9a-f]{64}$/m'],
  // Hosts of a contract, paths, and AWS's configuration file.
  'infra/cli/placeholders.ts': [
    String.raw`/(^|\.)(example|invalid|local|localhost|test|example\.(com|net|org))$/`,
    String.raw`/^(0|10|127|192\.168|169\.254|172\.(1[6-9]|2\d|3[01]))(\.\d+){2,3}$/`,
  ],
  'infra/cli/smoke.ts': [String.raw`/\/$/`, String.raw`/\{[^}]*\}/g`],
  'infra/region.ts': [String.raw`/^\s*\[\s*([^\]]*?)\s*\]/`, String.raw`/\s+/g`, String.raw`/^(\w+)\s*=\s*(\S+)/`],
  // Names, ids, routes and texts of a contract.
  'infra/gateway/assertions.ts': [
    String.raw`/^3\.0\.\d+$/`,
    String.raw`/\{([^{}]+)\}/g`,
    String.raw`/\/(paths|securitySchemes|headers|responses|requestTemplates|responseTemplates|responseParameters)$/`,
  ],
  'infra/gateway/document.ts': [String.raw`/\{([^{}]+)\}/g`],
  'infra/gateway/preflight.ts': [String.raw`/["$#\\]/g`],
  'infra/names.ts': [String.raw`/[^\x20-\x7e]/g`],
  'infra/run.mjs': ['/^[a-z]+$/'],
  'infra/stacks/api.ts': ['/^$/'],
  'infra/stacks/function.ts': [String.raw`/[^\x20-\x7e]/g`, '/(?:^|[^A-Za-z0-9]+)([A-Za-z0-9]?)/g'],
  'infra/stacks/images.ts': ['/^sha256:[0-9a-f]{64}$/'],
  'infra/stacks/mail.ts': ['/[^A-Za-z0-9 ]/g'],
  'infra/stacks/rates.ts': ['/[^A-Za-z0-9]+/'],
  // Paths, which become expressions of the firewall.
  'infra/stacks/web-acl.ts': [String.raw`/\{[^}]*\}/`, String.raw`/[.*+?^$()|[\]\\{}]/g`],
};

test('no regular expression of the infrastructure is over code', () => {
  const found = [...readTemplates()]
    .filter(([name]) => name.startsWith('infra/') && /\.m?ts$|\.mjs$/.test(name))
    .map(([name, text]) => [name, expressionsOf(name, text)] as const)
    .filter(([, expressions]) => expressions.length > 0);
  expect(Object.fromEntries(found)).toEqual(allowed);
});

/** Literals, and whatever is done with the constructor. */
function expressionsOf(name: string, text: string): readonly string[] {
  const source = ts.createSourceFile(name, text, ts.ScriptTarget.ESNext, true, ts.ScriptKind.TS);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node)) found.push(node.text);
    if (ts.isIdentifier(node) && node.text === 'RegExp' && !ts.isTypeReferenceNode(node.parent)) {
      found.push(node.parent.getText());
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}
