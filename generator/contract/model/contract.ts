import type { Location } from '../../diagnostics/diagnostic.js';
import type { ErrorTemplate } from './error-template.js';
import type { VariantKind } from './naming.js';
import type { Schema } from './schema.js';
import type { UserPool, UserPoolTrigger } from './user-pool.js';

/** The contract as the rest of the generator sees it. Lists are sorted by name; properties keep the author's order. */
export interface Contract {
  /** `x-authwright.name`, or the title in kebab-case: the first part of every resource name. */
  readonly name: string;
  readonly title: string;
  readonly version: string;
  readonly description: string | undefined;
  /** The path of the first server, without slashes at its ends: `v1`. Also the name of the API stage. */
  readonly basePath: string;
  /** The table, without the stage, of entities that name none, and of the counters of rate limits. */
  readonly defaultTable: string;
  readonly packaging: 'zip' | 'image';
  readonly tracing: Tracing;
  readonly tags: readonly Tag[];
  readonly operations: readonly Operation[];
  readonly schemas: readonly NamedSchema[];
  readonly entities: readonly Entity[];
  readonly securitySchemes: readonly SecurityScheme[];
  readonly stages: StageSettings;
  /** What settings are for, by name, as far as their schema says so (`title`). */
  readonly settingTitles: Readonly<Record<string, string>>;
  readonly jobs: readonly Job[];
  readonly secrets: readonly Secret[];
  readonly userPool: UserPool | undefined;
  /** What the firewall lets single addresses do below some paths. */
  readonly firewallRates: readonly FirewallRate[];
  readonly errorTemplates: readonly DeclaredTemplate[];
  readonly at: Location;
}

export interface Tag {
  readonly name: string;
  readonly description: string | undefined;
}

export const methods = ['delete', 'get', 'head', 'options', 'patch', 'post', 'put'] as const;
export type Method = (typeof methods)[number];

/** One method on one path. */
export interface Operation {
  readonly operationId: string;
  readonly names: OperationNames;
  readonly method: Method;
  /** The OpenAPI path template. */
  readonly path: string;
  /** The pointer in the contract, whatever file the operation stands in: `#/paths/~1health/get`. */
  readonly pointer: string;
  readonly at: Location;
  readonly tags: readonly string[];
  readonly summary: string | undefined;
  readonly description: string | undefined;
  readonly deprecated: boolean;
  readonly parameters: Readonly<Record<ParameterPlace, readonly Parameter[]>>;
  readonly body: RequestBody | undefined;
  readonly responses: readonly Response[];
  /** Alternatives, each a list of schemes that are all needed; no alternative means public. */
  readonly security: readonly (readonly string[])[];
  /** The place that says so: the operation's own, or the document's. */
  readonly securityAt: Location;
  /** What its `context.repository` holds, by entity. */
  readonly repository: readonly RepositoryEntity[];
  readonly rateLimits: readonly RateLimit[];
  /** Whether the firewall asks callers for a CAPTCHA. */
  readonly captcha: Configured<boolean>;
  readonly lambda: LambdaSettings;
  readonly errorTemplates: readonly DeclaredTemplate[];
}

/** The functions of one entity that an operation's repository holds. */
export interface RepositoryEntity {
  readonly entity: string;
  /** As the contract spells them: `create`, `findByOwner`. */
  readonly functions: readonly string[];
  /** The place that names the entity. */
  readonly at: Location;
}

/** The names made of one operationId. */
export interface OperationNames {
  /** Function and export: `listOrders`. */
  readonly value: string;
  /** Prefix of types: `ListOrders`. */
  readonly type: string;
  /** Folder and resource: `list-orders`. */
  readonly file: string;
}

export type ParameterPlace = 'path' | 'query' | 'header' | 'cookie';

