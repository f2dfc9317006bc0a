/** Runs the conformance suite against the local Cognito or, with --endpoint, against another implementation. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const usage = `npm run conformance -- [options]

  --endpoint URL         another implementation, https://cognito-idp.eu-central-1.amazonaws.com for instance;
                         without it the local Cognito is tested
  --name NAME            whose list of deviations holds, deviations/NAME.json (aws)
  --region REGION        (eu-central-1)
  --pool ID --client ID  an existing pool, set up as a deployment is; only what this pool can show is tested.
                         Without them a pool is made for each variant, and deleted afterwards
  --client-secret TEXT   of that client; without it DescribeUserPoolClient is asked
  --dummy-credentials    for implementations that take any

Test users are called conformance-...@example.com and are deleted afterwards.
`;

const { values } = parseArgs({
  options: {
    endpoint: { type: 'string' },
    name: { type: 'string', default: 'aws' },
    region: { type: 'string', default: 'eu-central-1' },
    pool: { type: 'string' },
    client: { type: 'string' },
    'client-secret': { type: 'string' },
    'dummy-credentials': { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) process.stdout.write(usage);
else if ((values.pool === undefined) !== (values.client === undefined) || (values.pool && !values.endpoint)) {
  process.stderr.write(`--pool and --client go together, with --endpoint.\n\n${usage}`);
  process.exitCode = 2;
} else process.exitCode = run();

function run() {
  const { endpoint, name, region, pool, client } = values;
  const secret = values['client-secret'];
  const subject = {
    name,
    endpoint,
    region,
    ...(pool && { pool: { userPoolId: pool, clientId: client, ...(secret && { clientSecret: secret }) } }),
    ...(values['dummy-credentials'] && { credentials: { accessKeyId: 'dummy', secretAccessKey: 'dummy' } }),
  };
  const args = ['run', '--reporter=verbose', 'test/conformance/cognito.test.ts'];
  const { status } = spawnSync(process.execPath, [join('node_modules', 'vitest', 'vitest.mjs'), ...args], {
    stdio: 'inherit',
    env: { ...process.env, ...(endpoint && { AUTHWRIGHT_CONFORMANCE: JSON.stringify(subject) }) },
  });
  return status ?? 1;
}
