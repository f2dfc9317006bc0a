/** A mail as a template writes it: plain sentences, in which nothing is markup. */
export interface Letter {
  /** Of the words, as BCP 47 has it: screen readers go by it. */
  readonly language: 'de' | 'en';
  readonly subject: string;
  readonly greeting: string;
  readonly paragraphs: readonly string[];
  /** What the reader may do, with an explanation of how long it is possible. */
  readonly action?: { readonly label: string; readonly url: string; readonly note: string };
  readonly closing: string;
}

/** A letter in the forms that a mail has. */
export interface RenderedLetter {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** Renders a letter as text and HTML. All of it is data, whatever it looks like: names come from strangers. */
export function renderLetter(letter: Letter): RenderedLetter {
  return { subject: oneLine(letter.subject), text: renderText(letter), html: renderHtml(letter) };
}

/** A header's text without anything that could begin another header (RFC 5322, 2.2) or reorder what is read. */
export function oneLine(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim()
    .slice(0, 200);
}

/** Text for element content and quoted attributes. */
export function escapeHtml(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return text.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign);
}

function renderText({ greeting, paragraphs, action, closing }: Letter): string {
  const actions = action ? [action.url, oneLine(action.note)] : [];
  return `${[greeting, ...paragraphs].map(oneLine).concat(actions, oneLine(closing)).join('\n\n')}\n`;
}

function renderHtml({ language, subject, greeting, paragraphs, action, closing }: Letter): string {
  const paragraph = (text: string): string => `<p>${escapeHtml(oneLine(text))}</p>`;
  const actions = action
    ? [
        `<p><a href="${escapeHtml(action.url)}">${escapeHtml(action.label)}</a></p>`,
        `<p>${escapeHtml(action.url)}</p>`,
        paragraph(action.note),
      ]
    : [];
  return [
    '<!doctype html>',
    `<html lang="${language}">`,
    `<head><meta charset="utf-8"><title>${escapeHtml(oneLine(subject))}</title></head>`,
    '<body>',
    ...[greeting, ...paragraphs].map(paragraph),
    ...actions,
    paragraph(closing),
    '</body>',
    '</html>',
    '',
  ].join('\n');
}
