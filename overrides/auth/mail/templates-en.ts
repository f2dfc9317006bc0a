import type { Letter } from './letter.js';
import type { Notice } from './messages.js';
import { lifeOf, readableTime, type Happening, type Reader, type Templates } from './template-parts.js';

const closing = 'Authwright';

const greeting = ({ firstName }: Reader): string => `Hello ${firstName},`;

const origin = ({ at, address, userAgent }: Happening): readonly string[] => [
  `Time: ${readableTime(at)}`,
  ...(address ? [`Address: ${address}`] : []),
  ...(userAgent ? [`Device: ${userAgent}`] : []),
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
};

/** The letters in English. */
export const english: Templates = {
  emailVerification: (reader, link, lifeSeconds) => {
    const { amount, unit } = lifeOf(lifeSeconds);
    return {
      subject: 'Verify your email address',
      greeting: greeting(reader),
      paragraphs: ['Please follow this link to show that this email address is yours.'],
      action: {
        label: 'Verify email address',
        url: link,
        note: `The link works once, within ${amount} ${unit}. If you did not open an account, ignore this mail.`,
      },
      closing,
    };
  },
  takenEmail: (reader) => ({
    subject: 'You already have an account',
    greeting: greeting(reader),
    paragraphs: [
      'Someone has just tried to open an account with this email address. There is one already, and nothing has changed.',
      'If it was you, log in as usual, or reset your password if you have forgotten it.',
    ],
    closing,
  }),
  notice: (notice, reader, happening) => ({
    ...noticeTexts[notice],
    greeting: greeting(reader),
    paragraphs: [
      ...noticeTexts[notice].paragraphs,
      ...origin(happening),
      'If it was not you, reset your password at once. That ends all sessions.',
    ],
    closing,
  }),
};
