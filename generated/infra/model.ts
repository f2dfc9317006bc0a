/** What the infrastructure is made of: the facts that the contract gives, and nothing of how AWS is asked for them. */

/** Lambda's memory in MiB, time-out in seconds and reserved concurrency, as far as the contract names them. */
export interface LambdaSettings {
  readonly memory?: number;
  readonly timeout?: number;
  readonly reservedConcurrency?: number;
}

/** The function of one operation. */
export interface OperationFunction {
  /** The operation's folder, and the last part of the function's name. */
  readonly file: string;
  /** The number of the stack that its function was placed in, and stays in. */
  readonly stack: number;
  readonly method: 'delete' | 'get' | 'head' | 'options' | 'patch' | 'post' | 'put';
  /** The OpenAPI path template. */
  readonly path: string;
  /** Alternatives, each a list of schemes that are all needed; none means public. */
  readonly security: readonly (readonly string[])[];
  /** The scheme whose authorizer decides on its callers. A secured operation without one may be called by nobody. */
  readonly authorizer?: string;
  /** False while no override fills its service: it answers 501. */
  readonly filled: boolean;
  /** The entities that its repository has functions of. */
  readonly entities: readonly string[];
  readonly lambda: LambdaSettings;
  /** Whether the contract limits how often it may be called. */
  readonly limited: boolean;
}

/** A security scheme and where its credential travels. */
export interface SecurityScheme {
  readonly file: string;
  /** False while no override fills its authorizer: its routes are denied. */
  readonly filled: boolean;
  readonly credential?: { readonly in: 'header' | 'query' | 'cookie'; readonly name: string };
}

/** What starts a job. */
export type JobTrigger =
  | { readonly kind: 'schedule'; readonly expression: string }
  | {
      readonly kind: 'queue';
      readonly batchSize: number;
      readonly maxReceiveCount: number;
      /** The variable with the queue's URL, for those who write to it. */
      readonly environmentVariable: string;
    }
  /** An event of EventBridge's default bus. */
  | { readonly kind: 'event'; readonly source: string; readonly detailTypes: readonly string[] }
  /** Something that another part of the infrastructure tells. */
  | { readonly kind: 'trigger'; readonly trigger: string };

/** A job. */
export interface Job {
  readonly file: string;
  readonly filled: boolean;
  readonly trigger: JobTrigger;
}

/** An index of a table: the patterns of the partition keys that an entity has in it. */
export interface EntityIndex {
  readonly name: string;
  readonly keys: string;
}

/** What IAM needs to know of an entity. */
export interface EntityAccess {
  readonly table: string;
  /** The pattern of its partition keys, as IAM's StringLike takes it: `USER#*`. */
  readonly keys: string;
  readonly indexes: readonly EntityIndex[];
}

/** A table with its indexes; all keys are strings. */
export interface Table {
  readonly environmentVariable: string;
  readonly ttlAttribute?: string;
  readonly indexes: readonly TableIndex[];
}

/** An index of a table by the attributes of its keys. */
export interface TableIndex {
  readonly name: string;
  readonly pk: string;
  readonly sk?: string;
  /** What of an item is in it beside the keys; all of it where absent. */
  readonly projected?: readonly string[];
}

/** A secret that the team keeps in Secrets Manager. */
export interface Secret {
  /** The variable with its ARN. */
  readonly environmentVariable: string;
  readonly description: string;
  /** Whether its value is made at random with it. */
  readonly generated: boolean;
}

/** The name under which a stage is reached, in a hosted zone of Route 53. */
export interface Domain {
  readonly name: string;
  readonly hostedZoneId: string;
  readonly hostedZoneName: string;
}

/** Whom alarms tell beside those who subscribe, and the costs of a month, in US dollars, that are one. */
export interface Alarms {
  readonly email?: string;
  readonly monthlyBudget?: number;
}

/** How API Gateway serves the API, so that its URLs are those that the contract says. */
export interface ApiPlacement {
  /** The stage of the REST API. On API Gateway's own address it is the first segment of every path. */
  readonly stageName: string;
  /** What the gateway's routes begin with: the other segments of the base path. */
  readonly prefix: string;
  /** The first segment, below which a domain is mapped to the stage; empty for the root of the domain. */
  readonly mappedPath: string;
  /** Whether API Gateway's own address serves the contract's path; else a stage needs a domain. */
  readonly onOwnAddress: boolean;
  /** What in the base path API Gateway cannot serve at all; empty for nothing. */
  readonly fault: string;
}

/** How a stage is deployed, as far as the contract says so. */
export interface DeclaredStage {
  /** Whether its data outlives a mistake. */
  readonly protected?: boolean;
  /** Whether SES keeps its account in the sandbox, where sending needs more permissions. */
  readonly mailSandbox?: boolean;
  readonly region?: string;
  readonly domain?: Domain;
}

/** What an alarm of one kind means, and what to do when it rings. */
export interface RunbookEntry {
  readonly meaning: string;
  readonly look: string;
  readonly act: string;
}

/** Builds and pushes the images of a stage's functions; returns the exit code. */
export type PushImages = (
  stage: { readonly name: string; readonly region: string },
  folders: { readonly project: string; readonly emitted: string },
) => number;
