import { Aws, type Stack } from 'aws-cdk-lib';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { tables } from '../entities.js';
import { arn, parameterName, resourceName } from '../names.js';
import type { Handler } from '../needs.js';
import type { KnownArns } from '../permissions/policy.js';
import { jobs, projectName, secrets, title } from '../project.js';
import { mailDomain, type Stage } from '../stage.js';

/** What the functions of a stack find around them. */
export interface Surroundings {
  readonly arns: KnownArns;
  /** The values of the variables that a handler reads, and of no others. */
  readonly environmentOf: (handler: Handler) => Record<string, string>;
}

/** The ids that the base stack leaves for the others. */
export const published = {
  storageKey: 'storage-key-arn',
  dataKey: 'data-key-arn',
  userPool: 'user-pool-id',
  userPoolClient: 'user-pool-client-id',
  clientSecret: 'client-secret-arn',
  secret: (name: string) => `secrets/${name}`,
} as const;

/** The surroundings as a stack after the base stack sees them: through the parameters that were published. */
export function publishedSurroundings(stack: Stack, stage: Stage): Surroundings {
  const read = (what: string): string => StringParameter.valueForStringParameter(stack, parameterName(stage, what));
  return surroundingsOf(stage, read);
}

/** Makes surroundings from whatever tells the published ids. */
export function surroundingsOf(stage: Stage, read: (what: string) => string): Surroundings {
  const arns: KnownArns = {
    userPool: () => arn(stage, 'cognito-idp', `userpool/${read(published.userPool)}`),
    dataKey: () => read(published.dataKey),
    storageKey: () => read(published.storageKey),
    clientSecret: () => read(published.clientSecret),
    secret: (name) => read(published.secret(name)),
  };
  const values = environmentValues(stage, arns, read);
  return {
    arns,
    environmentOf: ({ entry, variables, required }) => {
      const missing = required.filter((name) => values[name] === undefined);
      if (missing.length > 0) {
        throw new Error(
          `${entry} reads ${missing.join(', ')}, which nothing in the contract or the infrastructure provides.`,
        );
      }
      const read = ['LOG_LEVEL', ...variables].sort();
      return Object.fromEntries(read.flatMap((name) => (values[name] ? [[name, values[name]()]] : [])));
    },
  };
}

/** Every variable that a function may ask for. Values are made when they are: each may be one more parameter of a stack. */
function environmentValues(
  stage: Stage,
  arns: KnownArns,
  read: (what: string) => string,
): Readonly<Record<string, () => string>> {
  const [frontend] = stage.frontends;
  const domain = mailDomain(stage);
  return {
    ENVIRONMENT: () => stage.name,
    LOG_LEVEL: () => 'INFO',
    POWERTOOLS_DEV: () => 'false',
    POWERTOOLS_METRICS_NAMESPACE: () => projectName,
    COGNITO_USER_POOL_ID: () => read(published.userPool),
    COGNITO_CLIENT_ID: () => read(published.userPoolClient),
    COGNITO_CLIENT_SECRET_ARN: arns.clientSecret,
    DATA_KEY_ID: arns.dataKey,
    ...(frontend ? { APP_BASE_URL: () => frontend.linkBase } : {}),
    ...(domain ? { MAIL_FROM: () => `${title.replaceAll(/[^A-Za-z0-9 ]/g, '')} <no-reply@${domain}>` } : {}),
    ...Object.fromEntries(
      Object.entries(tables).map(([table, { environmentVariable }]) => [
        environmentVariable,
        () => resourceName(stage, table),
      ]),
    ),
    ...Object.fromEntries(
      Object.entries(jobs).flatMap(([job, { trigger }]) =>
        trigger.kind === 'queue' ? [[trigger.environmentVariable, () => queueUrl(stage, job)]] : [],
      ),
    ),
    ...Object.fromEntries(
      Object.entries(secrets).map(([name, { environmentVariable }]) => [environmentVariable, () => arns.secret(name)]),
    ),
  };
}

function queueUrl(stage: Stage, job: string): string {
  return `https://sqs.${stage.region}.${Aws.URL_SUFFIX}/${Aws.ACCOUNT_ID}/${resourceName(stage, job)}`;
}
