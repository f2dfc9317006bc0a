import { spawnSync } from 'node:child_process';
import { operations } from '../operations.js';
import { isOn, type Stage } from '../stage.js';

/** What a look at the account found: what stops a deployment, and what is worth knowing. */
interface Finding {
  readonly kind: 'good' | 'note' | 'fault';
  readonly text: string;
}

/** Asks AWS's command line. Undefined where AWS refuses or knows no such thing. */
type Ask = (...args: readonly string[]) => Readonly<Record<string, unknown>> | undefined;

/** Lambda keeps so many executions for functions that reserve none. */
const unreserved = 100;

/** The version of the CDK's bootstrap stack that its deployments need. */
const leastBootstrap = 6;

/** Looks whether an account is ready for a stage, changes nothing, and says what to do. Answers whether it is. */
export function preflight(stage: Stage, write: (line: string) => void): boolean {
  const ask = asker(stage.region);
  if (ask('--version') === undefined) {
    write("fault: AWS's command line is not there. Install the AWS CLI, version 2.");
    return false;
  }
  const identity = ask('sts', 'get-caller-identity');
  if (!identity) {
    write('fault: AWS takes no credentials of this machine. Sign in: aws sso login, or aws configure.');
    return false;
  }
  const findings: readonly Finding[] = [
    { kind: 'good', text: `account ${String(identity['Account'])}, Region ${stage.region}` },
    bootstrapState(stage, ask),
    concurrency(stage, ask),
    ...mailState(stage, ask),
    ...domainState(stage, ask),
  ];
  for (const { kind, text } of findings) write(`${kind}: ${text}`);
  return findings.every(({ kind }) => kind !== 'fault');
}

function asker(region: string): Ask {
  return (...args) => {
    const more = args[0] === '--version' ? [] : ['--region', region, '--output', 'json'];
    const { status, stdout } = spawnSync('aws', [...args, ...more], { encoding: 'utf8' });
    if (status !== 0) return undefined;
    return args[0] === '--version' ? {} : (JSON.parse(stdout) as Readonly<Record<string, unknown>>);
  };
}

function bootstrapState({ name }: Stage, ask: Ask): Finding {
  const found = ask('ssm', 'get-parameter', '--name', '/cdk-bootstrap/hnb659fds/version');
  const version = Number((found?.['Parameter'] as { readonly Value?: string } | undefined)?.Value);
  return version >= leastBootstrap
    ? { kind: 'good', text: `the CDK's files have a place, version ${version}` }
    : {
        kind: 'fault',
        text: `the CDK's files have no place here yet: npm run deploy -- --stage ${name} --bootstrap`,
      };
}

function concurrency(stage: Stage, ask: Ask): Finding {
  const settings = ask('lambda', 'get-account-settings')?.['AccountLimit'] as
    | { readonly ConcurrentExecutions?: number }
    | undefined;
  const most = settings?.ConcurrentExecutions;
  if (most === undefined) return { kind: 'note', text: "Lambda did not tell the account's concurrent executions" };
  const reserved = isOn(stage, 'reserveConcurrency')
    ? Object.values(operations).reduce((sum, { lambda }) => sum + (lambda.reservedConcurrency ?? 0), 0)
    : 0;
  return reserved > 0 && reserved > most - unreserved
    ? {
        kind: 'fault',
        text: `the account runs ${most} functions at once, of which ${unreserved} cannot be reserved, and ${reserved} are to be: have the quota raised, or turn the setting reserveConcurrency off`,
      }
    : { kind: 'good', text: `${most} functions may run at once, ${reserved} of them reserved` };
}

function mailState(stage: Stage, ask: Ask): readonly Finding[] {
  const [frontend] = stage.frontends;
  const account = frontend && ask('sesv2', 'get-account');
  if (!account) return [];
  const domain = new URL(frontend.linkBase).hostname;
  const identity = ask('sesv2', 'get-email-identity', '--email-identity', domain);
  return [
    sandboxState(account['ProductionAccessEnabled'] === true, stage.mailSandbox),
    identity?.['VerifiedForSendingStatus'] === true
      ? { kind: 'good', text: `SES may send for ${domain}` }
      : {
          kind: 'note',
          text: `SES may not send for ${domain} yet: after the first deployment make the records of the outputs DkimRecord1 to 3`,
        },
  ];
}

function sandboxState(isOut: boolean, hasPermission: boolean): Finding {
  if (isOut) {
    const rest = hasPermission ? '; mailSandbox of the stage permits more than that needs: remove it' : '';
    return { kind: hasPermission ? 'note' : 'good', text: `SES sends to everybody${rest}` };
  }
  const first = 'SES is in its sandbox and sends to verified addresses only: ask for production access';
  const rest = hasPermission ? '' : ', and until then declare mailSandbox: true for the stage';
  return { kind: 'note', text: `${first}${rest}` };
}

function domainState({ domain }: Stage, ask: Ask): readonly Finding[] {
  if (!domain) return [];
  const zone = ask('route53', 'get-hosted-zone', '--id', domain.hostedZoneId)?.['HostedZone'] as
    | { readonly Name?: string }
    | undefined;
  return zone?.Name === `${domain.hostedZoneName}.`
    ? [{ kind: 'good', text: `the zone ${domain.hostedZoneName} is in this account` }]
    : [
        {
          kind: 'fault',
          text: `the zone ${domain.hostedZoneId} of this account is not ${domain.hostedZoneName}: correct the domain of the stage, or make the zone`,
        },
      ];
}
