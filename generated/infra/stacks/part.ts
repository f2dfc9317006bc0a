import type { Stack } from 'aws-cdk-lib';
import type { SpecRestApi } from 'aws-cdk-lib/aws-apigateway';
import type { IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import type { EventPattern } from 'aws-cdk-lib/aws-events';
import type { Key } from 'aws-cdk-lib/aws-kms';
import type { Code } from 'aws-cdk-lib/aws-lambda';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { CfnWebACL } from 'aws-cdk-lib/aws-wafv2';
import type { Handler, Handlers } from '../needs.js';
import type { KnownArns } from '../permissions/policy.js';
import type { Stage } from '../stage.js';
import type { AlarmInput } from './alarms.js';
import type { DeployedFunction } from './function.js';
import type { Surroundings } from './surroundings.js';

/** What a part finds in the base stack. */
export interface BaseInput {
  readonly stack: Stack;
  readonly stage: Stage;
  readonly handlers: Handlers;
  readonly storageKey: Key;
  /** Leaves an id that AWS makes up for the stacks after this one. */
  readonly publish: (what: string, value: string) => void;
  /** What was published so far, for functions that live in this stack. */
  readonly around: Surroundings;
}

/** What a part finds in the first stack of functions. */
export interface FunctionsInput {
  readonly stack: Stack;
  readonly stage: Stage;
  readonly handlers: Handlers;
  readonly around: Surroundings;
}

/** What a part finds in the stack of the API, once the API is made. */
export interface ApiInput {
  readonly stack: Stack;
  readonly stage: Stage;
  readonly around: Surroundings;
  readonly handlers: Handlers;
  readonly api: SpecRestApi;
  readonly accessLog: LogGroup;
}

/** Reads an id that was published. */
export type Read = (what: string) => string;

/** Values of environment variables. Each is made when it is asked for: it may be one more parameter of a stack. */
export type Variables = Readonly<Record<string, () => string>>;

/** The rest of EventBridge's pattern of a source's events, by the source. */
export type EventSources = Readonly<Record<string, Pick<EventPattern, 'detail'>>>;

/** A rule of a firewall, without what follows from its place. */
export type FirewallRule = Omit<CfnWebACL.RuleProperty, 'priority' | 'visibilityConfig'>;

/** A curve or more of the dashboard. */
export interface Graph {
  readonly title: string;
  readonly metrics: IMetric[];
}

/** How the gateway reaches the functions that let callers in. */
export interface GatewayAuthorizers {
  readonly name: (scheme: string) => string;
  readonly roleArn: string;
}

/** A part of the infrastructure that a project has only if its contract or its overrides ask for it. */
export interface Part<Made = unknown> {
  /** Makes what lasts, in the base stack. */
  readonly create?: (input: BaseInput) => Made;
  /** The ARNs that permissions on it name. */
  readonly arns?: (stage: Stage, read: Read) => KnownArns;
  /** Of a source of events that it makes talk: what tells those of this stage from others of the account. */
  readonly events?: (stage: Stage) => EventSources;
  /** The variables that functions may ask it for. */
  readonly variables?: (stage: Stage, read: Read) => Variables;
  /** Functions beside those of the operations. */
  readonly functions?: (input: FunctionsInput) => readonly DeployedFunction[];
  /** The image of an operation, where functions are packed as images. */
  readonly image?: (stack: Stack, stage: Stage, handler: Handler) => Code;
  /** Who lets callers in; made before the API. */
  readonly authorizers?: (input: Omit<FunctionsInput, 'handlers'>) => GatewayAuthorizers;
  /** Rules of the API's firewall. */
  readonly firewallRules?: (stage: Stage) => readonly FirewallRule[];
  /** What else belongs into the stack of the API. */
  readonly besideApi?: (input: ApiInput) => void;
  readonly alarms?: (stage: Stage) => readonly AlarmInput[];
  readonly graphs?: (stage: Stage) => readonly Graph[];
}

/** A part that makes something in the base stack. */
export type LastingPart<Made> = Part<Made> & Required<Pick<Part<Made>, 'create'>>;
