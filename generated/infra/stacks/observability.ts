import type { Stack } from 'aws-cdk-lib';
import { CfnBudget } from 'aws-cdk-lib/aws-budgets';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';
import { createStack, globalName, resourceName } from '../names.js';
import { everyPart } from '../parts.js';
import type { Stage } from '../stage.js';
import { apiAlarms, createAlarm, functionAlarms, type AlarmInput } from './alarms.js';
import { createDashboard } from './dashboard.js';
import type { FunctionStack } from './functions.js';
import { createQueries } from './queries.js';
import { publishedSurroundings } from './surroundings.js';

/** What watches the stage. */
export interface Observability {
  readonly stack: Stack;
  readonly topic: Topic;
  /** Adds an alarm that tells the topic. */
  readonly addAlarm: (input: AlarmInput) => void;
  /** Says why a metric that functions count has no alarm. */
  readonly leaveUnwatched: (metric: string, reason: string) => void;
  /** The metrics without an alarm, each with the reason. */
  readonly unwatched: ReadonlyMap<string, string>;
}

/** A stack may hold 500 resources; some are left for extensions. */
const mostAlarms = 420;

/** US dollars a month, unless the contract says otherwise. */
const defaultBudget = 50;

/** `<project>-<stage>-observability`, and more of them where there are many functions. */
export function createObservability(scope: Construct, stage: Stage, stacks: readonly FunctionStack[]): Observability {
  const stack = createStack(scope, stage, 'observability');
  const topic = createTopic(stack, stage);
  createBudget(stack, stage, topic);
  createDashboard(stack, stage);
  createQueries(
    stack,
    stage,
    stacks.flatMap(({ functions }) => functions.map(({ name }) => name)),
  );
  const alarms = stacks.flatMap(({ functions }) => functions.flatMap((one) => functionAlarms(stage, one)));
  const shared = [...apiAlarms(stage), ...everyPart.flatMap((part) => part.alarms?.(stage) ?? [])];
  for (const alarm of shared) createAlarm(stack, stage, topic, alarm);
  for (let start = 0; start < alarms.length; start += mostAlarms) {
    const number = start / mostAlarms + 1;
    const home = number === 1 ? stack : createStack(scope, stage, `observability-${number}`);
    const target = home === stack ? topic : Topic.fromTopicArn(home, 'Alarms', topicArn(stage, home));
    for (const alarm of alarms.slice(start, start + mostAlarms)) createAlarm(home, stage, target, alarm);
  }
  const unwatched = new Map<string, string>();
  return {
    stack,
    topic,
    addAlarm: (input) => void createAlarm(stack, stage, topic, input),
    leaveUnwatched: (metric, reason) => void unwatched.set(metric, reason),
    unwatched,
  };
}

function topicArn(stage: Stage, { partition, account }: Stack): string {
  return `arn:${partition}:sns:${stage.region}:${account}:${resourceName(stage, 'alarms')}`;
}

/** Whom alarms are told: the address that the contract names, and whoever subscribes. */
function createTopic(stack: Stack, stage: Stage): Topic {
  const around = publishedSurroundings(stack, stage);
  const topic = new Topic(stack, 'Alarms', {
    topicName: resourceName(stage, 'alarms'),
    enforceSSL: true,
    masterKey: Key.fromKeyArn(stack, 'AlarmsKey', around.storageKey()),
  });
  topic.addToResourcePolicy(
    new PolicyStatement({
      principals: ['budgets', 'cloudwatch'].map((service) => new ServicePrincipal(`${service}.amazonaws.com`)),
      actions: ['sns:Publish'],
      resources: [topic.topicArn],
      conditions: { StringEquals: { 'aws:SourceAccount': stack.account } },
    }),
  );
  const { email } = stage.alarms;
  if (email !== undefined) topic.addSubscription(new EmailSubscription(email));
  return topic;
}

function createBudget(stack: Stack, stage: Stage, topic: Topic): void {
  new CfnBudget(stack, 'Budget', {
    budget: {
      budgetName: globalName(stage, 'monthly'),
      budgetType: 'COST',
      timeUnit: 'MONTHLY',
      budgetLimit: { amount: stage.alarms.monthlyBudget ?? defaultBudget, unit: 'USD' },
      costFilters: { TagKeyValue: [`user:stage$${stage.name}`] },
    },
    notificationsWithSubscribers: [
      {
        notification: { notificationType: 'FORECASTED', comparisonOperator: 'GREATER_THAN', threshold: 100 },
        subscribers: [{ subscriptionType: 'SNS', address: topic.topicArn }],
      },
    ],
  });
}
