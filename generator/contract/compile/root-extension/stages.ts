import { diagnostic, type Reporter } from '../../../diagnostics/diagnostic.js';
import type { StageConfiguration, StageSettings } from '../../model/contract.js';
import { child, fields, keyOf, type Cursor } from '../../read/cursor.js';
import { reportUnknownKeys } from '../extension-values.js';
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
    reportUnknownKeys(stage, ['settings', 'frontends', 'domain', 'alarms'], reporter);
    if (!/^[a-z][a-z0-9]{0,11}$/.test(name)) {
      reporter.report(diagnostic('AW302', keyOf(stage), 'a stage is 1 to 12 lower-case letters and digits'));
    }
    const settings = { ...common.settings, ...readStageSettings(child(stage, 'settings'), common.settings, reporter) };
    const frontends = readFrontends(child(stage, 'frontends'), reporter) ?? common.frontends;
    return [name, { settings, frontends }] as const;
  });
  const domains = fields(child(holder, 'stages')).flatMap(([name, stage]) => {
    const domain = readDomain(child(stage, 'domain'), reporter);
    return domain ? [[name, domain] as const] : [];
  });
  const alarms = readAlarms(child(holder, 'alarms'), reporter);
  const alarmsOfStages = fields(child(holder, 'stages')).flatMap(([name, stage]) => {
    const own = child(stage, 'alarms');
    return own ? [[name, { ...alarms, ...readAlarms(own, reporter) }] as const] : [];
  });
  return {
    common,
    alarms,
    alarmsOfStages: Object.fromEntries(alarmsOfStages.sort(([a], [b]) => (a < b ? -1 : 1))),
    stages: Object.fromEntries(stages.sort(([a], [b]) => (a < b ? -1 : 1))),
    domains: Object.fromEntries(domains.sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}
