/** How much a diagnostic weighs: an error stops the run, a warning is printed and the run goes on. */
export type Severity = 'error' | 'warning';

/** What is always true of a diagnostic code, whatever place it is reported at. */
export interface CatalogueEntry {
  readonly severity: Severity;
  /** A few words, no full stop. */
  readonly title: string;
  /** Why this is a fault, in one or two sentences. */
  readonly cause: string;
  /** What to do about it; a diagnostic may carry a more specific one. */
  readonly fix: string;
}

const entry = (severity: Severity, title: string, cause: string, fix: string): CatalogueEntry => ({
  severity,
  title,
  cause,
  fix,
});

/**
 * Every diagnostic this tool can report. The hundreds say where the fault lies: 1 reading files,
 * 2 the OpenAPI document, 3 vendor extensions, 4 names, 5 overrides.
 */
export const catalogue = {
  AW101: entry(
    'error',
    'File cannot be read',
    'The file does not exist, is no file, or may not be read.',
    'Check the path and its permissions.',
  ),
  AW102: entry(
    'error',
    'Syntax error',
    'The file is neither valid YAML nor valid JSON.',
    'Correct the syntax at the marked place.',
  ),
  AW103: entry(
    'warning',
    'Duplicate key',
    'YAML and JSON want the keys of a mapping to be unique; of two equal keys the last one wins.',
    'Rename or remove one of the two.',
  ),
  AW104: entry(
    'error',
    'Reference cannot be resolved',
    'The $ref points at nothing.',
    'Correct the $ref or add what it names.',
  ),
  AW105: entry(
    'error',
    'Reference leaves the project',
    'A contract may only refer to files below its own folder or the working folder, and never to a URL: a contract is input that is not trusted.',
    'Copy the file beside the contract and refer to it there.',
  ),
  AW106: entry(
    'error',
    'Circular reference',
    'Following this $ref leads back to itself without reaching a definition.',
    'Let one of the references name a real definition.',
  ),
  AW107: entry(
    'error',
    'Document has no end',
    'The file is nested without measure, or its YAML aliases come to more than any document holds; reading it on would never end.',
    'Remove the alias or the nesting at the marked place.',
  ),
  AW201: entry(
    'error',
    'Not an OpenAPI 3 document',
    'The generator reads OpenAPI 3.0, 3.1 and 3.2.',
    'State the version, for example "openapi: 3.1.0".',
  ),
  AW202: entry(
    'error',
    'The OpenAPI document is not valid',
    'The document breaks the structure that the OpenAPI Specification prescribes.',
    'Correct the marked place; the specification names the allowed fields.',
  ),
  AW203: entry(
    'error',
    'operationId is missing',
    'The operationId names everything that is emitted for an operation, so each operation needs one.',
    'Add an operationId, in lowerCamelCase.',
  ),
  AW204: entry(
    'error',
    'operationId is used twice',
    'The operationId names everything that is emitted for an operation, so it must be unique.',
    'Rename one of the two operations.',
  ),
  AW205: entry(
    'error',
    'Path parameter is not declared',
    'The path template names a parameter that the operation does not declare.',
    'Declare the parameter with "in: path" and "required: true".',
  ),
  AW206: entry(
    'error',
    'Path parameter is not in the path',
    'A parameter with "in: path" must appear in the path template in braces.',
    'Add it to the path or change where it is read from.',
  ),
  AW207: entry(
    'error',
    'Security scheme is not defined',
    'A security requirement names a scheme that components.securitySchemes does not define; the route would be public by accident.',
    'Define the scheme or correct its name.',
  ),
  AW208: entry(
    'error',
    'Pattern is not a regular expression',
    'Patterns are ECMA-262 regular expressions.',
    'Correct the pattern.',
  ),
  AW209: entry(
    'warning',
    'Documentation has the wrong type',
    'Texts such as description must be strings; this one is ignored.',
    'Write it as one string.',
  ),
  AW210: entry(
    'warning',
    'Media type is not supported',
    'The emitted backend reads and writes JSON, forms, text and bytes. A request of this media type is not parsed, an answer is not written in it.',
    'Offer application/json beside it, or accept that requests with it are answered 415.',
  ),
  AW211: entry(
    'warning',
    'Default does not match its schema',
    'A default of another type than its schema would break the promise of the type; it is ignored.',
    'Correct the default.',
  ),
  AW212: entry(
    'error',
    'Two paths are the same route',
    'The paths differ only in the names of their parameters, so a request matches both.',
    'Merge the two paths.',
  ),
  AW213: entry(
    'error',
    'No response is declared',
    'An operation must declare at least one response: the emitted code accepts only declared ones.',
    'Add the response of the success.',
  ),
  AW214: entry(
    'error',
    'No operations',
    'The contract declares no operation, so there is nothing to generate.',
    'Add a path with an operation.',
  ),
  AW215: entry(
    'warning',
    'Keyword is not enforced',
    'The schema keyword is read but not checked by the emitted models.',
    'State the rule in the service as well, or in other keywords.',
  ),
  AW216: entry(
    'warning',
    'HTTP method is not supported',
    'API Gateway REST APIs know DELETE, GET, HEAD, OPTIONS, PATCH, POST and PUT; the operation is left out.',
    'Use one of these methods.',
  ),
  AW217: entry(
    'error',
    'Schema can never be valid',
    'The schema contradicts itself or has the wrong form.',
    'Correct the schema.',
  ),
  AW218: entry(
    'warning',
    'Part of the contract is left out',
    'The emitted backend has no counterpart of this part of the document.',
    'Nothing, if another program serves this part; else describe it as an operation, a parameter or a schema.',
  ),
  AW219: entry(
    'warning',
    'Discriminator mapping selects nothing',
    'A mapping names the schema of each value of the discriminator, by the name of a component schema or by a reference.',
    'Correct the name.',
  ),
  AW220: entry(
    'warning',
    'Enum value is not of the type',
    'A value that is not of the type of its schema can never be valid; it is left out.',
    'Correct the value or the type.',
  ),
  AW221: entry(
    'warning',
    'Pattern can take exponential time',
    'A repetition of repetitions tries every way to divide a text before it fails: a short text of a caller can keep the function busy until it times out.',
    'Rewrite the pattern so that one repetition ends where the next begins, and bound the length of the text.',
  ),
  AW222: entry(
    'warning',
    'Security that no gateway can enforce',
    'API Gateway asks one authorizer for a route. Of several alternatives one is served, and neither two schemes at once nor optional credentials can be asked for. Who is not asked for is refused, on AWS and by the local server.',
    'Require one scheme. If credentials of several kinds travel in the same place, its authorizer can tell them apart.',
  ),
  AW223: entry(
    'error',
    'Path cannot be requested',
    'A path ends before a query ("?") or a fragment ("#") and holds no spaces (RFC 3986, section 3.3), so no request can match this one.',
    'Correct the path.',
  ),
  AW224: entry(
    'warning',
    'Response without a description',
    'OpenAPI asks for one. The emitted code does without it; its readers must not.',
    'Add "description".',
  ),
  AW225: entry(
    'warning',
    'nullable has no effect',
    'OpenAPI 3.0 lets null pass where "nullable" stands beside a "type", and an "enum" beside it lists null as well. Elsewhere, and since 3.1, the keyword means nothing.',
    'Say it in the schema that has the type; since 3.1 as type: [string, "null"].',
  ),
  AW226: entry(
    'warning',
    "Error schema that the backend's own answers do not satisfy",
    'The backend refuses a request or fails before a service has a say. It then fills what the schema of the error asks for as far as the meaning of a property is certain; nothing is made up for the rest, and a deployment is refused.',
    'Write what it holds in x-authwright-errors, at the operation or at the root; or leave the property out of "required".',
  ),
  AW227: entry(
    'warning',
    "Error schema that the gateway's own answers do not satisfy",
    'The gateway answers by itself what never reaches a function, in one form for all operations, and it knows no time. A deployment is refused while an operation declares something else.',
    'Declare one schema and one media type for this status in all operations, and require nothing in it that a gateway cannot know; or write in x-authwright-errors at the root what the gateway is to answer.',
  ),
  AW228: entry(
    'warning',
    'Route that API Gateway refuses',
    'A segment of a path in API Gateway is a parameter, or holds letters, digits and "_", ".", ",", ":", "-" only; parameters at one place have one name; /ping and /sping at the root are its own. The route works on your own machine, and a deployment is refused.',
    'Change the path before the first deployment.',
  ),
  AW229: entry(
    'warning',
    'API Gateway cannot serve the base path',
    'API Gateway\'s own address has the name of a stage as the first segment of every path: letters, digits, "_" and "-". A domain can be mapped at its root, or below one segment of more signs. A deployment that would serve other URLs than the contract says is refused.',
    'Give the first server a path such as /v1, or the stage a domain.',
  ),
  AW230: entry(
    'warning',
    'Address has the wrong form',
    'The specification asks for an address of this form. The emitted code does without it; its readers must not.',
    'Correct the address.',
  ),
  AW240: entry(
    'warning',
    'Integer that is not exact',
    'JSON is read into numbers of 64-bit floating point, which hold integers exactly up to 2^53. Those beyond are refused, in requests and in answers: another number would be worse.',
    'Send it as a string; or state its bounds, at most 9007199254740991.',
  ),
  AW301: entry(
    'error',
    'Unknown vendor extension',
    'Keys that begin with x-authwright are read by this tool; a misspelt one would be ignored silently.',
    'Correct the name.',
  ),
  AW302: entry(
    'error',
    'Vendor extension has the wrong form',
    'The value of the extension is not of the documented form.',
    'Correct the value.',
  ),
  AW303: entry(
    'error',
    'Entity is not defined',
    'The operation names an entity that no schema with x-authwright-entity defines.',
    'Define the entity or correct its name.',
  ),
  AW304: entry(
    'error',
    'Key template names an unknown property',
    'A key template may only use properties that the entity declares and requires.',
    'Add the property to the entity and to its required list.',
  ),
  AW305: entry(
    'error',
    'Unknown setting',
    'A stage may only override settings that x-authwright.settings declares, with the same type.',
    'Declare the setting at the top or correct its name.',
  ),
  AW306: entry(
    'error',
    'Rate limit key cannot be read',
    'The key names a value that the request of this operation does not have.',
    'Name a declared property: body.x, path.x, query.x, header.x, principal.subject or address.',
  ),
  AW307: entry(
    'error',
    'Entity has no such function',
    'x-authwright-repository names functions of entities: get, create, put, update, delete, list, and findBy followed by the name of an index.',
    'Correct the name, or leave the function out.',
  ),
  AW308: entry(
    'error',
    'Settings are refused by their schema',
    'The settings of a stage do not fit x-authwright.settingsSchema, which says what each may be and which of them exclude one another.',
    'Change one of the settings, or the schema.',
  ),
  AW401: entry(
    'warning',
    'Two names become the same identifier',
    'Of names that come to one identifier, the one that already is spelt so keeps it; the others are numbered in the order of their texts, wherever they stand.',
    'Pin another name with x-authwright-name, or rename one of the two.',
  ),
  AW402: entry(
    'warning',
    'Two names become the same file',
    'Some file systems do not tell upper from lower case. Of names that come to one file, all but one are numbered in the order of their texts.',
    'Pin another name with x-authwright-name, or rename one of the two.',
  ),
  AW403: entry(
    'error',
    'Name cannot become an identifier',
    'The name holds no letter or digit.',
    'Use letters and digits.',
  ),
  AW501: entry(
    'error',
    'Override without a slot',
    'The file fills no slot of the contract: no operation, security scheme or job has this name.',
    'Rename the file or its folder, or add the operation to the contract.',
  ),
  AW502: entry(
    'error',
    'Override does not export its function',
    'The wiring imports functions by their names: that of a service under the name of its operation, those of a repository under any.',
    'Export a function under that name.',
  ),
  AW503: entry(
    'warning',
    'Operation has no service',
    'No override fills the service slot; the operation answers 501.',
    'Write the override.',
  ),
  AW504: entry(
    'error',
    'Override cannot be parsed',
    'The file is not valid TypeScript.',
    'Correct the syntax at the marked place.',
  ),
  AW505: entry(
    'warning',
    'Security scheme has no authorizer',
    'No override fills the authorizer slot; every route that needs the scheme is denied.',
    'Write the override.',
  ),
  AW506: entry(
    'warning',
    'Job has no function',
    'No override fills the job slot; it does not run.',
    'Write the override.',
  ),
  AW507: entry(
    'error',
    'Override is a link',
    'A file under overrides is a symbolic link that leads out of the overrides folder, or a folder is one. What it holds would be found on one machine and missed on another.',
    'Put the file itself there.',
  ),
  AW508: entry(
    'error',
    'Override does not fit its type',
    'The types of the emitted code come from the contract, and the override does not match them. The contract or the override has changed.',
    'Correct the override, or the contract.',
  ),
  AW509: entry(
    'error',
    'Two files for one slot',
    'Both could be taken for the file that fills the slot: which one is used would depend on the file system or the bundler.',
    'Keep the one whose name is right, and remove the other one.',
  ),
  AW510: entry(
    'warning',
    'Repository function replaces nothing',
    'A function of a repository override replaces the entity function of the same name. This one has the name of none, and is nearly called like one.',
    'Correct the name, or choose one that is less alike.',
  ),
  AW511: entry(
    'warning',
    'File fills no slot',
    'The file is nearly called like the one that fills a slot, and is not used.',
    'Rename the file.',
  ),
  AW512: entry(
    'error',
    'Hand-written code does not compile',
    'The TypeScript compiler reports an error in a file below the overrides folder.',
    'Correct the marked place.',
  ),
  AW513: entry(
    'error',
    'Types cannot be checked',
    'The TypeScript compiler cannot do its work as the project configures it.',
    'Correct tsconfig.json, or install the packages it names.',
  ),
  AW514: entry(
    'error',
    'Service uses no function of an entity',
    'The operation names the entity in x-authwright-repository, and its service names none of the functions that context.repository then has. The function would be deployed with permissions that it has no use for, or the service reaches the table in another way.',
    'Call a function of context.repository, or take the entity out of x-authwright-repository.',
  ),
  AW515: entry(
    'warning',
    'Repository function is not used',
    'The service does not name the function, which context.repository has all the same. A bundle keeps whatever that object holds, so that the function gets the permission for it.',
    'Name in x-authwright-repository only the functions that the service calls.',
  ),
  AW516: entry(
    'warning',
    'Exemption has no function',
    'No override fills the slot of an exemption that a rate limit names in unless; the limit spares nobody.',
    'Write the override.',
  ),
} as const satisfies Record<string, CatalogueEntry>;

/** A code of the catalogue. */
export type DiagnosticCode = keyof typeof catalogue;
