import type { Letter } from './letter.js';
import type { Notice } from './messages.js';
import { lifeOf, readableTime, type Happening, type Reader, type Templates } from './template-parts.js';

/** What is the same of all letters. */
const ending = { closing: 'Authwright', language: 'de' } as const;

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
  'password-reset': {
    subject: 'Ihr Passwort wurde zurückgesetzt',
    paragraphs: [
      'Mit dem Link einer Mail wurde ein neues Passwort für Ihr Konto festgelegt. Alle Sitzungen sind beendet.',
      'Die Anmeldung in zwei Schritten bleibt an, falls Sie sie verwenden.',
    ],
  },
  'password-changed': {
    subject: 'Ihr Passwort wurde geändert',
    paragraphs: ['Das Passwort Ihres Kontos wurde geändert. Alle anderen Sitzungen sind beendet.'],
  },
  'mfa-enabled': {
    subject: 'Die Anmeldung in zwei Schritten ist an',
    paragraphs: ['Die Anmeldung an Ihrem Konto braucht jetzt auch einen Code Ihrer Authenticator-App.'],
  },
  'mfa-disabled': {
    subject: 'Die Anmeldung in zwei Schritten ist aus',
    paragraphs: ['Die Anmeldung an Ihrem Konto braucht von nun an nur noch das Passwort.'],
  },
  'backup-code-used': {
    subject: 'Ein Ersatzcode wurde verwendet',
    paragraphs: ['Einer Ihrer Ersatzcodes wurde anstelle der Authenticator-App verwendet. Er gilt kein zweites Mal.'],
  },
  'backup-codes-low': {
    subject: 'Ihre Ersatzcodes gehen zur Neige',
    paragraphs: ['Sie haben noch drei Ersatzcodes. In Ihrem Konto können Sie neue erzeugen.'],
  },
  'backup-codes-regenerated': {
    subject: 'Sie haben neue Ersatzcodes',
    paragraphs: ['Für Ihr Konto wurden neue Ersatzcodes erzeugt. Die früheren gelten nicht mehr.'],
  },
};

/** The letters in German. */
export const german: Templates = {
  emailVerification: (reader, link, lifeSeconds) => {
    const { amount, unit } = lifeOf(lifeSeconds);
    return {
      subject: 'Bestätigen Sie Ihre E-Mail-Adresse',
      greeting: greeting(reader),
      paragraphs: [
        'Bitte folgen Sie diesem Link und geben Sie Ihr Passwort ein, um zu zeigen, dass diese E-Mail-Adresse Ihnen gehört.',
      ],
      action: {
        label: 'E-Mail-Adresse bestätigen',
        url: link,
        note: `Der Link gilt einmal und ${amount} ${units[unit]} lang. Falls Sie kein Konto eröffnet haben, übergehen Sie diese Mail, oder folgen Sie dem Link und legen Sie ein eigenes Passwort fest: Dann wird das Konto, das jemand anderes eröffnet hat, gelöscht, und ein neues gehört Ihnen.`,
      },
      ...ending,
    };
  },
  passwordReset: (reader, link, lifeSeconds) => {
    const { amount, unit } = lifeOf(lifeSeconds);
    return {
      subject: 'Setzen Sie Ihr Passwort zurück',
      greeting: greeting(reader),
      paragraphs: [
        'Jemand hat ein neues Passwort für Ihr Konto angefordert. Falls Sie es waren, legen Sie es mit diesem Link fest.',
      ],
      action: {
        label: 'Neues Passwort festlegen',
        url: link,
        note: `Der Link gilt einmal und ${amount} ${units[unit]} lang. Falls Sie es nicht waren, übergehen Sie diese Mail: Ihr Passwort bleibt, wie es ist.`,
      },
      ...ending,
    };
  },
  takenEmail: (reader) => ({
    subject: 'Sie haben bereits ein Konto',
    greeting: greeting(reader),
    paragraphs: [
      'Jemand hat soeben versucht, mit dieser E-Mail-Adresse ein Konto zu eröffnen. Es gibt bereits eines, und nichts hat sich geändert.',
      'Falls Sie es waren, melden Sie sich wie gewohnt an oder setzen Sie Ihr Passwort zurück, wenn Sie es vergessen haben.',
    ],
    ...ending,
  }),
  accountDeleted: (reader, happening) => ({
    subject: 'Ihr Konto ist gelöscht',
    greeting: greeting(reader),
    paragraphs: [
      'Ihr Konto und alle seine Daten wurden gelöscht, und Ihre Sitzungen sind beendet. Das lässt sich nicht rückgängig machen.',
      ...origin(happening),
      'Mit dieser E-Mail-Adresse können Sie jederzeit ein neues Konto eröffnen.',
    ],
    ...ending,
  }),
  notice: (notice, reader, happening) => ({
    ...noticeTexts[notice],
    greeting: greeting(reader),
    paragraphs: [
      ...noticeTexts[notice].paragraphs,
      ...origin(happening),
      'Falls Sie es nicht waren, setzen Sie Ihr Passwort sofort zurück. Das beendet alle Sitzungen.',
    ],
    ...ending,
  }),
};
