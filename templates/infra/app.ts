import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { extensions } from './extensions.js';
import type { Handlers } from './needs.js';
import type { Stage } from './stage.js';
import { createApi, type Api } from './stacks/api.js';
import { createBase, type Base } from './stacks/base.js';
import { createFunctionStacks, type FunctionStack } from './stacks/functions.js';
import { createObservability, type Observability } from './stacks/observability.js';

/** Everything of a stage, for the extensions in `overrides/infra` to add to. */
export interface Stacks {
  readonly app: App;
  readonly stage: Stage;
  readonly handlers: Handlers;
  readonly base: Base;
  readonly functions: readonly FunctionStack[];
  readonly api: Api;
  readonly observability: Observability;
}

/** What a file in `overrides/infra` exports: a function that adds to the stacks. */
export type InfraExtension = (stacks: Stacks) => void;

/** What an application is made of. */
export interface AppInput {
  readonly stage: Stage;
  readonly handlers: Handlers;
  /** Where the templates go; the CDK's command line says so itself. */
  readonly outdir?: string;
  /** Whether cdk-nag looks at everything. */
  readonly checked?: boolean;
}

/** The CDK application of one stage, whole: phases of a deployment choose among its stacks. */
export function createApp({ stage, handlers, outdir, checked = false }: AppInput): Stacks {
  const app = emptyApp(outdir);
  const base = createBase(app, stage, handlers);
  const functions = createFunctionStacks(app, stage, handlers);
  const api = createApi(app, stage, handlers);
  const observability = createObservability(app, stage, functions);
  for (const { stack } of functions) {
    stack.addStackDependency(base.stack);
    api.stack.addStackDependency(stack);
  }
  for (const stack of app.node.children) {
    if (stack !== observability.stack && stack.node.id.includes('-observability')) {
      stack.node.addDependency(observability.stack);
    }
  }
  observability.stack.addStackDependency(api.stack);
  const stacks: Stacks = { app, stage, handlers, base, functions, api, observability };
  for (const extend of extensions) extend(stacks);
  // The rules are the CDK's own kind of plug-in: what they find is in its validation report.
  if (checked) Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  return stacks;
}

function emptyApp(outdir: string | undefined): App {
  return new App({
    analyticsReporting: false,
    // What is found is read from the report: the CDK would fail on some findings only.
    context: { '@aws-cdk/core:failSynthOnValidationErrors': false },
    ...(outdir === undefined ? {} : { outdir }),
  });
}
