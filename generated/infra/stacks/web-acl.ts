import type { Stack } from 'aws-cdk-lib';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { CfnLoggingConfiguration, CfnWebACL, CfnWebACLAssociation } from 'aws-cdk-lib/aws-wafv2';
import { tooManyRequests } from '../gateway/firewall-answer.js';
import { arn } from '../names.js';
import { servedPath } from '../placement.js';
import type { Stage } from '../stage.js';
import type { FirewallRule } from './part.js';

/** What a firewall stands before, and its rules. */
export interface FirewallInput {
  /** The first part of the ids in the stack. */
  readonly id: string;
  readonly name: string;
  readonly resourceArn: string;
  readonly rules: readonly FirewallRule[];
  /** The bodies of the rules' own answers, by the keys that the rules name. */
  readonly bodies?: Readonly<Record<string, CfnWebACL.CustomResponseBodyProperty>>;
}

/** A firewall before a resource. */
export function createFirewall(stack: Stack, stage: Stage, { resourceArn, ...input }: FirewallInput): void {
  const { id } = input;
  const acl = createWebAcl(stack, stage, input);
  new CfnWebACLAssociation(stack, `${id}WebAclAssociation`, { resourceArn, webAclArn: acl.attrArn });
}

function createWebAcl(
  stack: Stack,
  stage: Stage,
  { id, name, rules, bodies }: Omit<FirewallInput, 'resourceArn'>,
): CfnWebACL {
  const acl = new CfnWebACL(stack, `${id}WebAcl`, {
    name,
    scope: 'REGIONAL',
    defaultAction: { allow: {} },
    visibilityConfig: visibility(name),
    ...(bodies ? { customResponseBodies: bodies } : {}),
    rules: rules.map((rule, priority) => ({ ...rule, priority, visibilityConfig: visibility(rule.name) })),
  });
  const logs = new LogGroup(stack, `${id}WebAclLogs`, {
    // WAF writes to groups of this prefix only.
    logGroupName: `aws-waf-logs-${name}`,
    retention: stage.logRetention,
    removalPolicy: stage.logRemovalPolicy,
  });
  new CfnLoggingConfiguration(stack, `${id}WebAclLogging`, {
    resourceArn: acl.attrArn,
    logDestinationConfigs: [arn(stage, 'logs', `log-group:aws-waf-logs-${name}`)],
    redactedFields: [
      { singleHeader: { Name: 'authorization' } },
      { singleHeader: { Name: 'cookie' } },
      { queryString: {} },
    ],
  }).node.addDependency(logs);
  return acl;
}

function visibility(metricName: string): CfnWebACL.VisibilityConfigProperty {
  return { metricName, cloudWatchMetricsEnabled: true, sampledRequestsEnabled: false };
}

/**
 * The rules that AWS keeps. What they say of bodies is counted only: a contract may allow more than 8 KB, and texts
 * such as `<script>` or `../../`; the functions validate, and run nothing of it. So are callers without a user agent,
 * which no contract forbids.
 */
export function managedRules(): readonly FirewallRule[] {
  return [
    managedRule('AWSManagedRulesAmazonIpReputationList'),
    managedRule('AWSManagedRulesKnownBadInputsRuleSet', ['JavaDeserializationRCE_BODY', 'Log4JRCE_BODY']),
    managedRule('AWSManagedRulesCommonRuleSet', [
      'CrossSiteScripting_BODY',
      'EC2MetaDataSSRF_BODY',
      'GenericLFI_BODY',
      'GenericRFI_BODY',
      'NoUserAgent_HEADER',
      'SizeRestrictions_BODY',
    ]),
  ];
}

function managedRule(name: string, counted: readonly string[] = []): FirewallRule {
  return {
    name,
    overrideAction: { none: {} },
    statement: {
      managedRuleGroupStatement: {
        vendorName: 'AWS',
        name,
        ruleActionOverrides: counted.map((rule) => ({ name: rule, actionToUse: { count: {} } })),
      },
    },
  };
}

/** Refuses one address that asks more often, of all requests or of those that a statement picks. */
export function rateRule(
  stage: Stage,
  name: string,
  limit: number,
  scopeDownStatement?: CfnWebACL.StatementProperty,
): FirewallRule {
  return {
    name,
    action: tooManyRequests(stage),
    statement: {
      rateBasedStatement: { limit, aggregateKeyType: 'IP', ...(scopeDownStatement ? { scopeDownStatement } : {}) },
    },
  };
}

/** The requests of one method. */
export function exactMethod(method: string): CfnWebACL.StatementProperty {
  return {
    byteMatchStatement: {
      searchString: method.toUpperCase(),
      positionalConstraint: 'EXACTLY',
      fieldToMatch: { method: {} },
      textTransformations: [{ priority: 0, type: 'NONE' }],
    },
  };
}

/** The requests whose path begins so. */
export function pathStartsWith(path: string): CfnWebACL.StatementProperty {
  return {
    byteMatchStatement: {
      searchString: servedPath(path),
      positionalConstraint: 'STARTS_WITH',
      fieldToMatch: { uriPath: {} },
      textTransformations: normalised,
    },
  };
}

/** The requests that a path template matches, and what lies below it. */
export function pathOf(template: string): CfnWebACL.StatementProperty {
  if (!template.includes('{')) return pathStartsWith(template);
  const parts = servedPath(template).split(/\{[^}]*\}/);
  return {
    regexMatchStatement: {
      regexString: `^${parts.map((part) => part.replaceAll(/[.*+?^$()|[\]\\{}]/g, '\\$&')).join('[^/]+')}`,
      fieldToMatch: { uriPath: {} },
      textTransformations: normalised,
    },
  };
}

/** What callers may write in more than one way: `%61uth` is `auth`. */
export const normalised = [
  { priority: 0, type: 'URL_DECODE' },
  { priority: 1, type: 'NORMALIZE_PATH' },
];
