import { resourceName } from '../names.js';
import type { Stage } from '../stage.js';
import type { StageTemplates } from './template-changes.js';

/** The names of the log groups of an account that begin so; undefined where AWS does not tell. */
export type LogGroupsOf = (prefix: string) => readonly string[] | undefined;

/** What was found, and what could not be looked at. */
export interface KeptLogGroups {
  readonly faults: readonly string[];
  readonly note?: string;
}

/**
 * The log groups that would be made and are there already. Those of a protected stage stay when their function or their
 * stack goes, so that they are in the way when it comes back.
 */
export function keptLogGroups(
  stage: Stage,
  before: StageTemplates,
  after: StageTemplates,
  groupsOf: LogGroupsOf,
): KeptLogGroups {
  const known = new Set(namesIn(before));
  const wanted = namesIn(after).filter((name) => !known.has(name));
  const common = resourceName(stage, '');
  const prefixes = [...new Set(wanted.map((name) => name.slice(0, name.indexOf(common) + common.length)))];
  const found = prefixes.map(groupsOf);
  const there = new Set(found.flatMap((names) => names ?? []));
  const faults = wanted
    .filter((name) => there.has(name))
    .map(
      (name) =>
        `The log group ${name} stands and belongs to no stack: it was kept when what wrote to it was removed, and CloudFormation refuses to make it again. Export its logs if they are needed, then: aws logs delete-log-group --log-group-name ${name} --region ${stage.region}`,
    );
  return found.includes(undefined)
    ? { faults, note: 'AWS did not list the log groups: one that was kept would stop the deployment.' }
    : { faults };
}

function namesIn(templates: StageTemplates): readonly string[] {
  return Object.values(templates).flatMap((resources) =>
    Object.values(resources).flatMap(({ Type, Properties }) => {
      const name = Properties?.['LogGroupName'];
      return Type === 'AWS::Logs::LogGroup' && typeof name === 'string' ? [name] : [];
    }),
  );
}
