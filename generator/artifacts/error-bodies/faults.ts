import type { Contract, Operation } from '../../contract/model/contract.js';
import type { ErrorTemplate } from '../../contract/model/error-template.js';
import { handlerErrorsOf } from '../../contract/model/own-errors.js';
import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.js';
import type { Missing } from './derive.js';
import { gatewayAnswers } from './gateway.js';
import { errorShapes } from './shapes.js';

/**
 * The warnings for what the contract declares of its errors and the backend's own answers do not satisfy. A deployment is
 * refused while there is one.
 */
export function errorDiagnostics(contract: Contract): readonly Diagnostic[] {
  return [...openSchemas(contract), ...otherForms(contract)];
}

/** An answer of the backend's own that lacks something. */
interface OpenAnswer {
  readonly operation: Operation;
  readonly status: number;
  readonly template: ErrorTemplate | undefined;
  readonly missing: readonly Missing[];
}

/** What stays open in a schema, with the answers that it stays open in. */
interface Cause {
  readonly missing: readonly Missing[];
  readonly template: ErrorTemplate | undefined;
  readonly statuses: Set<number>;
  readonly operations: Set<string>;
}

function openSchemas(contract: Contract): readonly Diagnostic[] {
  const causes = new Map<string, Cause>();
  for (const { operation, status, missing, template } of openAnswers(contract)) {
    const key = JSON.stringify(missing.map(({ at, path }) => [at.file, at.pointer, path]));
    const cause = causes.get(key) ?? { missing, template, statuses: new Set(), operations: new Set() };
    cause.statuses.add(status);
    cause.operations.add(operation.operationId);
    causes.set(key, cause);
  }
  return [...causes.values()].flatMap(openSchema);
}

function openAnswers(contract: Contract): readonly OpenAnswer[] {
  const ofHandlers = errorShapes(contract).responses.flatMap(({ operation, response, shape, missing }) =>
    handlerErrorsOf(operation, response).map(({ status }) => ({
      operation,
      status,
      template: shape?.template,
      missing,
    })),
  );
  const ofGateway = gatewayAnswers(contract).flatMap(({ status, unfit }) => unfit.map((one) => ({ ...one, status })));
  return [...ofHandlers, ...ofGateway].filter(({ missing }) => missing.length > 0);
}

function openSchema({ missing, template, statuses, operations }: Cause): Diagnostic[] {
  const [first] = missing;
  if (!first) return [];
  const paths = missing.map(({ path }) => path);
  const what = paths.map((path) => (path === '' ? 'its body' : JSON.stringify(path))).join(', ');
  const answers = [...statuses].sort().join(', ');
  const message = `the backend's own ${answers} of ${listOf(operations)} cannot fill ${what}`;
  const body = paths.reduce<unknown>(
    (sketch, path) => withGap(sketch, path.split('.')),
    template && printable(template),
  );
  const key = statuses.size === 1 ? `"${answers}"` : 'default';
  const optional = `ake ${what} out of "required"`;
  if (missing.every(({ isTime }) => isTime)) {
    return [diagnostic('AW226', first.at, message, { fix: `T${optional}: a gateway's answer cannot hold the time.` })];
  }
  return [
    diagnostic('AW226', first.at, message, {
      fix: `Write what it holds: x-authwright-errors: { ${key}: ${flow(body)} }; or t${optional}.`,
    }),
  ];
}

/** The gateway has one form for all operations: those that declare another one are told. */
function otherForms(contract: Contract): readonly Diagnostic[] {
  return gatewayAnswers(contract).flatMap(({ status, contentType, body, unfit }): Diagnostic[] => {
    const others = unfit.filter(({ missing }) => missing.length === 0);
    const [first] = others;
    if (!first) return [];
    const operations = listOf(others.map(({ operation }) => operation.operationId));
    const message = `the gateway's own ${status}, ${contentType} ${body}, is not what ${operations} declare`;
    return [diagnostic('AW227', first.response.at, message)];
  });
}

function listOf(operations: Iterable<string>): string {
  const [first = '', ...others] = new Set(operations);
  return others.length === 0 ? first : `${first} and ${others.length} more`;
}

/** What only the author of the contract knows. */
const gap = Symbol('gap');

/** A template as `x-authwright-errors` writes it. */
function printable(template: ErrorTemplate): unknown {
  switch (template.kind) {
    case 'constant':
      return template.value;
    case 'fact':
      return template.fact === 'details' ? undefined : `{${template.fact}}`;
    case 'text':
      return template.parts.map((part) => (typeof part === 'string' ? part : `{${part.fact}}`)).join('');
    case 'object':
      return Object.fromEntries(template.entries.map(({ property, value }) => [property, printable(value)]));
    case 'list':
      return template.items.map(printable);
    case 'perField':
      return [printable(template.item)];
    case 'byFields':
      return printable(template.general ?? template.fields);
  }
}

/** The same with a gap at a path. */
function withGap(sketch: unknown, [name = '', ...rest]: readonly string[]): unknown {
  if (name === '') return gap;
  if (Array.isArray(sketch) || name === '0') return [withGap(Array.isArray(sketch) ? sketch[0] : undefined, rest)];
  const known = typeof sketch === 'object' ? sketch : {};
  return { ...known, [name]: withGap((known as Record<string, unknown> | null)?.[name], rest) };
}

/** YAML in one line. */
function flow(value: unknown): string {
  if (value === gap) return '...';
  if (Array.isArray(value)) return `[${value.map(flow).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? '...';
  const entries = Object.entries(value).filter(([, entry]) => entry !== undefined);
  return `{ ${entries.map(([key, entry]) => `${keyText(key)}: ${flow(entry)}`).join(', ')} }`;
}

function keyText(property: string): string {
  return /^[A-Za-z_][A-Za-z0-9_-]*$/.test(property) ? property : JSON.stringify(property);
}
