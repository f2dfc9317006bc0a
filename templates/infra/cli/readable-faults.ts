import type { Stage } from '../stage.js';
import type { PlacedResource } from './template-faults.js';

/** The headers without which a page of another origin cannot read an answer, or cannot name it to anybody. */
const readable = ['access-control-allow-origin', 'access-control-expose-headers'];

/** Headers of all custom answers of a firewall together, unless the quota was raised ("AWS WAF quotas"). */
const mostHeaders = 100;

type Loose = Readonly<Record<string, unknown>>;

/** The answers of the gateway and the firewall that a browser would keep from a page: a sentence for each. */
export function readableFaults({ frontends }: Stage, resources: readonly PlacedResource[]): readonly string[] {
  if (frontends.length === 0) return [];
  return resources.flatMap(({ Type, Properties = {}, place }) => {
    if (Type === 'AWS::ApiGateway::RestApi') return documentFaults(place, Properties['Body']);
    if (Type === 'AWS::ApiGateway::GatewayResponse') return [...answerFaults(place, 'ResponseParameters', Properties)];
    return Type === 'AWS::WAFv2::WebACL' ? firewallFaults(place, Properties) : [];
  });
}

function documentFaults(place: string, body: unknown): readonly string[] {
  const { paths = {}, 'x-amazon-apigateway-gateway-responses': answers = {} } = (body ?? {}) as {
    readonly paths?: Readonly<Record<string, Loose>>;
    readonly 'x-amazon-apigateway-gateway-responses'?: Readonly<Record<string, Loose>>;
  };
  const defaults = ['DEFAULT_4XX', 'DEFAULT_5XX'].filter((type) => answers[type] === undefined);
  return [
    ...defaults.map((type) => `${place} has no answer ${type}: API Gateway's own has no CORS.`),
    ...Object.entries(answers).flatMap(([type, answer]) =>
      answerFaults(`${place}, answer ${type},`, 'responseParameters', answer),
    ),
    ...Object.entries(paths)
      .filter(([, item]) => item['options'] === undefined)
      .map(([path]) => `${place} does not answer preflights of ${path}.`),
  ];
}

function answerFaults(what: string, property: string, answer: Loose): readonly string[] {
  const named = new Set(
    Object.keys((answer[property] ?? {}) as Loose).map((name) =>
      name.toLowerCase().replace('gatewayresponse.header.', ''),
    ),
  );
  return lacking(what, [...readable, 'x-request-id'], named);
}

function firewallFaults(place: string, properties: Loose): readonly string[] {
  const rules = (properties['Rules'] ?? []) as readonly {
    readonly Name: string;
    readonly Action?: {
      readonly Block?: {
        readonly CustomResponse?: {
          readonly CustomResponseBodyKey?: string;
          readonly ResponseHeaders?: readonly { readonly Name: string }[];
        };
      };
    };
  }[];
  const sent = rules.flatMap(({ Action }) => Action?.Block?.CustomResponse?.ResponseHeaders ?? []).length;
  const quota =
    sent > mostHeaders
      ? [
          `${place} answers with ${sent} headers in all, and WAF allows ${mostHeaders}: name fewer rates in x-authwright.firewall, or have the quota raised.`,
        ]
      : [];
  const faults = rules.flatMap(({ Name, Action }) => {
    // What a rule refuses without an answer of its own, the gateway answers.
    const answer = Action?.Block?.CustomResponse;
    if (!answer) return [];
    const named = new Set((answer.ResponseHeaders ?? []).map((header) => header.Name.toLowerCase()));
    const body = answer.CustomResponseBodyKey === undefined ? [`${place}, rule ${Name}, answers without a body.`] : [];
    return [...lacking(`${place}, rule ${Name},`, readable, named), ...body];
  });
  return [...faults, ...quota];
}

function lacking(what: string, headers: readonly string[], named: ReadonlySet<string>): readonly string[] {
  return headers.filter((header) => !named.has(header)).map((header) => `${what} has no header ${header}.`);
}
