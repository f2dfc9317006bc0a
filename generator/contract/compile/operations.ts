import { diagnostic, type Reporter } from '../../diagnostics/diagnostic.js';
import { child, fields, flag, isMapping, keyOf, strings, text, type Cursor } from '../read/cursor.js';
import { methods, type Method, type Operation, type Parameter, type ParameterPlace } from '../model/contract.js';
import { operationNames } from '../model/naming.js';
import { pointerOf } from '../read/pointer.js';
import { placeKey } from '../resolve/references.js';
import { readCaptcha, readLambda, readRateLimits } from './operation-extensions.js';
import { readBody, readResponses } from './content.js';
import type { OperationEnvironment } from './environment.js';
import { readErrorTemplates } from './error-templates.js';
import { readParameters } from './parameters.js';
import { nameOf } from './pinned-name.js';
import { readSecurity } from './security.js';

const otherMethods = ['trace', 'query', 'connect'];

/** An operation before the entities have been read, which come after it: its repository is a place in the contract. */
export type OperationDraft = Omit<Operation, 'repository'> & { readonly repository: Cursor | undefined };

/** All operations, sorted by operationId. */
export function readOperations(root: Cursor, environment: OperationEnvironment): readonly OperationDraft[] {
  const operations: OperationDraft[] = [];
  const places = new Map<string, Cursor>();
  const routes = new Map<string, Cursor>();
  const paths = child(root, 'paths');
  for (const [path, entry] of fields(paths).toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    if (!path.startsWith('/') || !isPath(path, entry, environment.reporter)) continue;
    const item = environment.references.resolve(entry);
    if (!item) continue;
    reportTwins(path, entry, routes, environment.reporter);
    for (const [key, holder] of fields(item)) {
      const cursor = isMethod(key) ? environment.references.resolve(holder) : holder;
      if (!cursor) continue;
      if (isMethod(key)) {
        const operation = readOperation(root, path, key, item, cursor, places, environment);
        if (operation) operations.push(operation);
      } else reportOtherMethods(key, cursor, path, environment.reporter);
    }
  }
  const webhooks = child(root, 'webhooks');
  if (webhooks) environment.reporter.report(diagnostic('AW218', keyOf(webhooks), 'webhooks are not emitted'));
  if (
    operations.length === 0 &&
    !webhooks &&
    environment.reporter.diagnostics.every((one) => one.severity !== 'error')
  ) {
    environment.reporter.report(
      diagnostic('AW214', paths ? keyOf(paths) : root.at, 'the contract declares no operation'),
    );
  }
  return operations.sort((a, b) => (a.operationId < b.operationId ? -1 : 1));
}

/** A path ends before a query or a fragment, and holds no spaces (RFC 3986, 3.3); a request for one would never match. */
function isPath(path: string, entry: Cursor, reporter: Reporter): boolean {
  const [character] = /[?#\s]/.exec(path.replaceAll(/\{[^}]*\}/g, '')) ?? [];
  if (character === undefined) return true;
  const fix =
    character === '?'
      ? 'Declare what follows the "?" as a parameter in: query.'
      : 'Leave it out, or percent-encode it.';
  reporter.report(diagnostic('AW223', keyOf(entry), `${path} holds ${JSON.stringify(character)}`, { fix }));
  return false;
}

/** Methods that OpenAPI knows and API Gateway does not. */
function reportOtherMethods(key: string, cursor: Cursor, path: string, reporter: Reporter): void {
  const others =
    key === 'additionalOperations' ? fields(cursor) : otherMethods.includes(key) ? [[key, cursor] as const] : [];
  for (const [method, place] of others) {
    reporter.report(diagnostic('AW216', keyOf(place), `${method.toUpperCase()} ${path} is left out`));
  }
}

function readOperation(
  root: Cursor,
  path: string,
  method: Method,
  item: Cursor,
  cursor: Cursor,
  places: Map<string, Cursor>,
  environment: OperationEnvironment,
): OperationDraft | undefined {
  const { reporter } = environment;
  if (!isMapping(cursor.value)) return undefined;
  const operationId = text(cursor, 'operationId');
  if (!operationId) {
    reporter.report(diagnostic('AW203', keyOf(cursor), `${method.toUpperCase()} ${path} has no operationId`));
    return undefined;
  }
  const idPlace = child(cursor, 'operationId') ?? cursor;
  const earlier = places.get(operationId);
  if (earlier) {
    const related = [{ message: 'the other one', at: earlier.at }];
    reporter.report(diagnostic('AW204', idPlace.at, `"${operationId}" names two operations`, { related }));
    return undefined;
  }
  places.set(operationId, idPlace);
  const { original, isPinned } = nameOf(cursor, operationId, reporter);
  const names = environment.registry.claim({
    family: 'operation',
    original,
    isPinned,
    place: placeKey(cursor),
    at: idPlace.at,
    spellings: { ...operationNames(original) },
  });
  if (!names) return undefined;
  const parameters = readParameters(item, cursor, environment);
  reportPathParameters(path, parameters, cursor, reporter);
  const body = readBody(cursor, environment);
  const callbacks = child(cursor, 'callbacks');
  if (callbacks)
    reporter.report(diagnostic('AW218', keyOf(callbacks), `the callbacks of ${operationId} are not emitted`));
  const { security, securityAt } = readSecurity(root, cursor, environment);
  return {
    operationId,
    names,
    method,
    path,
    pointer: pointerOf('paths', path, method),
    at: cursor.at,
    tags: strings(cursor, 'tags'),
    summary: text(cursor, 'summary'),
    description: text(cursor, 'description'),
    deprecated: flag(cursor, 'deprecated'),
    parameters,
    body,
    responses: readResponses(cursor, environment),
    security,
    securityAt,
    repository: child(cursor, 'x-authwright-repository'),
    rateLimits: readRateLimits(cursor, { parameters, body, secured: security.length > 0 }, environment),
    captcha: readCaptcha(cursor, environment),
    lambda: readLambda(cursor, reporter),
    errorTemplates: readErrorTemplates(cursor, reporter),
  };
}

/** Two templates that differ only in parameter names match the same requests (OpenAPI, Path Templating Matching). */
function reportTwins(path: string, entry: Cursor, routes: Map<string, Cursor>, reporter: Reporter): void {
  const shape = path.replaceAll(/\{[^}]*\}/g, '{}');
  const twin = routes.get(shape);
  if (twin) {
    reporter.report(
      diagnostic('AW212', keyOf(entry), `${path} matches the same requests as another path`, {
        related: [{ message: 'the other path', at: keyOf(twin) }],
      }),
    );
  }
  routes.set(shape, entry);
}

function reportPathParameters(
  path: string,
  parameters: Readonly<Record<ParameterPlace, readonly Parameter[]>>,
  cursor: Cursor,
  reporter: Reporter,
): void {
  const inTemplate = new Set([...path.matchAll(/\{([^}]+)\}/g)].map((match) => match[1] ?? ''));
  const declared = new Set(parameters.path.map((parameter) => parameter.name));
  for (const name of inTemplate) {
    if (!declared.has(name))
      reporter.report(diagnostic('AW205', keyOf(cursor), `{${name}} of ${path} is not declared`));
  }
  for (const parameter of parameters.path) {
    if (!inTemplate.has(parameter.name)) {
      reporter.report(diagnostic('AW206', parameter.at, `${path} has no {${parameter.name}}`));
    }
  }
}

function isMethod(key: string): key is Method {
  return (methods as readonly string[]).includes(key);
}
