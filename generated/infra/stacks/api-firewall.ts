import type { Stack } from 'aws-cdk-lib';
import type { Stage as ApiStage } from 'aws-cdk-lib/aws-apigateway';
import { firewallBodies } from '../gateway/firewall-answer.js';
import { resourceName } from '../names.js';
import { everyPart } from '../parts.js';
import { throttleOf, type Stage } from '../stage.js';
import { createFirewall, managedRules, rateRule } from './web-acl.js';

/** The firewall of the API: AWS's own rules, a rate for everything, and the rules of the parts. */
export function createApiFirewall(stack: Stack, stage: Stage, apiStage: ApiStage): void {
  const rules = [
    ...managedRules(),
    rateRule(stage, 'RateOfAll', throttleOf(stage, 'addressRate')),
    ...everyPart.flatMap((part) => part.firewallRules?.(stage) ?? []),
  ];
  createFirewall(stack, stage, {
    id: 'Api',
    name: resourceName(stage, 'api'),
    resourceArn: apiStage.stageArn,
    rules,
    bodies: firewallBodies,
  });
}
