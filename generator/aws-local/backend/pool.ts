import type { Contract, SettingValue } from '../../contract/model/contract.js';
import { passwordMinimum } from '../../contract/model/passwords.js';
import type { PoolSettings } from '../cognito/types.js';
import { localRegion } from '../place.js';
import { localStage } from './environment.js';

/** How the local user pool is set up: as the settings say, and as a deployment is hardened. */
export function poolSettings(contract: Contract): PoolSettings {
  const { settings } = contract.stages.stages[localStage] ?? contract.stages.common;
  const rotation = settings['refreshTokenRotation'] !== false;
  return {
    region: localRegion,
    // No composition rules (NIST SP 800-63B-4, 3.1.1.2); the length is the contract's.
    passwordPolicy: { minimumLength: passwordMinimum(contract) },
    preventUserExistenceErrors: true,
    accessTokenSeconds: seconds(settings['accessTokenSeconds'], 3600),
    idTokenSeconds: seconds(settings['accessTokenSeconds'], 3600),
    refreshTokenSeconds: seconds(settings['refreshTokenSeconds'], 30 * 86_400),
    rotation: { enabled: rotation, graceSeconds: 10 },
    // With rotation Cognito refuses the old refresh flow.
    explicitAuthFlows: ['ALLOW_ADMIN_USER_PASSWORD_AUTH', ...(rotation ? [] : (['ALLOW_REFRESH_TOKEN_AUTH'] as const))],
    customAttributes: ['custom:attempt_id'],
    // The least that the service takes: with none, a client may write all.
    writableAttributes: ['locale'],
  };
}

function seconds(value: SettingValue | undefined, otherwise: number): number {
  return typeof value === 'number' ? value : otherwise;
}
