import type { Contract } from '../../contract/model/contract.js';
import { environmentName, secretVariable, tableVariable } from '../../contract/model/naming.js';
import { localRegion } from '../place.js';

/** The stage name of the local backend. It is never deployed. */
export const localStage = 'local';

/** The name of a table in a stage. */
export function tableName(table: string, stage: string): string {
  return `${table}-${stage}`;
}

/** The tables that a contract's entities live in, and the one that rate limits are counted in, sorted. */
export function tablesOf(contract: Contract): readonly string[] {
  const counted = contract.operations.some((operation) => operation.rateLimits.length > 0);
  return [
    ...new Set([...contract.entities.map((entity) => entity.table), ...(counted ? [contract.defaultTable] : [])]),
  ].sort();
}

/** What the engines of the local stack are reached by; each is absent where nothing needs it. */
export interface LocalResources {
  /** Of the engines that share one endpoint: Cognito, KMS, Secrets Manager, SQS. */
  readonly endpoint?: string;
  readonly dynamodb?: string;
  readonly ses?: string;
  readonly userPoolId?: string;
  readonly clientId?: string;
  readonly clientSecretArn?: string;
  readonly dataKeyId?: string;
  /** By the name in `x-authwright.secrets`. */
  readonly secretArns?: Readonly<Record<string, string>>;
  /** By job name. */
  readonly queueUrls?: Readonly<Record<string, string>>;
}

/** The environment of the functions in the local stack. The credentials are made up, and good for nothing else. */
export function localEnvironment(
  contract: Contract,
  resources: LocalResources,
  logLevel: string,
): Record<string, string> {
  const { linkBase } = (contract.stages.stages[localStage] ?? contract.stages.common).frontends[0] ?? {};
  const values: Record<string, string | undefined> = {
    ENVIRONMENT: localStage,
    LOG_LEVEL: logLevel,
    AWS_REGION: localRegion,
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_EC2_METADATA_DISABLED: 'true',
    // Functions are deployed to a Node.js that the SDK supports; which one serves here is no matter of theirs.
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    AWS_ENDPOINT_URL: resources.endpoint,
    AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: resources.endpoint,
    AWS_ENDPOINT_URL_DYNAMODB: resources.dynamodb,
    AWS_ENDPOINT_URL_SESV2: resources.ses,
    COGNITO_USER_POOL_ID: resources.userPoolId,
    COGNITO_CLIENT_ID: resources.clientId,
    COGNITO_CLIENT_SECRET_ARN: resources.clientSecretArn,
    DATA_KEY_ID: resources.dataKeyId,
    MAIL_FROM: `${contract.title} <no-reply@localhost>`.replaceAll(/[^\x20-\x7e]/g, ''),
    APP_BASE_URL: linkBase,
    ...Object.fromEntries(tablesOf(contract).map((table) => [tableVariable(table), tableName(table, localStage)])),
    ...Object.fromEntries(
      Object.entries(resources.secretArns ?? {}).map(([secret, arn]) => [secretVariable(secret), arn]),
    ),
    ...Object.fromEntries(
      Object.entries(resources.queueUrls ?? {}).map(([job, url]) => [environmentName(job, 'queue-url'), url]),
    ),
  };
  return Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
