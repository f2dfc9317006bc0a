import type { Contract, Secret } from '../contract/model/contract.js';
import { usesFacts, type ErrorTemplate } from '../contract/model/error-template.js';
import { code, join, symbol, typeSymbol, type Fragment } from '../encode/code.js';
import { docComment, identifier, jsonLiteral, propertyKey, stringLiteral } from '../encode/typescript.js';
import { secretVariable, tableVariable, typeName } from '../contract/model/naming.js';
import type { Artifact, Family } from './artifact.js';
import { challengeOf, gatewayAnswers } from './error-bodies/gateway.js';
import { firewallAnswer } from './error-bodies/firewall.js';
import { completedProperties, templateExpression } from './error-bodies/print.js';
import { errorShapes, sameShape } from './error-bodies/shapes.js';

/** `http/`: the runtime that every handler shares, and how this contract words its errors. */
export const http: Family = {
  name: 'http',
  emit: (contract) => [
    emitErrorShapes(contract),
    emitGatewayAnswers(contract),
    emitCounterTable(contract),
    emitTracing(contract),
    emitKeyedHash(contract),
    ...emitSecrets(contract),
  ],
};

/** `http/counter-table.ts`: what rate limits are counted in. */
function emitCounterTable({ defaultTable }: Contract): Artifact {
  return {
    path: 'http/counter-table.ts',
    template: 'http/counter-table.ts.hbs',
    view: {
      environment: symbol('environment', './http/environment'),
      variable: stringLiteral(tableVariable(defaultTable)),
    },
    declared: ['counterTable'],
    onlyIfImported: true,
    pointer: '#/paths',
    slots: [],
  };
}

/** `http/tracing.ts`: what makes calls of AWS parts of a trace, or leaves them alone. Without it no bundle has a tracer. */
function emitTracing({ tracing }: Contract): Artifact {
  const isOn = tracing === 'calls';
  return {
    path: 'http/tracing.ts',
    template: 'http/tracing.ts.hbs',
    view: { tracedClient: isOn ? symbol('traced', './http/traced-client', 'tracedClient') : undefined },
    declared: ['traced'],
    onlyIfImported: true,
    pointer: '#/x-authwright',
    slots: [],
  };
}

/** `http/keyed-hash.ts`: the hash of what identifies people, under the secret that the contract names for it. */
function emitKeyedHash({ secrets }: Contract): Artifact {
  const secret = secrets.find(({ keysHashes }) => keysHashes);
  return {
    path: 'http/keyed-hash.ts',
    template: 'http/keyed-hash.ts.hbs',
    view: {
      createHash: symbol('createHash', 'node:crypto'),
      ...(secret && {
        createHmac: symbol('createHmac', 'node:crypto'),
        readSecret: symbol(readerOf(secret), './http/secrets'),
      }),
    },
    declared: ['keyedHash'],
    onlyIfImported: true,
    pointer: secret ? '#/x-authwright/secrets' : '#/paths',
    slots: [],
  };
}

/** The function that reads a secret: `readCallerKey`. */
function readerOf({ name }: Secret): string {
  return `read${typeName(name)}`;
}

/** `http/secrets.ts`: a reader for each secret, so that a bundle tells which of them a function reads. */
function emitSecrets({ secrets }: Contract): readonly Artifact[] {
  if (secrets.length === 0) return [];
  const readers = secrets.map(readerOf);
  return [
    {
      path: 'http/secrets.ts',
      template: 'http/secrets.ts.hbs',
      view: {
        readSecret: symbol('readSecret', './http/secret-values'),
        environment: symbol('environment', './http/environment'),
        secrets: secrets.map(({ name, description }, index) => ({
          comment: docComment(description ?? `The secret ${name}.`),
          read: identifier(readers[index] ?? name),
          variable: stringLiteral(secretVariable(name)),
        })),
      },
      declared: readers,
      pointer: '#/x-authwright/secrets',
      slots: [],
    },
  ];
}

function emitErrorShapes(contract: Contract): Artifact {
  const { shapes, fallback } = errorShapes(contract);
  const alias = shapes.find((shape) => sameShape(shape, fallback));
  const all = alias ? shapes : [...shapes, { ...fallback, name: 'fallbackShape' }];
  return {
    path: 'http/error-shapes.ts',
    template: 'http/error-shapes.ts.hbs',
    view: {
      ErrorFacts: typeSymbol('ErrorFacts', './http/error-facts'),
      ErrorShape: typeSymbol('ErrorShape', './http/error-shape'),
      shapes: all.map(({ name, contentType, kind, template }) => ({
        comment: docComment(name === 'fallbackShape' ? fallbackComment : undefined),
        name: identifier(name),
        contentType: stringLiteral(contentType),
        kind: stringLiteral(kind),
        usesFacts: usesFacts(template),
        body: templateExpression(template),
        completed: completedEntries(template),
      })),
      fallbackComment: docComment(fallbackComment),
      fallback: alias && identifier(alias.name),
      challenge: stringLiteral(challengeOf(contract)),
    },
    declared: [...shapes.map(({ name }) => name), 'fallbackShape', 'challenge'],
    onlyIfImported: true,
    pointer: '#/components/schemas',
    slots: [],
  };
}

const fallbackComment = 'Where an operation declares no body for a status.';

function completedEntries(template: ErrorTemplate): Fragment | undefined {
  const entries = completedProperties(template).map(
    ({ property, fact }) => code`${propertyKey(property)}: ${stringLiteral(fact)}`,
  );
  return entries.length === 0 ? undefined : code`{ ${join(entries, ', ')} }`;
}

function emitGatewayAnswers(contract: Contract): Artifact {
  return {
    path: 'http/gateway-answers.ts',
    template: 'http/gateway-answers.ts.hbs',
    view: {
      GatewayAnswer: typeSymbol('GatewayAnswer', './http/gateway-headers'),
      answers: gatewayAnswers(contract).map(({ type, status, contentType, body }) =>
        jsonLiteral({ type, status, contentType, body }),
      ),
      firewall: jsonLiteral(firewallAnswer(contract)),
      requestHeaders: jsonLiteral(requestHeaders(contract)),
    },
    declared: ['gatewayAnswers', 'firewallAnswer', 'requestHeaders'],
    onlyIfImported: true,
    pointer: '#/components/schemas',
    slots: [],
  };
}

/** What the contract asks for in headers, beside what every frontend may send. */
function requestHeaders({ operations, securitySchemes }: Contract): readonly string[] {
  const parameters = operations.flatMap((operation) => operation.parameters.header);
  const credentials = securitySchemes.flatMap(({ credential }) => (credential?.in === 'header' ? credential : []));
  // The name of a header may hold signs that mean something to API Gateway. Nobody's does.
  const named = [...parameters, ...credentials].map(({ name }) => name).filter((name) => /^[\w.-]+$/.test(name));
  const all = ['authorization', 'content-type', 'x-request-id', ...named];
  return [...new Set(all.map((name) => name.toLowerCase()))].sort();
}
