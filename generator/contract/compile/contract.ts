import { basename } from 'node:path';
import { createReporter, type Reporter } from '../../diagnostics/diagnostic.js';
import { child, fields, items, text, type Cursor } from '../read/cursor.js';
import type { Contract, Tag } from '../model/contract.js';
import { createNameRegistry, type NameRegistry } from '../model/name-registry.js';
import { fileName } from '../model/naming.js';
import { createReferences, type References } from '../resolve/references.js';
import type { Schema } from '../model/schema.js';
import type { Sources } from '../read/sources.js';
import { validateDocument } from '../validate/validate.js';
import { openApiVersion, type OpenApiVersion } from '../validate/version.js';
import { splitDirections } from './directions.js';
import { entityNames, entityPlaces, readEntities } from './entities.js';
import { readErrorTemplates } from './error-templates.js';
import { checkGatewayRoutes } from './gateway-routes.js';
import { readOperations } from './operations.js';
import { passwordMinimum } from './password-minimum.js';
import { readRepository } from './repository.js';
import { readRootExtension } from './root-extension/read.js';
import { checkSettings, readSettingTitles } from './root-extension/settings-schema.js';
import { createSchemaReader } from './schemas.js';
import { readSecuritySchemes } from './security.js';

/**
 * Turns the files of a contract into the Contract model. Faults go to the reporter, all of them; undefined means
 * that the document is none at all. A model made in spite of errors must not be emitted.
 */
export async function buildContract(sources: Sources, reporter: Reporter): Promise<Contract | undefined> {
  const references = createReferences(sources, reporter);
  const { root } = references;
  const version = root && openApiVersion(root, reporter);
  if (!root || !version) return undefined;
  validateDocument(root, version, references, reporter);
  return withSettledNames(reporter, (registry, told) =>
    readContract(root, version, basename(sources.entry), createReferences(sources, told), registry, told),
  );
}

/**
 * Reads the contract, and once more if two things wanted the same name: which of them keeps it must not depend on the
 * order in which they are met.
 */
function withSettledNames(
  reporter: Reporter,
  read: (registry: NameRegistry, reporter: Reporter) => Contract,
): Contract {
  const first = createReporter();
  for (const one of reporter.diagnostics) first.report(one);
  const registry = createNameRegistry(first);
  const contract = read(registry, first);
  const allocation = registry.settle();
  if (!allocation) {
    for (const one of first.diagnostics) reporter.report(one);
    return contract;
  }
  const settled = createNameRegistry(reporter, allocation);
  const again = read(settled, reporter);
  settled.settle();
  return again;
}

function readContract(
  root: Cursor,
  version: OpenApiVersion,
  entry: string,
  references: References,
  registry: NameRegistry,
  reporter: Reporter,
): Contract {
  const extension = readRootExtension(root, reporter);
  const draft = version === '3.0' ? '3.0' : '2020-12';
  const schemas = createSchemaReader(
    references,
    registry,
    { draft, undeclaredKeys: extension.undeclaredKeys },
    reporter,
  );
  checkSettings(root, extension.stages, references, reporter);
  const places = entityPlaces(root, references);
  const securitySchemes = readSecuritySchemes(root, references, registry);
  const checks: ((find: (name: string) => Schema | undefined) => void)[] = [];
  const drafts = readOperations(root, {
    afterSchemas: (check) => void checks.push(check),
    references,
    schemas,
    registry,
    reporter,
    schemeNames: new Set(securitySchemes.map((scheme) => scheme.name)),
    settings: extension.stages.common.settings,
  });
  const entities = readEntities(places, extension.table, schemas, registry, reporter);
  const known = { entities, names: entityNames(places) };
  const read = drafts.map((draft) => ({
    ...draft,
    repository: readRepository(draft.repository, known, reporter),
  }));
  const whole = schemas.finish();
  const byName = new Map(whole.map((schema) => [schema.name, schema.schema]));
  for (const check of checks) check((name) => byName.get(name));
  const parts = { operations: read, entities, schemas: whole };
  const split = hasErrors(reporter) ? parts : splitDirections(parts, schemas.nameVariant);
  const { operations, schemas: named } = split;
  const info = child(root, 'info') ?? root;
  const title = text(info, 'title') ?? entry;
  const contract: Contract = {
    name: extension.name ?? nameOfTitle(title),
    title,
    version: text(info, 'version') ?? '',
    description: text(info, 'description'),
    basePath: basePath(root),
    packaging: extension.packaging,
    tracing: extension.tracing,
    defaultTable: extension.table,
    tags: readTags(root),
    operations,
    schemas: named,
    entities: split.entities,
    securitySchemes,
    stages: extension.stages,
    settingTitles: readSettingTitles(root, references),
    jobs: extension.jobs,
    secrets: extension.secrets,
    userPool: extension.userPool && { passwordMinimum: passwordMinimum(whole), ...extension.userPool },
    firewallRates: extension.firewallRates,
    errorTemplates: readErrorTemplates(root, reporter),
    at: root.at,
  };
  checkGatewayRoutes(root, contract, reporter);
  return contract;
}

/** What is emitted of a contract with errors is nothing: it may consist of itself without end. */
function hasErrors({ diagnostics }: Reporter): boolean {
  return diagnostics.some(({ severity }) => severity === 'error');
}

/** As many whole words of the title as fit the first part of a resource name. */
function nameOfTitle(title: string): string {
  const kept: string[] = [];
  for (const word of fileName(title).split('-')) {
    if ([...kept, word].join('-').length > 24) break;
    kept.push(word);
  }
  return kept.join('-').replace(/^[^a-z]+/, '') || 'backend';
}

function readTags(root: Cursor): readonly Tag[] {
  return items(child(root, 'tags'))
    .flatMap((tag): Tag[] => {
      const name = text(tag, 'name');
      return name === undefined ? [] : [{ name, description: text(tag, 'description') }];
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The path of the first server, its variables at their defaults. `http://localhost:4000/v1` gives `v1`. */
function basePath(root: Cursor): string {
  const server = items(child(root, 'servers'))[0];
  const template = server && text(server, 'url');
  if (!server || template === undefined) return '';
  const url = fields(child(server, 'variables')).reduce(
    (filled, [name, variable]) => filled.replaceAll(`{${name}}`, text(variable, 'default') ?? ''),
    template,
  );
  const base = 'http://localhost';
  const path = URL.canParse(url, base) ? new URL(url, base).pathname : '';
  return path.replaceAll(/^\/+|\/+$/g, '');
}
