import type { StageConfiguration } from './http/stage-configuration.js';

/** The settings of the contract's `x-authwright.settings`, which a stage may override. */
export interface Settings {
  readonly accessTokenSeconds: number;
  readonly backupCodeCost: number;
  readonly breachCheck: boolean;
  readonly breachCheckHost: string;
  readonly breachCheckMilliseconds: number;
  readonly breachCheckUnanswered: string;
  readonly emailVerificationTokenSeconds: number;
  readonly enumeration: string;
  readonly loginAttempts: number;
  readonly loginWindowSeconds: number;
  readonly mfaChallengeSeconds: number;
  readonly passwordResetTokenSeconds: number;
  readonly refreshTokenSeconds: number;
  readonly registrationCaptcha: boolean;
  readonly sessionsPerAccount: number;
  readonly sessionsValidFrom: string;
  readonly threatProtection: boolean;
  readonly unverifiedLogin: boolean;
}

/** The configuration of a stage that the contract does not name. */
export const common: StageConfiguration = {
  settings: {
    accessTokenSeconds: 3600,
    backupCodeCost: 32768,
    breachCheck: false,
    breachCheckHost: 'api.pwnedpasswords.com',
    breachCheckMilliseconds: 1500,
    breachCheckUnanswered: 'allow',
    emailVerificationTokenSeconds: 86400,
    enumeration: 'contract',
    loginAttempts: 5,
    loginWindowSeconds: 900,
    mfaChallengeSeconds: 300,
    passwordResetTokenSeconds: 1800,
    refreshTokenSeconds: 2592000,
    registrationCaptcha: false,
    sessionsPerAccount: 50,
    sessionsValidFrom: '1970-01-01T00:00:00Z',
    threatProtection: false,
    unverifiedLogin: true,
  },
  frontends: [{ origin: 'http://localhost:3000', linkBase: 'http://localhost:3000' }],
};

/** The configuration of the stages that the contract names: what differs from the common one. */
export const stages: Readonly<Record<string, StageConfiguration>> = {
  dev: { ...common, frontends: [{ origin: 'https://dev.example.com', linkBase: 'https://dev.example.com' }] },
  local: { ...common, settings: { ...common.settings, backupCodeCost: 1024 } },
  prod: { ...common, frontends: [{ origin: 'https://app.example.com', linkBase: 'https://app.example.com' }] },
};
