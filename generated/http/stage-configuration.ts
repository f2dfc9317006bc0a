import { common, stages, type Settings } from '../settings.js';

/** A web application that calls this backend. */
export interface Frontend {
  /** Scheme, host and port, as browsers send it in `Origin`. */
  readonly origin: string;
  /** What links in mails begin with. */
  readonly linkBase: string;
}

/** What differs from stage to stage. */
export interface StageConfiguration {
  readonly settings: Settings;
  readonly frontends: readonly Frontend[];
}

/** The configuration of a stage; a stage that the contract does not name has the common one. */
export function stageConfiguration(stage: string): StageConfiguration {
  return (Object.hasOwn(stages, stage) ? stages[stage] : undefined) ?? common;
}
