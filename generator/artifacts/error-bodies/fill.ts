import type { Contract, DeclaredTemplate, MediaType, Operation, Response } from '../../contract/model/contract.js';
import { fillTemplate, type ErrorFactValues, type ErrorTemplate } from '../../contract/model/error-template.js';
import { handlerErrorsOf, titleOf, type OwnError } from '../../contract/model/own-errors.js';
import { accepts } from '../schema-compiler/accepts.js';
import type { SchemaContext } from '../schema-compiler/context.js';
import { deriveTemplate, type Errors, type Missing } from './derive.js';

/** How errors of one media type are put together. */
export interface Shape {
  /** `application/problem+json`. */
  readonly contentType: string;
  readonly kind: 'json' | 'text';
  readonly template: ErrorTemplate;
}

/** What a declared answer is filled with, and what is left open. */
export interface Filled {
  /** Undefined where nothing of the declared body can be filled. */
  readonly shape: Shape | undefined;
  readonly missing: readonly Missing[];
}

/** What the filling of an answer depends on. */
export interface FillInput {
  readonly contract: Pick<Contract, 'errorTemplates'>;
  readonly operation: Operation;
  readonly schemas: SchemaContext;
}

/** How the handler fills one of an operation's error answers; undefined where the contract declares no body for it. */
export function fillResponse(input: FillInput, response: Response): Filled | undefined {
  const own = handlerErrorsOf(input.operation, response);
  const ofService = own.length === 0;
  const samples = (ofService ? [serviceError(response)] : own).flatMap(handlerSamples);
  return response.content && fillMedia(input, response, response.content, { samples, ofService });
}

/** How the given errors fill a declared body. */
export function fillMedia(
  { contract, operation, schemas }: FillInput,
  response: Response,
  media: MediaType,
  { samples, ofService }: Pick<Errors, 'samples' | 'ofService'>,
): Filled {
  const kind = media.kind === 'text' ? 'text' : 'json';
  if (media.kind !== 'json' && media.type !== 'text/plain') {
    return { shape: undefined, missing: [{ at: media.at, path: '' }] };
  }
  const shaped = (template: ErrorTemplate | undefined): Shape | undefined =>
    template && { contentType: media.type, kind, template };
  const declared = (templates: readonly DeclaredTemplate[]): DeclaredTemplate | undefined =>
    templatesFor(response.status).flatMap((status) => templates.filter((one) => one.status === status))[0];
  const accepted = ({ template }: DeclaredTemplate): boolean =>
    samples.every((facts) => accepts(media.schema, fillTemplate(template, facts), schemas));
  const own = declared(operation.errorTemplates);
  if (own) return { shape: shaped(own.template), missing: accepted(own) ? [] : [{ at: own.at, path: '' }] };
  const common = declared(contract.errorTemplates);
  if (common && accepted(common)) return { shape: shaped(common.template), missing: [] };
  const { template, missing } = deriveTemplate(media.schema, { schemas, samples, ofService, mediaType: media.type });
  return { shape: shaped(template), missing };
}

/** The keys of `x-authwright-errors` that say how an answer is filled, the most exact first. */
function templatesFor(status: string): readonly string[] {
  if (status === 'default') return ['default'];
  const range = `${status.charAt(0)}XX`;
  return status === range ? [range, 'default'] : [status, range, 'default'];
}

/** What a service might answer with a status that the backend does not answer by itself. */
function serviceError({ status }: Response): OwnError {
  const code = Number(status.replace('XX', '00').replace('default', '500'));
  const title = titleOf(code);
  return { status: code, code: title.toUpperCase().replaceAll(/[^A-Z]+/g, '_'), message: `${title}.` };
}

const requestIds = ['3f2b8c1e-6d4a-4f7b-9a51-2c8e0d7f6b34', `${'Az.09_-'.repeat(18)}Az`];
const faults = [{ field: 'items[2].name', message: 'Must be at least 12 characters long, at most 128.' }];

function handlerSamples(error: OwnError): readonly ErrorFactValues[] {
  const fields = error.status === 400 ? { fields: faults } : {};
  return requestIds.map((requestId) => ({
    ...error,
    title: titleOf(error.status),
    requestId,
    timestamp: '2026-01-31T12:00:00.000Z',
    ...fields,
  }));
}
