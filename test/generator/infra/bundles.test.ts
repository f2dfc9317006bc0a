import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, resolve } from 'node:path';
import type { APIGatewayProxyResult } from 'aws-lambda';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type * as Bundling from '../../../generated/infra/bundling/bundle.js';
import type { TemporaryProject } from '../../support/project.js';
import { goals, goalsProject } from './goals.js';

const projects: TemporaryProject[] = [];
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  projects.splice(0).forEach((project) => project.remove());
});

const entry = 'operations/get-goal';

async function bundlesOf(project: TemporaryProject, entries: readonly string[]) {
  projects.push(project);
  const { bundleFunctions } = (await import(project.path('generated/infra/bundling/bundle.ts'))) as typeof Bundling;
  const folders = { project: project.folder, emitted: project.path('generated') };
  return bundleFunctions(project.path('bundles'), folders, entries);
}

/** The bundle of a public `getGoal`: its text, the status that it answers with, and what it logs then. */
async function bundled(service: string, files: Readonly<Record<string, string>> = {}) {
  const project = await goalsProject(service, { ...goals, security: [] });
  for (const [path, text] of Object.entries(files)) project.write(path, text);
  const bundles = await bundlesOf(project, [entry]);
  const file = resolve(bundles.get(entry)?.folder ?? '', 'handler.js');
  const lines: string[] = [];
  const status = async (): Promise<number> => {
    vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => lines.push(String(chunk)) > 0);
    vi.stubEnv('ENVIRONMENT', 'dev');
    vi.stubEnv('LOG_LEVEL', 'SILENT');
    const { handler } = createRequire(import.meta.url)(file) as {
      handler: (event: object, context: object) => Promise<APIGatewayProxyResult>;
    };
    const event = { httpMethod: 'GET', resource: '/goals/{goalId}', headers: {}, pathParameters: { goalId: '1' } };
    return (await handler({ ...event, requestContext: { identity: {} } }, {})).statusCode;
  };
  const deployed = (): readonly string[] => readdirSync(dirname(file)).sort();
  return { text: readFileSync(file, 'utf8'), status, lines, deployed };
}

const service = (imports: string, statements: string): string =>
  `${imports}\nexport const getGoal: GetGoalService = async () => { ${statements} return { status: 204 }; };`;

/** Asks for what the SDK uses where a command has an event stream. */
const askForEventStreams = `
import { HttpProtocol } from '@smithy/core/protocols';
export const openRoom = () =>
  HttpProtocol.prototype.loadEventStreamCapability.call({
    resolveEventStreamMarshaller: (provider) => provider,
    getDefaultContentType: () => 'application/json',
  });
`;
const rooms = 'node_modules/@aws-sdk/client-rooms/index.js';
const openRoom = service(`import { openRoom } from '@aws-sdk/client-rooms';`, 'await openRoom();');

describe('a bundle holds of the SDK what a function on Lambda can use', () => {
  it('reads no configuration files, and knows no more of its clients than their versions', async () => {
    const { text } = await bundled(
      service(`import { getGoal as find } from '../../../generated/entities/goal.js';`, "await find({ goalId: 'x' });"),
    );
    expect(text.includes('DynamoDB_20120810')).toBe(true);
    expect(text.includes('node:fs/promises')).toBe(false);
    expect(text.includes('devDependencies')).toBe(false);
    expect(/version:"3\.\d+\.\d+"/.test(text)).toBe(true);
  });

  it('has no event streams where no client imports them', async () => {
    const { text, status, lines } = await bundled(openRoom, { [rooms]: askForEventStreams });
    expect(text.includes(':event-type')).toBe(false);
    expect(await status()).toBe(500);
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      expect.objectContaining({
        audit: expect.objectContaining({ outcome: 'failure', reason: 'INTERNAL_SERVER_ERROR' }),
      }),
      expect.objectContaining({ service: 'getGoal', Failures: 1 }),
    ]);
  });

  it('has event streams where a client imports them, as clients of services with such streams do', async () => {
    const client = `export { eventStreamSerdeProvider } from '@smithy/core/event-streams';\n${askForEventStreams}`;
    const { text, status } = await bundled(openRoom, { [rooms]: client });
    expect(text.includes(':event-type')).toBe(true);
    expect(await status()).toBe(204);
  });

  it('has event streams where the team itself loads them on demand', async () => {
    const load = "const { EventStreamMarshaller } = await import('@smithy/core/event-streams');";
    const { status } = await bundled(service('', `${load} new EventStreamMarshaller({} as never);`));
    expect(await status()).toBe(204);
  });
});

describe('what the team loads on demand', () => {
  const load =
    "const { words } = await import('../../words.js'); if (!words.includes('Ž')) throw new Error('other words');";
  const words = "export const words = 'Až' + 'Ž';";

  it('is a file beside the handler where it imports nothing, read when it is asked for', async () => {
    const { text, status, deployed } = await bundled(service('', load), { 'overrides/words.ts': words });
    expect(deployed()).toEqual(['handler.js', 'overrides.words.mjs']);
    expect(text.includes('words')).toBe(true);
    expect(text.includes('Až')).toBe(false);
    expect(await status()).toBe(204);
  });

  it.each([
    "import { more } from './more.js'; export const words = 'AžŽ' + more;",
    "export { more as words } from './more.js';",
    "export * from './more.js';",
  ])('stays within where it has to do with another module, whose state must not be there twice: %s', async (code) => {
    const more = "export const more = 'Žebra'; export const words = more;";
    const { status, deployed } = await bundled(service('', load), {
      'overrides/words.ts': code,
      'overrides/more.ts': more,
    });
    expect(deployed()).toEqual(['handler.js']);
    expect(await status()).toBe(204);
  });
});

it('keeps source maps of what the team wrote, and bundles in the order that was asked for', async () => {
  const project = await goalsProject(service('', ''));
  const bundles = await bundlesOf(project, ['operations/health', entry]);
  expect([...bundles.keys()]).toEqual(['operations/health', entry]);
  expect(readdirSync(project.path('bundles/source-maps'))).toEqual(['operations.get-goal.handler.js.map']);
});

/** Answers in words of its own if a function or class does not mean what it did. */
const classes = `
class Base { protected suffix() { return '!'; } }
export class Greeter extends Base {
  name = 'Žofie’s';
  static readonly separator = (() => ', ')();
  greet = (greeting: string, end = () => super.suffix()): string => greeting + Greeter.separator + this.name + end();
  readonly isName = (text: string): boolean => /^[Žž’a-z]+$/.test(text) && text === this.name;
  constructor(private readonly make: () => Base = () => this) { super(); }
  itself = (): boolean => this.make() === this;
}
`;

it('means what was written: classes with arrow functions, and characters beyond ASCII', async () => {
  const check = `
    const greeter = new Greeter();
    const isRight = greeter.greet('Ahoj') === 'Ahoj, Žofie’s!' && greeter.isName('Žofie’s') && greeter.itself();
    if (!isRight) throw new Error('not what was written');`;
  const { status } = await bundled(service("import { Greeter } from '../../greeter.js';", check), {
    'overrides/greeter.ts': classes,
  });
  expect(await status()).toBe(204);
});
