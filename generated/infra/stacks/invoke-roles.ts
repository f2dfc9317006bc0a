import type { Stack } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { functionArn, globalName } from '../names.js';
import { operations } from '../operations.js';
import type { Stage } from '../stage.js';

/** A role's inline policy has 10,240 characters, which is room for so many names of functions. */
const mostFunctions = 80;

/** The roles in which the gateway invokes the operations' functions, each by its name: a role for every eighty. */
export function createInvokeRoles(stack: Stack, stage: Stage): (operationId: string) => string {
  const ids = Object.entries(operations);
  const roles = new Map<string, string>();
  for (let start = 0; start < ids.length; start += mostFunctions) {
    const members = ids.slice(start, start + mostFunctions);
    const number = start / mostFunctions + 1;
    const role = createInvokeRole(
      stack,
      stage,
      `gateway-${number}`,
      members.map(([, { file }]) => functionArn(stage, file)),
    );
    for (const [id] of members) roles.set(id, role.roleArn);
  }
  return (id) => roles.get(id) ?? '';
}

/** A role in which the gateway may invoke these functions. */
export function createInvokeRole(stack: Stack, stage: Stage, name: string, functions: readonly string[]): Role {
  return new Role(stack, `${name.replaceAll('-', '')}Role`, {
    roleName: globalName(stage, name),
    assumedBy: new ServicePrincipal('apigateway.amazonaws.com'),
    inlinePolicies: {
      invoke: new PolicyDocument({
        statements: [new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [...functions] })],
      }),
    },
  });
}
