import { deviceNameOf, type DeviceName } from './device-name.js';
import type { Letter } from './letter.js';
import type { Notice } from './messages.js';
import { lifeOf, readableTime, type Happening, type Templates } from './template-parts.js';

/** What is the same of all letters. */
const frame = { greeting: 'Guten Tag,', closing: 'Authwright', language: 'de' } as const;

const units = { hours: 'Stunden', minutes: 'Minuten' } as const;

const deviceLine = (device: DeviceName | undefined): readonly string[] => {
  if (device === undefined) return [];
  const { browser, system } = device;
  return [system === undefined ? `Gerät: ${browser}` : `Gerät: ${browser} unter ${system}`];
};

const origin = ({ at, address, userAgent }: Happening): readonly string[] => [
  `Zeit: ${readableTime(at)}`,
  ...(address ? [`Adresse: ${address}`] : []),
  ...deviceLine(deviceNameOf(userAgent)),
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
  emailVerification: (link, lifeSeconds) => {
    const { amount, unit } = lifeOf(lifeSeconds);
    return {
      subject: 'Bestätigen Sie Ihre E-Mail-Adresse',
      paragraphs: [
        'Bitte folgen Sie diesem Link und geben Sie Ihr Passwort ein, um zu zeigen, dass diese E-Mail-Adresse Ihnen gehört.',
      ],
      action: {
        label: 'E-Mail-Adresse bestätigen',
        url: link,
        note: `Der Link gilt einmal und ${amount} ${units[unit]} lang. Falls Sie kein Konto eröffnet haben, übergehen Sie diese Mail, oder folgen Sie dem Link und legen Sie ein eigenes Passwort fest: Dann wird das Konto, das jemand anderes eröffnet hat, gelöscht, und ein neues gehört Ihnen.`,
      },
      ...frame,
    };
  },
  passwordReset: (link, lifeSeconds) => {
    const { amount, unit } = lifeOf(lifeSeconds);
    return {
      subject: 'Setzen Sie Ihr Passwort zurück',
      paragraphs: [
        'Jemand hat ein neues Passwort für Ihr Konto angefordert. Falls Sie es waren, legen Sie es mit diesem Link fest.',
      ],
      action: {
        label: 'Neues Passwort festlegen',
        url: link,
        note: `Der Link gilt einmal und ${amount} ${units[unit]} lang. Falls Sie es nicht waren, übergehen Sie diese Mail: Ihr Passwort bleibt, wie es ist.`,
      },
      ...frame,
    };
  },
  takenEmail: () => ({
    subject: 'Sie haben bereits ein Konto',
    paragraphs: [
      'Jemand hat soeben versucht, mit dieser E-Mail-Adresse ein Konto zu eröffnen. Es gibt bereits eines, und nichts hat sich geändert.',
      'Falls Sie es waren, melden Sie sich wie gewohnt an oder setzen Sie Ihr Passwort zurück, wenn Sie es vergessen haben.',
    ],
    ...frame,
  }),
  accountDeleted: (happening) => ({
    subject: 'Ihr Konto ist gelöscht',
    paragraphs: [
      'Ihr Konto und alle seine Daten wurden gelöscht, und Ihre Sitzungen sind beendet. Das lässt sich nicht rückgängig machen.',
      ...origin(happening),
      'Mit dieser E-Mail-Adresse können Sie jederzeit ein neues Konto eröffnen.',
    ],
    ...frame,
  }),
  notice: (notice, happening) => ({
    ...noticeTexts[notice],
    paragraphs: [
      ...noticeTexts[notice].paragraphs,
      ...origin(happening),
      'Falls Sie es nicht waren, setzen Sie Ihr Passwort sofort zurück. Das beendet alle Sitzungen.',
    ],
    ...frame,
  }),
};
