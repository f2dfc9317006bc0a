import type { Contract, Operation, SecurityScheme } from '../../contract/model/contract.js';
import type { RouteAccess } from '../../contract/model/route-access.js';
import { code, join, symbol, trusted, typeSymbol, type CodeSymbol, type Fragment } from '../../encode/code.js';
import { identifier, jsonLiteral, lineComment, stringLiteral } from '../../encode/typescript.js';
import type { Overrides } from '../../overrides/scan.js';
import { contractTestsSlot, operationSlotPath } from '../../overrides/slots.js';
import type { Artifact, Family, Surroundings } from '../artifact.js';
import { accessOf } from '../../overrides/access.js';
import { namesFields } from '../../contract/model/error-template.js';
import { gatewayAnswers } from '../error-bodies/gateway.js';
import { errorShapes } from '../error-bodies/shapes.js';
import { responseFor } from '../../contract/model/own-errors.js';
import { operationModule, originOf } from '../operations/input.js';
import { isSecured } from '../operations/models.js';
import { offeredTypes } from '../operations/responses.js';
import { createSchemaContext, type SchemaContext } from '../schema-compiler/context.js';
import { brokenRequests, exampleRequests, jsonMedia, type TestRequest } from './requests.js';
import { operationExports } from '../../contract/model/derived-names.js';

/** `contract-tests/`: for every operation the contract's examples and each constraint broken once, over HTTP. */
export const contractTests: Family = {
  name: 'contract-tests',
  emit: (contract, overrides, surroundings) => {
    const schemas = createSchemaContext(contract.schemas);
    return [
      emitDefinitions(contract),
      emitSetup(overrides, surroundings),
      ...contract.operations.map((operation) => emitTests(contract, operation, overrides, schemas)),
    ];
  },
  entryPoints: () => [{ path: 'contract-tests/README.md', pointer: '#/paths' }],
};

const noRequest: TestRequest = { path: {}, query: {}, headers: {}, body: undefined };

/** All definitions in one place, for set-ups that call other operations. */
function emitDefinitions(contract: Contract): Artifact {
  const definitions = contract.operations.map(
    (operation) =>
      code`export { ${identifier(operationExports(operation.names).definition)} } from '../operations/${trusted(operation.names.file)}/models.js';`,
  );
  return {
    path: 'contract-tests/_definitions.ts',
    template: 'contract-tests/_definitions.ts.hbs',
    view: { definitions },
    declared: [],
    pointer: '#/paths',
    slots: [],
  };
}

/** The team's own set-up, or none. */
function emitSetup(overrides: Overrides, surroundings: Surroundings): Artifact {
  const override = overrides.filled.get(contractTestsSlot);
  return {
    path: 'contract-tests/_setup.ts',
    template: 'contract-tests/_setup.ts.hbs',
    view: {
      ContractTestSetup: typeSymbol('ContractTestSetup', './contract-tests/_preparation'),
      override: override ? symbol('setup', `${surroundings.overridesModule}/${contractTestsSlot}`, 'given') : undefined,
    },
    declared: ['setup'],
    pointer: '#/paths',
    slots: [contractTestsSlot],
  };
}

function emitTests(contract: Contract, operation: Operation, overrides: Overrides, schemas: SchemaContext): Artifact {
  const { names } = operation;
  const { requests: examples, reason } = exampleRequests(operation, schemas);
  const broken = brokenRequests(operation, schemas);
  const filled = overrides.filled.has(operationSlotPath(names.file, 'service'));
  const offered = offeredTypes(operation);
  const access = accessOf(operation, contract, overrides);
  // Optional in the contract, but no gateway can ask an authorizer only sometimes.
  const isOptional = access.kind === 'authorized' && !isSecured(operation);
  const definition = symbol(operationExports(names).definition, operationModule(operation, 'models'));
  return {
    path: `contract-tests/${names.file}.test.ts`,
    template: 'contract-tests/[operation-id].test.ts.hbs',
    view: {
      origin: lineComment(originOf(operation)),
      definition,
      callOperation: symbol('callOperation', './contract-tests/_api'),
      expectDeclared: symbol('expectDeclared', './contract-tests/_answers'),
      expectStatus: symbol('expectStatus', './contract-tests/_answers'),
      Example: typeSymbol('Example', './contract-tests/_api'),
      Broken: typeSymbol('Broken', './contract-tests/_api'),
      describe: symbol('describe', 'vitest'),
      expect: symbol('expect', 'vitest'),
      test: symbol('test', 'vitest'),
      title: stringLiteral(`${operation.operationId}: ${operation.method.toUpperCase()} ${operation.path}`),
      reachable: access.kind !== 'nobody',
      secured: access.kind !== 'everybody',
      identified: trusted(isOptional ? ', identified: true' : ''),
      identification: trusted(isOptional ? ', { identified: true }' : ''),
      success: success(operation, filled),
      skipped: reason === undefined ? undefined : stringLiteral(`the example is answered as declared: ${reason}`),
      examples: examples.map((request, index) => ({
        name: stringLiteral(exampleName(operation, index)),
        request: requestLiteral(request),
      })),
      accepted: offered.length > 1 ? jsonLiteral(offered.slice(1)) : undefined,
      hasBroken: broken.length > 0,
      broken: broken.map(({ name, field, request }) => ({
        name: stringLiteral(name),
        field: stringLiteral(field),
        request: requestLiteral(request),
      })),
      hasJsonBody: reason === undefined && jsonMedia(operation) !== undefined && operation.body?.required === true,
      refusals: refusals(contract, operation, definition),
      namesField: namesField(contract, operation),
      declares415: declaresError(contract, operation, 415),
      declares401: declaresRefusal(contract, operation),
      declares413: declaresError(contract, operation, 413),
      first: examples[0] ? requestLiteral(examples[0]) : trusted('{}'),
      large: requestLiteral({ ...(examples[0] ?? noRequest), body: { filler: 'x'.repeat(70_000) } }),
      forged: requestLiteral(withForged(examples[0] ?? noRequest, schemeOf(contract, operation, access))),
    },
    declared: ['examples', 'broken'],
    pointer: operation.pointer,
    slots: [],
  };
}

