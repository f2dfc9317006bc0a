import type { Contract } from '../../contract/model.js';
import { environmentName } from '../../contract/naming.js';

/** The stage name of the local backend. It is never deployed. */
export const localStage = 'local';

/** The name of a table in a stage. */
export function tableName(table: string, stage: string): string {
  return `${table}-${stage}`;
}

/** The tables that a contract's entities live in, and the one that rate limits are counted in, sorted. */
export function tablesOf(contract: Contract): readonly string[] {
  const counted = contract.operations.some((operation) => operation.rateLimits.length > 0);
  return [...new Set([...contract.entities.map((entity) => entity.table), ...(counted ? ['users'] : [])])].sort();
}

/** The environment of the functions in the local stack. The credentials are made up, and good for nothing else. */
export function localEnvironment(
  contract: Contract,
  endpoints: { readonly dynamodb: string | undefined },
  logLevel: string,
): Record<string, string> {
  return {
    ENVIRONMENT: localStage,
    LOG_LEVEL: logLevel,
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_EC2_METADATA_DISABLED: 'true',
    ...(endpoints.dynamodb === undefined ? {} : { AWS_ENDPOINT_URL_DYNAMODB: endpoints.dynamodb }),
    ...Object.fromEntries(
      tablesOf(contract).map((table) => [environmentName(table, 'table-name'), tableName(table, localStage)]),
    ),
  };
}
