import type { Configured, Contract, SettingValue } from '../../contract/model/contract.js';
import type { UserPool } from '../../contract/model/user-pool.js';
import type { PoolSettings } from '../cognito/types.js';
import { localRegion } from '../place.js';
import { localStage } from './environment.js';

/** Seconds in which a rotated refresh token still works, as in a deployment. */
const rotationGrace = 10;

/**
 * How the local user pool is set up: as the contract declares it, with the settings of the local stage.
 *
 * @throws RangeError for a pool that the local Cognito cannot be
 */
export function poolSettings({ stages }: Pick<Contract, 'stages'>, pool: UserPool): PoolSettings {
  if (pool.signInWith !== 'email') {
    throw new RangeError(`Users of the local Cognito sign in with their email, not with "${pool.signInWith}".`);
  }
  const { settings } = stages.stages[localStage] ?? stages.common;
  const valueOf = <T extends SettingValue>(value: Configured<T>): T =>
    typeof value === 'object' ? (settings[value.setting] as T) : value;
  const rotation = valueOf(pool.tokens.rotation);
  return {
    region: localRegion,
    // No composition rules (NIST SP 800-63B-4, 3.1.1.2).
    passwordPolicy: { minimumLength: pool.passwordMinimum },
    preventUserExistenceErrors: true,
    accessTokenSeconds: valueOf(pool.tokens.accessSeconds),
    idTokenSeconds: valueOf(pool.tokens.idSeconds),
    refreshTokenSeconds: valueOf(pool.tokens.refreshSeconds),
    rotation: { enabled: rotation, graceSeconds: rotationGrace },
    // With rotation Cognito refuses the old refresh flow.
    explicitAuthFlows: pool.authFlows.filter((flow) => !rotation || flow !== 'ALLOW_REFRESH_TOKEN_AUTH'),
    schema: pool.attributes.map(({ name, required, mutable, minLength, maxLength }) => ({
      name,
      required,
      mutable,
      ...(minLength === undefined ? {} : { minLength }),
      ...(maxLength === undefined ? {} : { maxLength }),
    })),
    writableAttributes: pool.attributes.filter(({ writable }) => writable).map(({ name }) => name),
  };
}
