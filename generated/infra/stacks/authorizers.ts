import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { FilterPattern } from 'aws-cdk-lib/aws-logs';
import { deniedScheme, schemeOf } from '../gateway/security.js';
import { functionArn, resourceName } from '../names.js';
import { operations } from '../operations.js';
import { projectName, securitySchemes } from '../project.js';
import type { Stage } from '../stage.js';
import { period } from './alarms.js';
import { createDenyingAuthorizer } from './denying-authorizer.js';
import { createFunction, type DeployedFunction } from './function.js';
import { createInvokeRole } from './invoke-roles.js';
import type { ApiInput, FunctionsInput, GatewayAuthorizers, Part } from './part.js';

/** The functions that let callers in: one for each security scheme, and one that denies where a scheme has none. */
export const authorizersPart: Part = {
  functions: createAuthorizers,
  authorizers: gatewayAuthorizers,
  besideApi: countFailures,
  alarms: (stage) => [{ kind: 'authorizer-failures', metric: failures(stage), threshold: 5, once: true }],
};

function createAuthorizers({ stack, stage, handlers, around }: FunctionsInput): readonly DeployedFunction[] {
  return Object.entries(securitySchemes).flatMap(([name, { file }]) => {
    const handler = handlers.get(`security/${file}`);
    return handler
      ? [createFunction(stack, stage, around, { handler, settings: {}, description: `Authorizer ${name}` })]
      : [];
  });
}

function gatewayAuthorizers({ stack, stage, around }: Omit<FunctionsInput, 'handlers'>): GatewayAuthorizers {
  const schemes = [...new Set(Object.values(operations).flatMap((operation) => schemeOf(operation) ?? []))].sort();
  if (schemes.includes(deniedScheme)) createDenyingAuthorizer(stack, stage, around);
  const functions = schemes.map((scheme) => functionArn(stage, fileOf(scheme)));
  return {
    name: (scheme) => resourceName(stage, fileOf(scheme)),
    roleArn: functions.length === 0 ? '' : createInvokeRole(stack, stage, 'gateway-authorizers', functions).roleArn,
  };
}

function fileOf(scheme: string): string {
  return scheme === deniedScheme ? 'authorizer-denied' : `authorizer-${securitySchemes[scheme]?.file ?? scheme}`;
}

/** An authorizer that fails is no error of a function: refusing a caller is one, too. The access log tells them apart. */
function countFailures({ stage, accessLog }: ApiInput): void {
  accessLog.addMetricFilter('AuthorizerFailures', {
    filterName: resourceName(stage, 'authorizer-failures'),
    filterPattern: FilterPattern.stringValue('$.error', '=', 'AUTHORIZER_FAILURE'),
    metricNamespace: projectName,
    metricName: failuresName(stage),
  });
}

function failures(stage: Stage): Metric {
  return new Metric({ namespace: projectName, metricName: failuresName(stage), statistic: 'Sum', period });
}

function failuresName({ name }: Stage): string {
  return `AuthorizerFailures-${name}`;
}
