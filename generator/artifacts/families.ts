import type { Family } from './artifact.js';
import { contractTests } from './contract-tests/family.js';
import { entities } from './entities.js';
import { http } from './http.js';
import { infra } from './infra/family.js';
import { jobs } from './jobs.js';
import { operations } from './operations/family.js';
import { readme } from './readme.js';
import { schemas } from './schemas.js';
import { security } from './security.js';
import { settings } from './settings.js';

/** Everything that is emitted. A new family is its module, its templates and a row here. */
export const families: readonly Family[] = [
  readme,
  settings,
  schemas,
  operations,
  security,
  jobs,
  http,
  entities,
  infra,
  contractTests,
];
