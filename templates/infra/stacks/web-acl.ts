import type { Stack } from 'aws-cdk-lib';
import type { Stage as ApiStage } from 'aws-cdk-lib/aws-apigateway';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { CfnLoggingConfiguration, CfnWebACL, CfnWebACLAssociation } from 'aws-cdk-lib/aws-wafv2';
import { arn, resourceName } from '../names.js';
import { operations } from '../operations.js';
import { basePath } from '../project.js';
import { isOn, type Stage } from '../stage.js';

/** Requests of one address in five minutes: in all, and below `/auth`. */
const rates = { all: 2000, auth: 300 };

/** What the firewalls stand before. */
export interface Protected {
  readonly apiStage: ApiStage;
  readonly userPool: string | undefined;
}

/** A firewall for the API, and one for the user pool, whose own addresses are public whatever its client may do. */
export function createWebAcls(stack: Stack, stage: Stage, { apiStage, userPool }: Protected): void {
  const rules = [...managedRules(), ...rateRules(), ...(isOn(stage, 'registrationCaptcha') ? captchaRules() : [])];
  const api = createWebAcl(stack, stage, 'Api', rules);
  new CfnWebACLAssociation(stack, 'ApiWebAclAssociation', { resourceArn: apiStage.stageArn, webAclArn: api.attrArn });
  if (userPool === undefined) return;
  // No rates: the functions' own calls come from addresses that many share.
  const pool = createWebAcl(stack, stage, 'UserPool', managedRules());
  new CfnWebACLAssociation(stack, 'UserPoolWebAclAssociation', { resourceArn: userPool, webAclArn: pool.attrArn });
}

type Rule = Omit<CfnWebACL.RuleProperty, 'priority' | 'visibilityConfig'>;

function createWebAcl(stack: Stack, stage: Stage, id: string, rules: readonly Rule[]): CfnWebACL {
  const name = resourceName(stage, id === 'Api' ? 'api' : 'user-pool');
  const acl = new CfnWebACL(stack, `${id}WebAcl`, {
    name,
    scope: 'REGIONAL',
    defaultAction: { allow: {} },
    visibilityConfig: visibility(name),
    rules: rules.map((rule, priority) => ({ ...rule, priority, visibilityConfig: visibility(rule.name) })),
  });
  const logs = new LogGroup(stack, `${id}WebAclLogs`, {
    // WAF writes to groups of this prefix only.
    logGroupName: `aws-waf-logs-${name}`,
    retention: stage.logRetention,
    removalPolicy: stage.removalPolicy,
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

function managedRules(): readonly Rule[] {
  return [
    managedRule('AWSManagedRulesAmazonIpReputationList'),
    managedRule('AWSManagedRulesKnownBadInputsRuleSet'),
    // It refuses bodies of more than 8 KB, which the contract may allow; the functions have limits of their own.
    managedRule('AWSManagedRulesCommonRuleSet', ['SizeRestrictions_BODY']),
  ];
}

function managedRule(name: string, counted: readonly string[] = []): Rule {
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

function rateRules(): readonly Rule[] {
  return [
    {
      name: 'RateOfAll',
      action: tooMany(),
      statement: { rateBasedStatement: { limit: rates.all, aggregateKeyType: 'IP' } },
    },
    {
      name: 'RateOfAuth',
      action: tooMany(),
      statement: {
        rateBasedStatement: { limit: rates.auth, aggregateKeyType: 'IP', scopeDownStatement: pathStartsWith('/auth/') },
      },
    },
  ];
}

function tooMany(): CfnWebACL.RuleActionProperty {
  return { block: { customResponse: { responseCode: 429, responseHeaders: [{ name: 'retry-after', value: '300' }] } } };
}

/** A riddle for whoever registers. Only browsers can solve it. */
function captchaRules(): readonly Rule[] {
  return Object.values(operations)
    .filter(({ file }) => file.startsWith('register'))
    .map(({ file, path }) => ({ name: `Captcha-${file}`, action: { captcha: {} }, statement: pathStartsWith(path) }));
}

function pathStartsWith(path: string): CfnWebACL.StatementProperty {
  return {
    byteMatchStatement: {
      searchString: basePath === '' ? path : `/${basePath}${path}`,
      positionalConstraint: 'STARTS_WITH',
      fieldToMatch: { uriPath: {} },
      textTransformations: [{ priority: 0, type: 'NORMALIZE_PATH' }],
    },
  };
}
