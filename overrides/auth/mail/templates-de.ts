import type { Letter } from './letter.js';
import type { Notice } from './messages.js';
import { lifeOf, readableTime, type Happening, type Reader, type Templates } from './template-parts.js';

const closing = 'Authwright';

const greeting = ({ firstName }: Reader): string => `Guten Tag ${firstName},`;

const units = { hours: 'Stunden', minutes: 'Minuten' } as const;

const origin = ({ at, address, userAgent }: Happening): readonly string[] => [
  `Zeit: ${readableTime(at)}`,
  ...(address ? [`Adresse: ${address}`] : []),
  ...(userAgent ? [`Gerät: ${userAgent}`] : []),
];

const noticeTexts: Readonly<Record<Notice, Pick<Letter, 'subject' | 'paragraphs'>>> = {
  'email-verified': {
    subject: 'Ihre E-Mail-Adresse ist bestätigt',
    paragraphs: ['Die E-Mail-Adresse Ihres Kontos wurde soeben bestätigt.'],
  },
  'new-device-login': {
    subject: 'Anmeldung von einem neuen Gerät',
    paragraphs: ['Jemand hat sich mit einem Gerät an Ihrem Konto angemeldet, das bisher nicht verwendet wurde.'],
  },
};

/** The letters in German. */
export const german: Templates = {
  emailVerification: (reader, link, lifeSeconds) => {
    const { amount, unit } = lifeOf(lifeSeconds);
    return {
      subject: 'Bestätigen Sie Ihre E-Mail-Adresse',
      greeting: greeting(reader),
      paragraphs: ['Bitte folgen Sie diesem Link, um zu zeigen, dass diese E-Mail-Adresse Ihnen gehört.'],
      action: {
        label: 'E-Mail-Adresse bestätigen',
        url: link,
        note: `Der Link gilt einmal und ${amount} ${units[unit]} lang. Falls Sie kein Konto eröffnet haben, übergehen Sie diese Mail.`,
      },
      closing,
    };
  },
  takenEmail: (reader) => ({
    subject: 'Sie haben bereits ein Konto',
    greeting: greeting(reader),
    paragraphs: [
      'Jemand hat soeben versucht, mit dieser E-Mail-Adresse ein Konto zu eröffnen. Es gibt bereits eines, und nichts hat sich geändert.',
      'Falls Sie es waren, melden Sie sich wie gewohnt an oder setzen Sie Ihr Passwort zurück, wenn Sie es vergessen haben.',
    ],
    closing,
  }),
  notice: (notice, reader, happening) => ({
    ...noticeTexts[notice],
    greeting: greeting(reader),
    paragraphs: [
      ...noticeTexts[notice].paragraphs,
      ...origin(happening),
      'Falls Sie es nicht waren, setzen Sie Ihr Passwort sofort zurück. Das beendet alle Sitzungen.',
    ],
    closing,
  }),
};
