import type { Contract, SecurityScheme } from '../contract/model/contract.js';
import { code, symbol, trusted, typeSymbol, type Fragment } from '../encode/code.js';
import { docComment, lineComment, stringLiteral } from '../encode/typescript.js';
import type { Overrides } from '../overrides/scan.js';
import { authorizerSlotPath } from '../overrides/slots.js';
import { pointerOf } from '../contract/read/pointer.js';
import type { Artifact, Family, Surroundings } from './artifact.js';

/** `security/`: the Lambda authorizer of each security scheme whose slot is filled. An unfilled one denies its routes. */
export const security: Family = {
  name: 'security',
  emit: (contract: Contract, overrides: Overrides, surroundings: Surroundings) =>
    contract.securitySchemes
      .filter((scheme) => overrides.filled.has(authorizerSlotPath(scheme)))
      .map((scheme) => emitAuthorizer(scheme, surroundings)),
};

function emitAuthorizer(scheme: SecurityScheme, surroundings: Surroundings): Artifact {
  const slot = authorizerSlotPath(scheme);
  const pointer = pointerOf('components', 'securitySchemes', scheme.name);
  return {
    path: `${slot}/handler.ts`,
    template: 'security/[scheme]/handler.ts.hbs',
    view: {
      origin: lineComment(`Contract: ${pointer}`),
      comment: docComment(scheme.description),
      Authorizer: typeSymbol('Authorizer', './http/authorizer'),
      createAuthorizer: symbol('createAuthorizer', './http/authorizer'),
      override: symbol(scheme.exportName, `${surroundings.overridesModule}/${slot}`),
      name: stringLiteral(scheme.name),
      place: credentialPlace(scheme),
    },
    declared: ['handler', 'authorizer'],
    pointer,
    slots: [slot],
  };
}

/** Bearer tokens are what OAuth 2 and OpenID Connect send as well (RFC 6750 section 2.1). */
function credentialPlace({ credential, type, httpScheme }: SecurityScheme): Fragment {
  const place = credential ?? { in: 'header', name: 'authorization' };
  const scheme =
    type === 'apiKey' ? trusted('') : code`, scheme: ${stringLiteral((httpScheme ?? 'bearer').toLowerCase())}`;
  const name = place.in === 'header' ? place.name.toLowerCase() : place.name;
  return code`{ in: ${stringLiteral(place.in)}, name: ${stringLiteral(name)}${scheme} }`;
}