export interface Parameter {
  readonly name: string;
  readonly place: ParameterPlace;
  readonly required: boolean;
  readonly description: string | undefined;
  readonly style: 'simple' | 'label' | 'matrix' | 'form' | 'spaceDelimited' | 'pipeDelimited' | 'deepObject' | 'json';
  readonly explode: boolean;
  readonly schema: Schema;
  readonly examples: readonly unknown[];
  readonly at: Location;
}

/** How a body of a media type is read or written. */
export type BodyKind = 'json' | 'form' | 'multipart' | 'text' | 'binary';

export interface MediaType {
  /** Lower-case, without parameters: `application/json`. */
  readonly type: string;
  readonly kind: BodyKind;
  readonly schema: Schema;
  readonly examples: readonly unknown[];
  readonly at: Location;
}

export interface RequestBody {
  readonly required: boolean;
  readonly description: string | undefined;
  readonly content: readonly MediaType[];
  readonly at: Location;
}

export interface Response {
  /** `201`, `4XX` or `default`. */
  readonly status: string;
  /** The contract's own name of it, where the operation refers to it: the key in `components.responses`. */
  readonly name: string | undefined;
  readonly description: string | undefined;
  /** The media type that is sent where the caller has no say: JSON where it is offered. */
  readonly content: MediaType | undefined;
  /** The other media types that it may be sent in. */
  readonly others: readonly MediaType[];
  readonly headers: readonly ResponseHeader[];
  readonly at: Location;
}

/** The tag that an operation stands under: its first. */
export function tagOf({ tags }: Pick<Operation, 'tags'>): string {
  return tags[0] ?? 'Untagged';
}

/** The media types of an answer, the one that is sent of itself first. */
export function mediaTypesOf({ content, others }: Pick<Response, 'content' | 'others'>): readonly MediaType[] {
  return content ? [content, ...others] : others;
}

/** A header of an answer, written in the style `simple`. */
export interface ResponseHeader {
  /** Lower-case. */
  readonly name: string;
  readonly required: boolean;
  readonly description: string | undefined;
  readonly schema: Schema;
  /** Whether an object is written `R=100,G=200` and not `R,100,G,200`. */
  readonly explode: boolean;
  /** Whether its text is JSON, as a media type says. */
  readonly json: boolean;
}

/** A component schema, emitted as one file that exports one name. */
export interface NamedSchema {
  /** The key in the contract. */
  readonly key: string;
  /** The emitted name. */
  readonly name: string;
  /** The emitted file, without extension. */
  readonly file: string;
  readonly pointer: string;
  readonly at: Location;
  readonly schema: Schema;
  /** Whether following its references leads back to it. */
  readonly recursive: boolean;
  /** Of a component that has several emitted schemas: what this further one is for. */
  readonly variant?: VariantKind | undefined;
}

export interface SecurityScheme {
  readonly name: string;
  readonly type: string;
  /** Where the credential travels; undefined where the scheme knows no such place (mutual TLS). */
  readonly credential: { readonly in: 'header' | 'query' | 'cookie'; readonly name: string } | undefined;
  /** Of type `http`: `bearer`, `basic`. */
  readonly httpScheme: string | undefined;
  /** `overrides/security/<file>.ts` fills its slot. */
  readonly file: string;
  /** What that file exports. */
  readonly exportName: string;
  readonly description: string | undefined;
  readonly at: Location;
}

/** A scalar setting. */
export type SettingValue = string | number | boolean;

export interface Frontend {
  readonly origin: string;
  readonly linkBase: string;
}

export interface StageConfiguration {
  readonly settings: Readonly<Record<string, SettingValue>>;
  readonly frontends: readonly Frontend[];
}

/** The name under which a stage is reached, in a hosted zone of Route 53. */
export interface Domain {
  readonly name: string;
  readonly hostedZoneId: string;
  readonly hostedZoneName: string;
}

/** What X-Ray is told: nothing; of the API and each run of a function; or of each call of AWS, too. */
export const tracings = ['off', 'functions', 'calls'] as const;
export type Tracing = (typeof tracings)[number];

