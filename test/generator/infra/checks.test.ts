import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { handlersOf, loadInfra } from '../../support/infra.js';
import { repository, temporaryProject } from '../../support/project.js';

/**
 * What cdk-nag and the CDK's own validation say of the templates of production. Both look at everything at once, and take
 * their time; so faults are planted into the one run, and nothing else may be found.
 */
const folder = temporaryProject('checks');
let found: readonly string[];

interface Changeable {
  addPropertyOverride(path: string, value: unknown): void;
  policies: readonly { policyName: string; policyDocument: unknown }[];
}

beforeAll(async () => {
  process.env['CDK_VALIDATION'] = 'true';
  const infra = await loadInfra(repository, folder.folder);
  const handlers = await handlersOf(infra, repository, folder.folder);
  const outdir = folder.path('out');
  const stage = infra.createStage('prod', 'eu-central-1');
  const { app, base, functions } = infra.createApp({ stage, handlers, outdir, checked: true });
  const role = functions[0]?.stack.node.findChild('LoginUser-Role').node.defaultChild as unknown as Changeable;
  const wildcard = { Effect: 'Allow', Action: 'dynamodb:*', Resource: '*' };
  role.policies = [{ policyName: 'function', policyDocument: { Version: '2012-10-17', Statement: [wildcard] } }];
  (base.userPool as unknown as Changeable).addPropertyOverride('NoSuchProperty', true);
  // It announces what was planted.
  const announced = vi.spyOn(console, 'error').mockImplementation(() => {});
  app.synth();
  announced.mockRestore();
  found = infra.reportedFaults(outdir);
}, 240_000);
afterAll(() => folder.remove());

describe('checks of the templates', () => {
  it('find a wildcard in a role, although the one resource without a name is acknowledged there', () => {
    expect(found.join('\n')).toMatch(/AwsSolutions: AwsSolutions-IAM5\[Action::dynamodb:\*\] .+\(.+LoginUser-Role/);
  });

  it('find a property that CloudFormation does not know', () => {
    expect(found.join('\n')).toMatch(/CloudFormation Validate: F3002 .*NoSuchProperty/);
  });

  it('find nothing that was not planted', () => {
    expect(found.filter((fault) => !/LoginUser-Role|NoSuchProperty/.test(fault))).toEqual([]);
  });
});
