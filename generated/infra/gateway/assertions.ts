import type { OperationFunction } from '../model.js';
import { gatewayPath } from '../placement.js';
import { operations } from '../operations.js';
import type { GatewayDocument } from './document.js';

/** Words of OpenAPI 3.1 and of JSON Schema that API Gateway refuses or, worse, ignores. */
const unknownWords = new Set([
  '$defs',
  '$dynamicRef',
  'additionalProperties',
  'anyOf',
  'const',
  'discriminator',
  'exclusiveMaximum',
  'exclusiveMinimum',
  'if',
  'jsonSchemaDialect',
  'nullable',
  'oneOf',
  'patternProperties',
  'prefixItems',
  'unevaluatedProperties',
  'webhooks',
]);

type Loose = Readonly<Record<string, unknown>>;

/**
 * What is wrong with a gateway document. No other check looks into the body of a REST API, so that a route without
 * security would pass them all.
 *
 * @returns a sentence for each fault
 */
export function documentFaults(
  document: GatewayDocument,
  expected: Readonly<Record<string, OperationFunction>> = operations,
): readonly string[] {
  return [
    ...(/^3\.0\.\d+$/.test(String(document['openapi']))
      ? []
      : [`API Gateway takes no OpenAPI ${String(document['openapi'])}.`]),
    ...(document['security'] === undefined ? [] : ['API Gateway ignores security at the root of a document.']),
    ...Object.entries(expected).flatMap(([id, operation]) => operationFaults(document, id, operation)),
    ...parameterFaults(document),
    ...schemeFaults(document),
    ...walk(document, document, '#'),
  ];
}

function operationFaults(
  document: GatewayDocument,
  id: string,
  { method, path, security }: OperationFunction,
): string[] {
  const operation = at(document, 'paths', gatewayPath(path), method);
  if (operation === undefined) return [`${id} has no route.`];
  const faults: string[] = [];
  const integration = at(operation, 'x-amazon-apigateway-integration');
  if (integration?.['type'] !== 'aws_proxy' || integration['uri'] === undefined)
    faults.push(`${id} has no integration.`);
  const declared = operation['security'];
  if (!Array.isArray(declared)) return [...faults, `${id} says nothing of security, which makes it public.`];
  if (security.length === 0)
    return declared.length === 0 ? faults : [...faults, `${id} is public but asks for credentials.`];
  if (declared.length === 0 || declared.some((alternative) => Object.keys(alternative as object).length === 0)) {
    faults.push(`${id} is secured by the contract and public in the gateway.`);
  }
  for (const name of declared.flatMap((alternative) => Object.keys(alternative as object))) {
    const authorizer = at(document, 'components', 'securitySchemes', name, 'x-amazon-apigateway-authorizer');
    if (authorizer?.['authorizerUri'] === undefined)
      faults.push(`${id} is secured by ${name}, which has no authorizer.`);
  }
  return faults;
}

/** API Gateway wants every method of a path to declare its parameters, the answer to a preflight among them. */
function parameterFaults(document: GatewayDocument): string[] {
  return Object.entries(at(document, 'paths') ?? {}).flatMap(([path, item]) => {
    const wanted = [...path.matchAll(/\{([^{}]+)\}/g)].map(([, name]) => name);
    return Object.entries(item as Loose).flatMap(([method, operation]) => {
      const parameters = (operation as { readonly parameters?: readonly Loose[] }).parameters ?? [];
      const declared = parameters.filter((one) => one['in'] === 'path').map((one) => one['name']);
      return wanted
        .filter((name) => !declared.includes(name))
        .map((name) => `${method.toUpperCase()} ${path} does not declare the parameter ${name} of its path.`);
    });
  });
}

function schemeFaults(document: GatewayDocument): string[] {
  return Object.entries(at(document, 'components', 'securitySchemes') ?? {}).flatMap(([name, value]) => {
    const scheme = value as Loose;
    const custom = scheme['type'] === 'apiKey' && scheme['x-amazon-apigateway-authtype'] === 'custom';
    const fresh = at(scheme, 'x-amazon-apigateway-authorizer')?.['authorizerResultTtlInSeconds'] === 0;
    return [
      ...(custom ? [] : [`The scheme ${name} is none that API Gateway enforces.`]),
      ...(fresh ? [] : [`The scheme ${name} lets old decisions stand.`]),
    ];
  });
}

function walk(value: unknown, document: GatewayDocument, place: string): string[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => walk(item, document, `${place}/${index}`));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => {
    const here = `${place}/${key}`;
    // The names of paths, parameters and answers are the contract's; everything else is a word of the dialect.
    const named =
      /\/(paths|securitySchemes|headers|responses|requestTemplates|responseTemplates|responseParameters)$/.test(place);
    if (key === '$ref' && typeof item === 'string' && !resolves(document, item))
      return [`${here} leads nowhere: ${item}`];
    if (!named && key === 'type' && Array.isArray(item))
      return [`${here} is a list, as OpenAPI 3.1 has it and API Gateway does not.`];
    return [
      ...(!named && unknownWords.has(key) ? [`${here} is a word that API Gateway does not know.`] : []),
      ...walk(item, document, here),
    ];
  });
}

function resolves(document: GatewayDocument, reference: string): boolean {
  const parts = reference
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  return reference.startsWith('#/') && at(document, ...parts) !== undefined;
}

function at(value: unknown, ...path: readonly string[]): Loose | undefined {
  const found = path.reduce<unknown>(
    (current, key) =>
      typeof current === 'object' && current !== null && Object.hasOwn(current, key)
        ? (current as Loose)[key]
        : undefined,
    value,
  );
  return typeof found === 'object' && found !== null ? (found as Loose) : undefined;
}
