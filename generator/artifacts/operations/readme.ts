import {
  mediaTypesOf,
  tagOf,
  type Contract,
  type Operation,
  type RepositoryEntity,
  type Response,
} from '../../contract/model/contract.js';
import type { Schema } from '../../contract/model/schema.js';
import { sampleOf } from '../samples/sample.js';
import { code, join, trusted, type Fragment } from '../../encode/code.js';
import { codeSpan, markdownBlock, markdownText, shellWord } from '../../encode/markdown.js';
import { operationSlotPath } from '../../overrides/slots.js';
import type { Overrides } from '../../overrides/scan.js';
import { specifier } from '../../encode/specifier.js';
import type { Artifact } from '../artifact.js';
import { overrideOf, type OperationInput } from './input.js';

/** `README.md` of an operation: what it does, how it answers, who fills it, how to call it. */
export function emitReadme(input: OperationInput): Artifact {
  const { contract, operation } = input;
  const path = `operations/${operation.names.file}/README.md`;
  const filled = overrideOf(input, 'service') !== undefined;
  const home = specifier(
    path,
    `${input.surroundings.overridesModule}/${operationSlotPath(operation.names.file, 'service')}`,
  ).replace(/\.js$/, '.ts');
  return {
    path,
    template: 'operations/[operation-id]/README.md.hbs',
    view: {
      title: markdownText(operation.operationId),
      route: codeSpan(`${operation.method.toUpperCase()} ${operation.path}`),
      pointer: codeSpan(operation.pointer),
      summary: operation.summary === undefined ? undefined : markdownText(operation.summary),
      description: operation.description === undefined ? undefined : markdownBlock(operation.description),
      security: securityText(operation),
      service: filled
        ? code`filled by [${trusted(home)}](${trusted(home)})`
        : code`not filled: it answers 501 until ${codeSpan(home)} is written`,
      entities: operation.repository.length === 0 ? undefined : join(operation.repository.map(repositoryText), '; '),
      limits: operation.rateLimits.map((rule) => ({
        attempts: codeSpan(amountText(rule.attempts)),
        window: codeSpan(amountText(rule.window)),
        key: join(rule.key.map(codeSpan), ', '),
        counted: rule.countOn
          ? code`answers ${trusted(rule.countOn.join(', '))} count`
          : trusted('every answer below 500 counts'),
        spared: rule.unless === undefined ? undefined : codeSpan(rule.unless),
      })),
      responses: operation.responses.map((response) => ({
        status: codeSpan(response.status),
        description: markdownText(response.description ?? ''),
        body: bodiesText(contract, response),
      })),
      // Read off the code when asked: written down here it would be true until the next change of an override.
      explain: codeSpan(`npx authwright explain ${operation.names.file}`),
      curl: curlCommand(input),
    },
    declared: [],
    pointer: operation.pointer,
    slots: [],
  };
}

/** `Goal`: `create`, `get` */
function repositoryText({ entity, functions }: RepositoryEntity): Fragment {
  return code`${codeSpan(entity)} (${trusted(functions.join(', '))})`;
}

function securityText(operation: Operation): Fragment {
  if (operation.security.length === 0) return trusted('none');
  const alternatives = operation.security.map((schemes) =>
    schemes.length === 0 ? trusted('none') : join(schemes.map(codeSpan), ' and '),
  );
  return join(alternatives, ' or ');
}

function amountText(amount: number | { readonly setting: string }): string {
  return typeof amount === 'number' ? String(amount) : `settings.${amount.setting}`;
}

/** The schemas of an answer's body, each behind its media type where there are several. */
function bodiesText(contract: Contract, response: Response): Fragment {
  if (response.others.length === 0) return bodyText(contract, response.content?.schema);
  const bodies = mediaTypesOf(response).map(({ type, schema }) => {
    const names = bodyText(contract, schema);
    return names.parts.length > 0 && names.parts[0] !== '' ? code`${codeSpan(type)}: ${names}` : codeSpan(type);
  });
  return join(bodies, ', ');
}

function bodyText(contract: Contract, schema: Schema | undefined): Fragment {
  if (!schema) return trusted('');
  const names =
    schema.kind === 'reference'
      ? [schema.name]
      : schema.kind === 'union'
        ? schema.members.flatMap((member) => (member.kind === 'reference' ? [member.name] : []))
        : [];
  const files = names.flatMap((name) => contract.schemas.find((one) => one.name === name) ?? []);
  return join(
    files.map((named) => code`[${markdownText(named.name)}](../../schemas/${trusted(named.file)}.ts)`),
    ' or ',
  );
}

/** A call that the local server answers, with the contract's own example. */
function curlCommand({ contract, operation, schemas }: OperationInput): Fragment {
  const path = operation.path.replaceAll(/\{([^}]+)\}/g, (_match, name: string) => {
    const parameter = operation.parameters.path.find((one) => one.name === name);
    return encodeURIComponent(
      parameter ? scalarText(parameter.examples[0] ?? sampleOf(parameter.schema, schemas)) : name,
    );
  });
  const base = contract.basePath === '' ? '' : `/${contract.basePath}`;
  const words = [
    code`curl -i -X ${trusted(operation.method.toUpperCase())} ${shellWord(`http://localhost:4000${base}${path}`)}`,
  ];
  if (operation.security.some((alternative) => alternative.length > 0))
    words.push(trusted('-H "Authorization: Bearer $ACCESS_TOKEN"'));
  const media = operation.body?.content.find((one) => one.kind === 'json');
  if (media) {
    words.push(code`-H ${shellWord(`content-type: ${media.type}`)}`);
    words.push(code`-d ${shellWord(JSON.stringify(media.examples[0] ?? sampleOf(media.schema, schemas)))}`);
  }
  return join(words, ' \\\n  ');
}

function scalarText(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : JSON.stringify(value);
}

/** `operations/README.md`: all operations by tag. */
export function emitIndex(contract: Contract, overrides: Overrides): Artifact {
  const tags = new Map(contract.tags.map((tag) => [tag.name, tag.description]));
  for (const tag of contract.operations.map(tagOf).toSorted()) {
    if (!tags.has(tag)) tags.set(tag, undefined);
  }
  return {
    path: 'operations/README.md',
    template: 'operations/README.md.hbs',
    view: {
      title: markdownText(contract.title),
      tags: [...tags].map(([name, description]) => ({
        name: markdownText(name),
        description: description === undefined ? undefined : markdownText(description),
        operations: contract.operations
          .filter((operation) => tagOf(operation) === name)
          .map((operation) => ({
            id: markdownText(operation.operationId),
            folder: trusted(operation.names.file),
            route: codeSpan(`${operation.method.toUpperCase()} ${operation.path}`),
            summary: markdownText(operation.summary ?? ''),
            service: trusted(
              overrides.filled.has(operationSlotPath(operation.names.file, 'service')) ? 'override' : '501',
            ),
          })),
      })),
    },
    declared: [],
    pointer: '#/paths',
    slots: [],
  };
}
