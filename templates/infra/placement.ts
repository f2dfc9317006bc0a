import { basePath, placement } from './project.js';
import type { Stage } from './stage.js';

/** The path of an operation as callers see it, at a domain and at API Gateway's own address alike. */
export function servedPath(path: string): string {
  return basePath === '' ? path : `/${basePath}${path}`;
}

/** The path of an operation among the gateway's routes: without the name of the stage. */
export function gatewayPath(path: string): string {
  return placement.prefix === '' ? path : `${placement.prefix}${path === '/' ? '' : path}`;
}

/** Why a stage cannot have the URLs that the contract says. */
export function placementFaults({ name, domain }: Stage): readonly string[] {
  const here = 'The base path (#/servers/0/url)';
  if (placement.fault !== '') return [`${here} cannot be had: ${placement.fault}.`];
  return placement.onOwnAddress || domain
    ? []
    : [
        `${here} is "/${basePath}", and API Gateway's own address always begins with the name of a stage. Give the stage a domain (x-authwright.stages.${name}.domain), or the first server a path such as /v1.`,
      ];
}
