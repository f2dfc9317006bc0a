import { deviceNameOf, type DeviceName } from './device-name.js';
import type { Letter } from './letter.js';
import type { Notice } from './messages.js';
import { lifeOf, readableTime, type Happening, type Templates } from './template-parts.js';

/** What is the same of all letters. */
const frame = { greeting: 'Hello,', closing: 'Authwright', language: 'en' } as const;

const deviceLine = (device: DeviceName | undefined): readonly string[] => {
  if (device === undefined) return [];
  const { browser, system } = device;
  return [system === undefined ? `Device: ${browser}` : `Device: ${browser} on ${system}`];
};

const origin = ({ at, address, userAgent }: Happening): readonly string[] => [
  `Time: ${readableTime(at)}`,
  ...(address ? [`Address: ${address}`] : []),
  ...deviceLine(deviceNameOf(userAgent)),
];

const noticeTexts: Readonly<Record<Notice, Pick<Letter, 'subject' | 'paragraphs'>>> = {
  'email-verified': {
    subject: 'Your email address is verified',
    paragraphs: ['The email address of your account has just been verified.'],
  },
  'new-device-login': {
    subject: 'Login from a new device',
    paragraphs: ['Someone has logged in to your account from a device that was not used for it before.'],
  },
  'password-reset': {
    subject: 'Your password was reset',
    paragraphs: [
      'A new password was set for your account with the link of a mail. All sessions have ended.',
      'Two-factor login, if you use it, is still on.',
    ],
  },
  'password-changed': {
    subject: 'Your password was changed',
    paragraphs: ['The password of your account was changed. All other sessions have ended.'],
  },
  'mfa-enabled': {
    subject: 'Two-factor login is on',
    paragraphs: ['Logging in to your account now also needs a code of your authenticator app.'],
  },
  'mfa-disabled': {
    subject: 'Two-factor login is off',
    paragraphs: ['Logging in to your account needs the password only from now on.'],
  },
  'backup-code-used': {
    subject: 'A backup code was used',
    paragraphs: ['One of your backup codes was used in place of your authenticator app. It does not work again.'],
  },
  'backup-codes-low': {
    subject: 'You are running out of backup codes',
    paragraphs: ['You have three backup codes left. You can make new ones in your account.'],
  },
  'backup-codes-regenerated': {
    subject: 'You have new backup codes',
    paragraphs: ['New backup codes were made for your account. The earlier ones do not work any more.'],
  },
};

/** The letters in English. */
export const english: Templates = {
  emailVerification: (link, lifeSeconds) => {
    const { amount, unit } = lifeOf(lifeSeconds);
    return {
      subject: 'Verify your email address',
      paragraphs: ['Please follow this link, and give your password, to show that this email address is yours.'],
      action: {
        label: 'Verify email address',
        url: link,
        note: `The link works once, within ${amount} ${unit}. If you did not open an account, ignore this mail, or follow the link and set a password of your own: the account that somebody else has opened is then deleted, and a new one is yours.`,
      },
      ...frame,
    };
  },
  passwordReset: (link, lifeSeconds) => {
    const { amount, unit } = lifeOf(lifeSeconds);
    return {
      subject: 'Reset your password',
      paragraphs: ['Someone has asked for a new password for your account. If it was you, set it with this link.'],
      action: {
        label: 'Set a new password',
        url: link,
        note: `The link works once, within ${amount} ${unit}. If it was not you, ignore this mail: your password stays as it is.`,
      },
      ...frame,
    };
  },
  takenEmail: () => ({
    subject: 'You already have an account',
    paragraphs: [
      'Someone has just tried to open an account with this email address. There is one already, and nothing has changed.',
      'If it was you, log in as usual, or reset your password if you have forgotten it.',
    ],
    ...frame,
  }),
  accountDeleted: (happening) => ({
    subject: 'Your account is deleted',
    paragraphs: [
      'Your account and all its data have been deleted, and your sessions have ended. It cannot be undone.',
      ...origin(happening),
      'You are free to open a new account with this email address.',
    ],
    ...frame,
  }),
  notice: (notice, happening) => ({
    ...noticeTexts[notice],
    paragraphs: [
      ...noticeTexts[notice].paragraphs,
      ...origin(happening),
      'If it was not you, reset your password at once. That ends all sessions.',
    ],
    ...frame,
  }),
};
