import type { OperationFunction } from './model.js';

/** The operations of the contract. */
export type OperationId =
  | 'changePassword'
  | 'confirmPasswordReset'
  | 'deleteAccount'
  | 'disableMfa'
  | 'exportAccount'
  | 'getHealthStatus'
  | 'getUserProfile'
  | 'listSessions'
  | 'loginUser'
  | 'logoutUser'
  | 'refreshToken'
  | 'regenerateBackupCodes'
  | 'registerUser'
  | 'requestPasswordReset'
  | 'resendVerificationEmail'
  | 'revokeSession'
  | 'setupMfa'
  | 'updateUserProfile'
  | 'verifyEmail'
  | 'verifyMfa'
  | 'verifyMfaSetup';

/** The function of every operation: one that is missing does not compile. */
export const operations: Readonly<Record<OperationId, OperationFunction>> = {
  changePassword: {
    file: 'change-password',
    method: 'post',
    path: '/auth/password/change',
    tag: 'Password',
    security: [['bearerAuth']],
    entities: ['AccountIntent', 'BackupCodes', 'RateCounter', 'RefreshTokenHash', 'Session', 'User'],
    lambda: { memory: 1024, timeout: 10 },
    pathParameters: [],
  },
  confirmPasswordReset: {
    file: 'confirm-password-reset',
    method: 'post',
    path: '/auth/password/reset-confirm',
    tag: 'Password',
    security: [],
    entities: ['AccountIntent', 'OneTimeToken', 'RefreshTokenHash', 'Session', 'User'],
    lambda: { memory: 512, timeout: 15 },
    pathParameters: [],
  },
  deleteAccount: {
    file: 'delete-account',
    method: 'post',
    path: '/users/me/delete',
    tag: 'Account',
    security: [['bearerAuth']],
    entities: [
      'AccountIntent',
      'BackupCodes',
      'EmailReservation',
      'OneTimeToken',
      'RateCounter',
      'RefreshTokenHash',
      'Session',
      'User',
    ],
    lambda: { memory: 1024, timeout: 20 },
    pathParameters: [],
  },
  disableMfa: {
    file: 'disable-mfa',
    method: 'post',
    path: '/auth/mfa/disable',
    tag: 'MFA',
    security: [['bearerAuth']],
    entities: ['BackupCodes', 'RateCounter', 'RefreshTokenHash', 'Session', 'User'],
    lambda: { memory: 1024, timeout: 10 },
    pathParameters: [],
  },
  exportAccount: {
    file: 'export-account',
    method: 'get',
    path: '/users/me/export',
    tag: 'Account',
    security: [['bearerAuth']],
    entities: ['Session', 'User'],
    lambda: {},
    pathParameters: [],
  },
  getHealthStatus: {
    file: 'get-health-status',
    method: 'get',
    path: '/health',
    tag: 'System',
    security: [],
    entities: [],
    lambda: {},
    pathParameters: [],
  },
  getUserProfile: {
    file: 'get-user-profile',
    method: 'get',
    path: '/users/profile',
    tag: 'Profile',
    security: [['bearerAuth']],
    entities: ['User'],
    lambda: {},
    pathParameters: [],
  },
  listSessions: {
    file: 'list-sessions',
    method: 'get',
    path: '/auth/sessions',
    tag: 'Sessions',
    security: [['bearerAuth']],
    entities: ['Session'],
    lambda: {},
    pathParameters: [],
  },
  loginUser: {
    file: 'login-user',
    method: 'post',
    path: '/auth/login',
    tag: 'Login',
    security: [],
    entities: ['MfaChallenge', 'RateCounter', 'RefreshTokenHash', 'Session', 'User'],
    lambda: { memory: 512, timeout: 10 },
    pathParameters: [],
  },
  logoutUser: {
    file: 'logout-user',
    method: 'post',
    path: '/auth/logout',
    tag: 'Login',
    security: [['bearerAuth']],
    entities: ['RefreshTokenHash', 'Session'],
    lambda: {},
    pathParameters: [],
  },
  refreshToken: {
    file: 'refresh-token',
    method: 'post',
    path: '/auth/refresh',
    tag: 'Login',
    security: [],
    entities: ['RefreshTokenHash', 'Session', 'User'],
    lambda: {},
    pathParameters: [],
  },
  regenerateBackupCodes: {
    file: 'regenerate-backup-codes',
    method: 'post',
    path: '/auth/mfa/backup-codes',
    tag: 'MFA',
    security: [['bearerAuth']],
    entities: ['BackupCodes', 'RateCounter', 'User'],
    lambda: { memory: 1769, timeout: 15 },
    pathParameters: [],
  },
  registerUser: {
    file: 'register-user',
    method: 'post',
    path: '/auth/register',
    tag: 'Registration',
    security: [],
    entities: ['EmailReservation', 'RateCounter', 'RegistrationIntent', 'User'],
    lambda: { memory: 512, timeout: 20 },
    pathParameters: [],
  },
  requestPasswordReset: {
    file: 'request-password-reset',
    method: 'post',
    path: '/auth/password/reset-request',
    tag: 'Password',
    security: [],
    entities: ['RateCounter'],
    lambda: {},
    pathParameters: [],
  },
  resendVerificationEmail: {
    file: 'resend-verification-email',
    method: 'post',
    path: '/auth/email/resend',
    tag: 'Registration',
    security: [],
    entities: ['RateCounter'],
    lambda: {},
    pathParameters: [],
  },
  revokeSession: {
    file: 'revoke-session',
    method: 'delete',
    path: '/auth/sessions/{sessionId}',
    tag: 'Sessions',
    security: [['bearerAuth']],
    entities: ['RefreshTokenHash', 'Session'],
    lambda: {},
    pathParameters: ['sessionId'],
  },
  setupMfa: {
    file: 'setup-mfa',
    method: 'post',
    path: '/auth/mfa/setup',
    tag: 'MFA',
    security: [['bearerAuth']],
    entities: ['User'],
    lambda: { memory: 1024, timeout: 10 },
    pathParameters: [],
  },
  updateUserProfile: {
    file: 'update-user-profile',
    method: 'put',
    path: '/users/profile',
    tag: 'Profile',
    security: [['bearerAuth']],
    entities: ['User'],
    lambda: {},
    pathParameters: [],
  },
  verifyEmail: {
    file: 'verify-email',
    method: 'post',
    path: '/auth/email/verify',
    tag: 'Registration',
    security: [],
    entities: ['OneTimeToken', 'User'],
    lambda: {},
    pathParameters: [],
  },
  verifyMfa: {
    file: 'verify-mfa',
    method: 'post',
    path: '/auth/mfa/verify',
    tag: 'MFA',
    security: [],
    entities: ['BackupCodes', 'MfaChallenge', 'RateCounter', 'RefreshTokenHash', 'Session', 'User'],
    lambda: { memory: 1024, timeout: 10 },
    pathParameters: [],
  },
  verifyMfaSetup: {
    file: 'verify-mfa-setup',
    method: 'post',
    path: '/auth/mfa/verify-setup',
    tag: 'MFA',
    security: [['bearerAuth']],
    entities: ['BackupCodes', 'RateCounter', 'RefreshTokenHash', 'Session', 'User'],
    lambda: { memory: 1769, timeout: 15 },
    pathParameters: [],
  },
};
