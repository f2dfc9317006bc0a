import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { handlersOf, loadInfra, type Resource } from '../../support/infra.js';
import { authwright, compile, temporaryProject, type TemporaryProject } from '../../support/project.js';

/** A contract with one GET, and nothing that says who may call it. */
const contract = `openapi: 3.1.0
info: { title: Echo, version: 1.0.0 }
paths:
  /ping:
    get:
      operationId: ping
      responses:
        '200':
          description: Here.
          content:
            application/json:
              schema: { type: object, required: [here], properties: { here: { type: boolean } } }
`;
const service = `import type { PingService } from '../../../generated/operations/ping/service.js';
export const ping: PingService = async () => ({ status: 200, body: { here: true } });
`;

type Asker = { readonly contract: string } | { readonly override: string } | { readonly file: string };
interface Report {
  readonly families: readonly {
    readonly name: string;
    readonly askedForBy: readonly Asker[];
    readonly files: readonly { readonly path: string; readonly askedForBy: Asker }[];
  }[];
}

let project: TemporaryProject;
let report: Report;
beforeAll(async () => {
  project = temporaryProject('one-get');
  project.write('contract/openapi.yaml', contract);
  project.write('overrides/operations/ping/service.ts', service);
  const { code, stdout } = await authwright(project.folder, 'generate', '--json');
  expect(code).toBe(0);
  report = JSON.parse(stdout) as Report;
});
afterAll(() => project.remove());

/** Words of authentication and of what only it needs. */
const words =
  /cognito|user.?pool|passw|log.?in(?!g)|log.?out|sign.?(?:in|up|out)|mfa|totp|captcha|e.?mail|session|regist(?:er|ration)|enumeration|threat|verif|\breset|refresh|account.?recovery|client.?secret/gi;

/** Where such a word is one of HTTP, JSON Schema, AWS or its tools. */
const exceptions: Readonly<Record<string, string>> = {
  'http/messages.ts: email': 'a format of JSON Schema',
  'infra/README.md: Sign in': "signing in to the AWS CLI, as the deployer's first step",
  'infra/README.md: login': '`aws sso login`',
  'infra/README.md: email': 'the address of a subscription to alarms, x-authwright.alarms.email',
  'infra/model.ts: email': 'the same address',
  'infra/cli/plan.ts: Sign in': 'the same step',
  'infra/cli/plan.ts: login': 'the same command',
  'infra/cli/preflight.ts: Sign in': 'the same step',
  'infra/cli/preflight.ts: login': 'the same command',
  'infra/cli/preflight.ts: email': "SES's word for an identity",
  'infra/cli/preflight.ts: e.mail': 'the sandbox that SES keeps mail in, as a property of a stage',
  'infra/cli/preflight.ts: e mail': 'the same property, in the words of a message',
  'infra/cli/preflight.ts: verified': "SES's word for an address that it may send to",
  'infra/cli/template-changes.ts: AWS::Cognito::UserPool': "a row of the table of AWS's types that hold data",
  'infra/cli/template-changes.ts: UserPoolName': 'its property',
  'infra/cli/template-changes.ts: users and their passwords': 'what it holds',
  'infra/cli/template-faults.ts: AWS::Cognito::UserPool': "a row of the table of AWS's types that can be protected",
  'infra/stacks/observability.ts: Email': "SNS's protocol of that name, and that address",
};

test('no word of authentication is in what is emitted', () => {
  const found = [...project.files('generated')].flatMap(([path, text]) =>
    [...text.matchAll(words)].map(([word]) => `${path}: ${word}`),
  );
  const unexpected = found.filter((one) => !isException(one));
  expect(unexpected).toEqual([]);
});

function isException(found: string): boolean {
  const [path = '', word = ''] = found.split(': ');
  return Object.keys(exceptions).some((one) => {
    const [file = '', text = ''] = one.split(': ');
    return file === path && text.toLowerCase().includes(word.toLowerCase());
  });
}

test('nothing is emitted for a pool, tables, queues, mail, entities, jobs, authorizers or limits', () => {
  const paths = [...project.files('generated').keys()];
  const parts = paths.filter((path) =>
    /infra\/stacks\/(?:user-pool|tables|queues|mail|data-key|secrets|jobs|authorizers|denying|captcha|rates|domain|images)/.test(
      path,
    ),
  );
  expect(parts).toEqual([]);
  expect(paths.filter((path) => /^infra\/(?:(?:permissions\/)?entities|cli\/push-images)\.ts$/.test(path))).toEqual([]);
  const runtime =
    /^(?:entities|jobs|security|schemas)\/|^http\/(?:rate-|dynamodb|authorizer|jobs|secret)|services\/|workflows\//;
  expect(paths.filter((path) => runtime.test(path))).toEqual([]);
  expect(project.read('generated/infra/parts.ts')).toContain('export const parts = {};');
  expect(project.read('generated/infra/permissions/services.ts')).toContain('CommandRules[] = [];');
});

test('every file says what asked for it: a place that the contract has, an override, or a file that imports it', () => {
  const document = parse(contract) as unknown;
  const files = report.families.flatMap((family) => family.files);
  expect(files.map(({ path }) => path).sort()).toEqual([...project.files('generated').keys()].sort());
  const known = new Map(files.map(({ path, askedForBy }) => [path, askedForBy]));
  for (const [path, asker] of known) {
    if ('file' in asker) expect(known.has(asker.file), `${path} for ${asker.file}`).toBe(true);
    else if ('override' in asker) expect(existsSync(project.path('overrides', asker.override)), path).toBe(true);
    else expect(at(document, asker.contract), `${path} for ${asker.contract}`).toBeDefined();
  }
  for (const { name, askedForBy } of report.families) {
    expect(askedForBy.length, name).toBeGreaterThan(0);
    expect(
      askedForBy.every((asker) => !('file' in asker)),
      name,
    ).toBe(true);
  }
});

/** What stands at a JSON pointer. */
function at(document: unknown, pointer: string): unknown {
  const keys = pointer.split('/').slice(1);
  return keys.reduce<unknown>(
    (value, key) => (value as Record<string, unknown> | undefined)?.[key.replaceAll('~1', '/').replaceAll('~0', '~')],
    document,
  );
}

test('it compiles', async () => {
  expect(await compile(project.folder)).toBe('');
});

test('it is synthesised, without pool, table, queue and mail', async () => {
  process.env['CDK_VALIDATION'] = 'false';
  const infra = await loadInfra(project.folder, project.folder);
  const handlers = await handlersOf(infra, project.folder, project.folder);
  infra.createApp({ stage: infra.createPreview('eu-central-1'), handlers, outdir: project.path('out') }).app.synth();
  const types = infra.templateSizes(project.path('out')).flatMap(({ stack }) => {
    const text = readFileSync(project.path('out', `${stack}.template.json`), 'utf8');
    const { Resources } = JSON.parse(text) as { Resources: Readonly<Record<string, Resource>> };
    return Object.values(Resources).map(({ Type }) => Type);
  });
  expect([...new Set(types)].filter((type) => /Cognito|DynamoDB|SQS|SES|SecretsManager|Events/.test(type))).toEqual([]);
  expect(types.filter((type) => type === 'AWS::KMS::Key')).toHaveLength(1);
  expect(types.filter((type) => type === 'AWS::WAFv2::WebACL')).toHaveLength(1);
  expect(types.filter((type) => type === 'AWS::Lambda::Function')).toHaveLength(1);
});
