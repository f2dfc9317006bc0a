import { diagnostic, type Reporter } from '../../../diagnostics/diagnostic.js';
import type { StageConfiguration, StageDeployment, StageSettings } from '../../model/contract.js';
import { child, fields, keyOf, text, type Cursor } from '../../read/cursor.js';
import { readFlag, reportUnknownKeys } from '../extension-values.js';
import { readAlarms } from './alarms.js';
import { readDomain } from './domain.js';
import { readFrontends } from './frontends.js';
import { readSettings, readStageSettings } from './settings.js';

/** The settings, frontends, domains and alarms of all stages. */
export function readStages(holder: Cursor, reporter: Reporter): StageSettings {
  const common: StageConfiguration = {
    settings: readSettings(child(holder, 'settings'), reporter),
    frontends: readFrontends(child(holder, 'frontends'), reporter) ?? [],
  };
  const stages = fields(child(holder, 'stages')).map(([name, stage]) => {
    reportUnknownKeys(
      stage,
      ['settings', 'frontends', 'domain', 'region', 'protected', 'mailSandbox', 'alarms'],
      reporter,
    );
    if (!/^[a-z][a-z0-9]{0,11}$/.test(name)) {
      reporter.report(diagnostic('AW302', keyOf(stage), 'a stage is 1 to 12 lower-case letters and digits'));
    }
    const settings = { ...common.settings, ...readStageSettings(child(stage, 'settings'), common.settings, reporter) };
    const frontends = readFrontends(child(stage, 'frontends'), reporter) ?? common.frontends;
    return [name, { settings, frontends }] as const;
  });
  const alarms = readAlarms(child(holder, 'alarms'), reporter);
  const alarmsOfStages = fields(child(holder, 'stages')).flatMap(([name, stage]) => {
    const own = child(stage, 'alarms');
    return own ? [[name, { ...alarms, ...readAlarms(own, reporter) }] as const] : [];
  });
  const deployments = fields(child(holder, 'stages')).map(
    ([name, stage]) => [name, readDeployment(stage, reporter)] as const,
  );
  return {
    common,
    alarms,
    alarmsOfStages: Object.fromEntries(alarmsOfStages.sort(([a], [b]) => (a < b ? -1 : 1))),
    stages: Object.fromEntries(stages.sort(([a], [b]) => (a < b ? -1 : 1))),
    deployments: Object.fromEntries(deployments.sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}

function readDeployment(stage: Cursor, reporter: Reporter): StageDeployment {
  const domain = readDomain(child(stage, 'domain'), reporter);
  const region = readRegion(stage, reporter);
  return {
    ...(child(stage, 'mailSandbox') ? { mailSandbox: readFlag(stage, 'mailSandbox', false, reporter) } : {}),
    ...(child(stage, 'protected') ? { protected: readFlag(stage, 'protected', false, reporter) } : {}),
    ...(region === undefined ? {} : { region }),
    ...(domain ? { domain } : {}),
  };
}

/** The name of a Region: `eu-central-1`, `us-gov-west-1`. */
function readRegion(stage: Cursor, reporter: Reporter): string | undefined {
  const entry = child(stage, 'region');
  const region = text(stage, 'region');
  if (region !== undefined && /^[a-z]{2}(-[a-z]+){1,2}-\d{1,2}$/.test(region)) return region;
  if (entry) reporter.report(diagnostic('AW302', entry.at, 'a region is a Region of AWS, such as eu-central-1'));
  return undefined;
}