/**
 * Whether an operation declares the error that its handler answers with this status, with a body that the handler can
 * fill. An author need not declare what any request may meet.
 */
function declaresError(contract: Contract, operation: Operation, status: number): boolean {
  const response = responseFor(operation, status);
  const filled = errorShapes(contract).responses.find((one) => one.response === response);
  return filled?.shape !== undefined && filled.missing.length === 0;
}

/**
 * What a request that breaks the contract must be answered with: 400, the field where the error has room for it, and the
 * declared body where the handler can fill it.
 */
function refusals(contract: Contract, operation: Operation, definition: CodeSymbol): readonly Fragment[] {
  const helper = (name: string): CodeSymbol => symbol(name, './contract-tests/_answers');
  return [
    namesField(contract, operation)
      ? code`${helper('expectField')}(answer, field)`
      : code`${helper('expectStatus')}(answer, [400])`,
    ...(declaresError(contract, operation, 400) ? [code`${helper('expectDeclared')}(${definition}, answer)`] : []),
  ];
}

/** Whether the error that a broken request is answered with has room for the field. */
function namesField(contract: Contract, operation: Operation): boolean {
  const { fallback, of } = errorShapes(contract);
  const response = responseFor(operation, 400);
  const shape = response?.content === undefined ? fallback : of(response);
  return shape !== undefined && namesFields(shape.template);
}

/** Whether an operation declares a 401 that the gateway's own answer satisfies. */
function declaresRefusal(contract: Contract, operation: Operation): boolean {
  const answer = gatewayAnswers(contract).find(({ type }) => type === 'UNAUTHORIZED');
  const isDeclared = responseFor(operation, 401)?.content !== undefined;
  return isDeclared && !answer?.unfit.some((one) => one.operation === operation);
}

/** The scheme whose credential an operation is called with; undefined where the contract names none. */
function schemeOf(
  { securitySchemes }: Contract,
  { security }: Operation,
  access: RouteAccess,
): SecurityScheme | undefined {
  const name = access.kind === 'authorized' ? access.scheme : security.flat()[0];
  return securitySchemes.find((scheme) => scheme.name === name);
}

/** A request with a credential that nobody gave out, in the place where the scheme has it. */
function withForged(request: TestRequest, scheme: SecurityScheme | undefined): TestRequest {
  const { in: place, name } = scheme?.credential ?? { in: 'header', name: 'authorization' };
  if (place === 'query') return { ...request, query: { ...request.query, [name]: 'forged' } };
  if (place === 'cookie') return { ...request, headers: { ...request.headers, cookie: `${name}=forged` } };
  // What is no API key of a header of its own is in the Authorization header, behind the name of its scheme.
  const { httpScheme = 'bearer' } = scheme ?? {};
  const isOwnHeader = scheme?.type === 'apiKey';
  const value = isOwnHeader ? 'forged' : `${httpScheme.charAt(0).toUpperCase()}${httpScheme.slice(1)} forged`;
  return { ...request, headers: { ...request.headers, [name.toLowerCase()]: value } };
}

/** The statuses that the example may be answered with: a declared success, or 501 while nothing fills the service. */
function success(operation: Operation, filled: boolean): Fragment {
  if (!filled) return trusted('[501]');
  const declared = operation.responses.flatMap(({ status }) => (/^2\d\d$/.test(status) ? [Number(status)] : []));
  return declared.length > 0 ? jsonLiteral(declared) : trusted('[200]');
}

function exampleName(operation: Operation, index: number): string {
  return (jsonMedia(operation)?.examples.length ?? 0) > 1 ? `example ${index + 1}` : 'the example';
}

function requestLiteral({ path, query, headers, body }: TestRequest): Fragment {
  const fields = [
    ...Object.entries({ path, query, headers })
      .filter(([, group]) => Object.keys(group).length > 0)
      .map(([name, group]) => code`${trusted(name)}: ${jsonLiteral(group)}`),
    ...(body === undefined ? [] : [code`body: ${jsonLiteral(body)}`]),
  ];
  return code`{ ${join(fields, ', ')} }`;
}
