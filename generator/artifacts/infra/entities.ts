import type { Contract, Entity, KeyTemplate } from '../../contract/model/contract.js';
import { typeSymbol } from '../../encode/code.js';
import { jsonLiteral, propertyKey, stringLiteral } from '../../encode/typescript.js';
import type { Artifact } from '../artifact.js';
import { tableLayouts } from '../tables.js';

/** `infra/entities.ts`: the tables, and the keys that each entity has in them. */
export function emitEntities(contract: Contract): Artifact {
  return {
    path: 'infra/entities.ts',
    template: 'infra/entities.ts.hbs',
    view: {
      Table: typeSymbol('Table', './infra/model'),
      EntityAccess: typeSymbol('EntityAccess', './infra/model'),
      counterTable: stringLiteral(contract.defaultTable),
      tables: tableLayouts(contract).map(({ name, ...table }) => ({
        name: propertyKey(name),
        value: jsonLiteral(table),
      })),
      entities: contract.entities.map((entity) => ({
        name: propertyKey(entity.name),
        value: jsonLiteral(accessOf(entity)),
      })),
    },
    declared: ['tables', 'counterTable', 'entities'],
    onlyIfImported: true,
    pointer: '#/x-authwright/entities',
    slots: [],
  };
}

function accessOf(entity: Entity): object {
  return {
    table: entity.table,
    keys: keyPattern(entity.pk),
    indexes: entity.indexes.map((index) => ({ name: index.name, keys: keyPattern(index.pk) })),
  };
}

/**
 * The pattern of the keys that a template makes, for IAM's StringLike: `USER#*`. What IAM would take for a wildcard is
 * written as its escape (IAM user guide, "Policy variables": `${*}`, `${?}`, `${$}`).
 */
function keyPattern(template: KeyTemplate): string {
  return template
    .map((part) => ('literal' in part ? part.literal.replaceAll(/[*?$]/g, (one) => `\${${one}}`) : '*'))
    .join('');
}
