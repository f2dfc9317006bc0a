import type { Stack } from 'aws-cdk-lib';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { parameterName } from '../names.js';
import type { Handler } from '../needs.js';
import { everyPart } from '../parts.js';
import type { KnownArns } from '../permissions/policy.js';
import { projectName } from '../project.js';
import type { Stage } from '../stage.js';
import type { EventSources, Read, Variables } from './part.js';

/** What the functions of a stack find around them. */
export interface Surroundings {
  readonly arns: KnownArns;
  /** The ARN of the key of everything at rest. */
  readonly storageKey: () => string;
  readonly read: Read;
  /** What of the pattern of a source's events depends on the stage. */
  readonly eventsOf: (source: string) => EventSources[string];
  /** The values of the variables that a handler reads, and of no others. */
  readonly environmentOf: (handler: Handler) => Record<string, string>;
}

/** Under this name the base stack leaves the ARN of the key of everything at rest. */
export const storageKeyParameter = 'storage-key-arn';

/** The surroundings as a stack after the base stack sees them: through the parameters that were published. */
export function publishedSurroundings(stack: Stack, stage: Stage): Surroundings {
  return surroundingsOf(stage, (what) => StringParameter.valueForStringParameter(stack, parameterName(stage, what)));
}

/** Makes surroundings from whatever tells the published ids. */
export function surroundingsOf(stage: Stage, read: Read): Surroundings {
  const storageKey = (): string => read(storageKeyParameter);
  const ofParts: KnownArns = Object.assign({}, ...everyPart.map((part) => part.arns?.(stage, read)));
  const events: EventSources = Object.assign({}, ...everyPart.map((part) => part.events?.(stage)));
  const values = environmentValues(stage, read);
  return {
    arns: { ...ofParts, storageKey: () => [storageKey()] },
    storageKey,
    read,
    eventsOf: (source) => events[source] ?? {},
    environmentOf: ({ entry, variables, required }) => {
      const missing = required.filter((name) => values[name] === undefined);
      if (missing.length > 0) {
        throw new Error(
          `${entry} reads ${missing.join(', ')}, which nothing in the contract or the infrastructure provides.`,
        );
      }
      const named = ['LOG_LEVEL', ...variables].sort();
      return Object.fromEntries(named.flatMap((name) => (values[name] ? [[name, values[name]()]] : [])));
    },
  };
}

/** Every variable that a function may ask for. */
function environmentValues(stage: Stage, read: Read): Variables {
  const [frontend] = stage.frontends;
  const ofParts: Variables = Object.assign({}, ...everyPart.map((part) => part.variables?.(stage, read)));
  return {
    ENVIRONMENT: () => stage.name,
    LOG_LEVEL: () => 'INFO',
    POWERTOOLS_DEV: () => 'false',
    POWERTOOLS_METRICS_NAMESPACE: () => projectName,
    ...(frontend ? { APP_BASE_URL: () => frontend.linkBase } : {}),
    ...ofParts,
  };
}