/** How a stage is deployed, as far as the contract says so. */
export interface StageDeployment {
  /** Whether its data outlives a mistake. */
  readonly protected?: boolean;
  /** Whether SES keeps the account of the stage in its sandbox. */
  readonly mailSandbox?: boolean;
  /** The Region of AWS. */
  readonly region?: string;
  readonly domain?: Domain;
}

/** The settings common to all stages, and the complete ones of each stage that differs. */
export interface StageSettings {
  /** Of stages that say nothing of their own. */
  readonly alarms: Alarms;
  /** By stage. */
  readonly alarmsOfStages: Readonly<Record<string, Alarms>>;
  /** By stage, for every one that the contract declares. */
  readonly deployments: Readonly<Record<string, StageDeployment>>;
  readonly common: StageConfiguration;
  readonly stages: Readonly<Record<string, StageConfiguration>>;
}

/** Whom alarms tell beside those who subscribe, and the costs of a month, in US dollars, that are one. */
export interface Alarms {
  readonly email?: string;
  readonly monthlyBudget?: number;
}

/** A part of a key: literal text or the name of a property. */
export type KeyPart = { readonly literal: string } | { readonly property: string };
export type KeyTemplate = readonly KeyPart[];

export interface EntityIndex {
  readonly name: string;
  readonly pk: KeyTemplate;
  readonly sk: KeyTemplate | undefined;
  /** What of an item is in the index: all of it, or the properties of the keys of table and index. */
  readonly projection: 'all' | 'keys';
}

/** An item type of a table. */
export interface Entity {
  readonly name: string;
  readonly file: string;
  /** The table's name without stage: `users`. */
  readonly table: string;
  readonly pk: KeyTemplate;
  readonly sk: KeyTemplate;
  readonly indexes: readonly EntityIndex[];
  /** The property that holds the expiry in epoch seconds. */
  readonly ttl: string | undefined;
  readonly schema: Schema;
  readonly pointer: string;
  readonly at: Location;
}

/** A value, or the setting that holds it. */
export type Configured<T extends SettingValue> = T | { readonly setting: string };

export interface RateLimit {
  readonly key: readonly string[];
  readonly attempts: Configured<number>;
  /** Seconds. */
  readonly window: Configured<number>;
  /** The statuses that count as an attempt; undefined counts every answer below 500. */
  readonly countOn: readonly number[] | undefined;
  /** The exemption that spares requests once the limit is reached. */
  readonly unless: string | undefined;
}

export interface LambdaSettings {
  /** MiB. */
  readonly memory: number | undefined;
  /** Seconds. */
  readonly timeout: number | undefined;
  readonly reservedConcurrency: number | undefined;
}

export interface Job {
  readonly name: string;
  readonly description: string | undefined;
  readonly trigger:
    | { readonly kind: 'schedule'; readonly expression: string }
    | { readonly kind: 'queue'; readonly batchSize: number; readonly maxReceiveCount: number }
    /** An event of the account's default bus. */
    | { readonly kind: 'event'; readonly source: string; readonly detailTypes: readonly string[] }
    | { readonly kind: 'userPool'; readonly trigger: UserPoolTrigger };
  readonly at: Location;
}

/** How often one address may call what lies below a path within five minutes. */
export interface FirewallRate {
  /** A beginning of paths, without the base path: `/orders/`. */
  readonly path: string;
  readonly requests: number;
}

export interface Secret {
  readonly name: string;
  readonly description: string | undefined;
  /** Whether its value is made with it, at random; otherwise somebody puts it in. */
  readonly generated: boolean;
  /** Whether it keys the hashes of what identifies people. At most one does. */
  readonly keysHashes: boolean;
  readonly at: Location;
}

/** How the backend's own answers of a status are filled: an entry of `x-authwright-errors`. */
export interface DeclaredTemplate {
  /** `400`, `4XX` or `default`. */
  readonly status: string;
  readonly template: ErrorTemplate;
  readonly at: Location;
}
