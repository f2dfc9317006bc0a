import { readFileSync, readdirSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { leakedPasswords } from '../../overrides/auth/passwords/leaked-passwords.js';
import { loadBundling, type DeployableFunctions } from '../support/infra.js';
import { repository, temporaryProject, type TemporaryProject } from '../support/project.js';
import { emittedCopyOf, flagship, projects } from './projects.js';

type Bundles = Awaited<ReturnType<DeployableFunctions['bundleFunctions']>>;

/** What a bundle may weigh: budgets of the project's own `bundles` command, which also measures how long each loads. */
const mostBytes = 650 * 1024;
const mostBytesWithQrCode = 1150 * 1024;
const mostBytesOnDemand = 650 * 1024;

/** Of the flagship's list of leaked passwords. */
const startOfList = leakedPasswords.trim().slice(0, 100);

/** Loads bundles one after the other, in a process that has nothing else, and says which have a handler. */
const loader = `
const handlers = process.argv.slice(1).filter((file) => typeof require(file).handler === 'function');
process.stdout.write(JSON.stringify(handlers));
`;

describe.each(projects)('the bundles of $name', (project) => {
  const output = temporaryProject(`${project.name}-bundles`);
  let copy: TemporaryProject | undefined;
  let bundling: DeployableFunctions;
  let bundles: Bundles;
  beforeAll(async () => {
    copy = project === flagship ? undefined : await emittedCopyOf(project);
    const folder = copy?.folder ?? repository;
    bundling = await loadBundling(folder, output.folder);
    const folders = { project: folder, emitted: join(folder, 'generated') };
    bundles = await bundling.bundleFunctions(output.path('functions'), folders);
  }, 120_000);
  afterAll(() => {
    copy?.remove();
    output.remove();
  });

  it('are one for every operation, authorizer and job', () => {
    const { operations, securitySchemes, jobs } = bundling;
    const wanted = [
      ...Object.values(operations).map(({ file }) => `operations/${file}`),
      ...Object.values(securitySchemes).map(({ file }) => `security/${file}`),
      ...Object.values(jobs).map(({ file }) => `jobs/${file}`),
    ];
    expect([...bundles.keys()].sort()).toEqual(wanted.sort());
  });

  it('are within their budgets', () => {
    const over = [...bundles.values()].filter(
      ({ bytes, packages }) => bytes > (packages.includes('qrcode') ? mostBytesWithQrCode : mostBytes),
    );
    expect(over.map(({ entry, bytes }) => `${entry} ${bytes}`)).toEqual([]);
    const beside = [...bundles.values()].flatMap(({ filesBeside }) => filesBeside);
    expect(beside.filter(({ bytes }) => bytes > mostBytesOnDemand)).toEqual([]);
  });

  it('have the list of leaked passwords beside them where passwords are judged, and nowhere within them', () => {
    const judging = [...bundles.values()].filter(({ filesBeside }) => filesBeside.length > 0);
    const functions = ['change-password', 'confirm-password-reset', 'register-user', 'verify-email'];
    const expected = project === flagship ? functions.map((name) => `operations/${name}`) : [];
    expect(judging.map(({ entry }) => entry).sort()).toEqual(expected);
    for (const { folder, filesBeside } of bundles.values()) {
      expect(readdirSync(folder).sort()).toEqual(['handler.js', ...filesBeside.map(({ name }) => name)].sort());
      expect(readFileSync(join(folder, 'handler.js'), 'utf8').includes(startOfList)).toBe(false);
    }
    for (const { folder, filesBeside } of judging) {
      const texts = filesBeside.map(({ name }) => readFileSync(join(folder, name), 'utf8'));
      expect(texts.some((text) => text.includes(startOfList))).toBe(true);
    }
  });

  it('hold no fact of permissions, which is read off a build of its own', () => {
    const found = [...bundles.values()].filter(({ folder }) =>
      readFileSync(join(folder, 'handler.js'), 'utf8').includes('authwright:'),
    );
    expect(found.map(({ entry }) => entry)).toEqual([]);
  });

  it('load where the variables are set that they read', () => {
    const files = [...bundles.values()].map(({ folder }) => join(folder, 'handler.js'));
    const variables = [...bundles.values()].flatMap(({ usage }) => usage.required);
    const { stdout, stderr } = spawnSync(process.execPath, ['-e', loader, ...files], {
      encoding: 'utf8',
      env: {
        ...Object.fromEntries(variables.map((name) => [name, 'eu-central-1_none'])),
        ENVIRONMENT: 'dev',
        AWS_REGION: 'eu-central-1',
      },
    });
    expect(stdout, stderr).toBe(JSON.stringify(files));
  });
});
