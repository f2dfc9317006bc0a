import { diagnostic, type Reporter } from '../../diagnostics/diagnostic.js';
import type { Contract } from '../model/contract.js';
import { basePathFault, placeApi, routeFaults } from '../model/api-placement.js';
import { pointerOf } from '../read/pointer.js';
import { child, items, type Cursor } from '../read/cursor.js';

/**
 * Reports what works everywhere but on API Gateway. Warnings: a contract need not be deployed. Of one with errors there
 * is more to say first.
 */
export function checkGatewayRoutes(root: Cursor, contract: Contract, reporter: Reporter): void {
  if (reporter.diagnostics.some(({ severity }) => severity === 'error')) return;
  const { operations, basePath } = contract;
  const placement = placeApi(basePath);
  const paths = [...new Set(operations.map(({ path }) => path))];
  for (const { path, message } of routeFaults(paths, placement.prefix)) {
    const at = { ...root.at, pointer: pointerOf('paths', path), target: 'key' as const };
    reporter.report(diagnostic('AW228', at, `${path}: ${message}`));
  }
  const server = items(child(root, 'servers'))[0];
  const at = (server && child(server, 'url'))?.at ?? root.at;
  const fault = basePathFault(basePath);
  if (fault !== undefined) reporter.report(diagnostic('AW229', at, fault));
  const homeless = placement.onOwnAddress ? [] : stagesWithoutDomain(contract);
  if (homeless.length > 0) {
    const message = `an API at "/${basePath}" needs a domain, and the stages without one are ${homeless.join(', ')}`;
    reporter.report(diagnostic('AW229', at, message));
  }
}

function stagesWithoutDomain({ stages }: Contract): readonly string[] {
  return Object.entries(stages.deployments).flatMap(([name, { domain }]) =>
    name === 'local' || domain !== undefined ? [] : [name],
  );
}
