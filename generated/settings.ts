/** The settings of the contract's `x-authwright.settings`, which a stage may override. */
export interface Settings {
  readonly accessTokenSeconds: number;
  readonly backupCodeCost: number;
  readonly emailVerificationTokenSeconds: number;
  readonly enumeration: string;
  readonly loginAttempts: number;
  readonly loginWindowSeconds: number;
  readonly mfaChallengeSeconds: number;
  readonly passwordResetTokenSeconds: number;
  readonly refreshTokenRotation: boolean;
  readonly refreshTokenSeconds: number;
  readonly registrationCaptcha: boolean;
  readonly threatProtection: boolean;
  readonly unverifiedLogin: boolean;
}

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

const common: StageConfiguration = {
  settings: {
    accessTokenSeconds: 3600,
    backupCodeCost: 32768,
    emailVerificationTokenSeconds: 86400,
    enumeration: 'contract',
    loginAttempts: 5,
    loginWindowSeconds: 900,
    mfaChallengeSeconds: 300,
    passwordResetTokenSeconds: 1800,
    refreshTokenRotation: true,
    refreshTokenSeconds: 2592000,
    registrationCaptcha: false,
    threatProtection: false,
    unverifiedLogin: true,
  },
  frontends: [{ origin: 'http://localhost:3000', linkBase: 'http://localhost:3000' }],
};

const stages: Readonly<Record<string, StageConfiguration>> = {
  dev: {
    settings: {
      accessTokenSeconds: 3600,
      backupCodeCost: 32768,
      emailVerificationTokenSeconds: 86400,
      enumeration: 'contract',
      loginAttempts: 5,
      loginWindowSeconds: 900,
      mfaChallengeSeconds: 300,
      passwordResetTokenSeconds: 1800,
      refreshTokenRotation: true,
      refreshTokenSeconds: 2592000,
      registrationCaptcha: false,
      threatProtection: false,
      unverifiedLogin: true,
    },
    frontends: [{ origin: 'https://dev.example.com', linkBase: 'https://dev.example.com' }],
  },
  local: {
    settings: {
      accessTokenSeconds: 3600,
      backupCodeCost: 1024,
      emailVerificationTokenSeconds: 86400,
      enumeration: 'contract',
      loginAttempts: 5,
      loginWindowSeconds: 900,
      mfaChallengeSeconds: 300,
      passwordResetTokenSeconds: 1800,
      refreshTokenRotation: true,
      refreshTokenSeconds: 2592000,
      registrationCaptcha: false,
      threatProtection: false,
      unverifiedLogin: true,
    },
    frontends: [{ origin: 'http://localhost:3000', linkBase: 'http://localhost:3000' }],
  },
  prod: {
    settings: {
      accessTokenSeconds: 3600,
      backupCodeCost: 32768,
      emailVerificationTokenSeconds: 86400,
      enumeration: 'contract',
      loginAttempts: 5,
      loginWindowSeconds: 900,
      mfaChallengeSeconds: 300,
      passwordResetTokenSeconds: 1800,
      refreshTokenRotation: true,
      refreshTokenSeconds: 2592000,
      registrationCaptcha: false,
      threatProtection: false,
      unverifiedLogin: true,
    },
    frontends: [{ origin: 'https://app.example.com', linkBase: 'https://app.example.com' }],
  },
};

/** The configuration of a stage; a stage that the contract does not name has the common one. */
export function stageConfiguration(stage: string): StageConfiguration {
  return (Object.hasOwn(stages, stage) ? stages[stage] : undefined) ?? common;
}
