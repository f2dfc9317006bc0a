import Handlebars from 'handlebars';

/** A mail that was sent. */
export interface SentMail {
  readonly id: string;
  /** When, by ISO 8601. */
  readonly at: string;
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly links: readonly string[];
}

/** Where the inbox is. */
export const inboxPath = '/_dev/mail';

/**
 * Headers of the inbox. A mail is shown as its reader would see it, styles included, but nothing in it runs, is fetched
 * or sends anything.
 */
export const inboxHeaders = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-dns-prefetch-control': 'off',
} as const;

const page = Handlebars.compile(
  `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
{{#unless shown}}<meta http-equiv="refresh" content="3">
{{/unless}}
<title>{{title}}</title>
<style>
:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
body { display: grid; grid-template-columns: minmax(15rem, 22rem) 1fr; min-height: 100vh; margin: 0; }
nav { border-right: 1px solid #8884; }
h1, h2 { font-size: 1.1rem; margin: 0; }
h1, main > *, nav p { padding: .75rem 1rem; }
h1 a { color: inherit; text-decoration: none; }
nav > a { display: block; padding: .6rem 1rem; border-top: 1px solid #8884; color: inherit; text-decoration: none; overflow-wrap: anywhere; }
nav > a:hover, nav > a[aria-current] { background: #8882; }
small, dt { color: #777; }
small { display: block; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0 1rem; margin: 0; }
dd { margin: 0; overflow-wrap: anywhere; }
iframe { box-sizing: border-box; width: 100%; height: 24rem; padding: 0; border: 0; border-block: 1px solid #8884; background: #fff; color-scheme: light; }
pre { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; }
@media (max-width: 45rem) { body { display: block; } nav { border: 0; } }
</style>
</head>
<body>
<nav>
<h1><a href="/_dev/mail">{{title}}</a></h1>
{{#each mails}}
<a href="?id={{id}}"{{#if current}} aria-current="page"{{/if}}>{{subject}}<small>{{to}}</small><small>{{at}}</small></a>
{{else}}
<p>No mail was sent yet. New ones appear by themselves.</p>
{{/each}}
</nav>
<main>
{{#with shown}}
<h2>{{subject}}</h2>
<dl>
<dt>From</dt><dd>{{from}}</dd>
<dt>To</dt><dd>{{to}}</dd>
<dt>Sent</dt><dd>{{at}}</dd>
{{#each links}}
<dt>Link</dt><dd><a href="{{this}}" target="_blank" rel="noreferrer">{{this}}</a></dd>
{{/each}}
</dl>
{{#if html}}
<iframe title="The mail as HTML" sandbox="allow-popups allow-popups-to-escape-sandbox" srcdoc="{{html}}"></iframe>
{{/if}}
<h2>As text</h2>
<pre>{{text}}</pre>
{{else}}
<p>{{hint}}</p>
{{/with}}
</main>
</body>
</html>
`,
  { knownHelpersOnly: true },
);

/**
 * The inbox as HTML: all mails, newest first, and the one of the given id as HTML and as text. While none is chosen the
 * page renews itself.
 */
export function inboxPage(mails: readonly SentMail[], id: string | null): string {
  const shown = mails.find((mail) => mail.id === id);
  return page({
    title: `Inbox (${mails.length})`,
    mails: mails.map((mail) => ({ ...mail, to: mail.to.join(', '), current: mail === shown })),
    hint: id === null ? (mails.length > 0 ? 'Choose a mail.' : '') : 'There is no such mail (any more).',
    shown: shown && {
      ...shown,
      to: shown.to.join(', '),
      links: shown.links.filter((link) => /^https?:\/\//.test(link)),
      html: framed(shown.html),
    },
  });
}

/** A mail for its frame: its links open beside the inbox, as in a mail program, and it opens no connections ahead. */
function framed(html: string): string {
  const base = '<base target="_blank">';
  const alone = html.replaceAll(/<link\b[^>]*>/gi, '');
  const head = /<head(?:\s[^>]*)?>|<html(?:\s[^>]*)?>|<!doctype[^>]*>/gi;
  const last = [...alone.matchAll(head)].at(-1);
  if (!last) return html === '' ? '' : base + alone;
  const end = last.index + last[0].length;
  return alone.slice(0, end) + base + alone.slice(end);
}
