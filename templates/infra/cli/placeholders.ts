import type { Stage } from '../stage.js';

/** Names that nobody can own: RFC 2606 and RFC 6761. */
const reserved = /(^|\.)(example|invalid|local|localhost|test|example\.(com|net|org))$/;

/** Addresses of one's own machine or network, which nobody else reaches. */
const privateAddress = /^(0|10|127|192\.168|169\.254|172\.(1[6-9]|2\d|3[01]))(\.\d+){2,3}$/;

/** What a stage cannot be deployed with: names that stand for something to be filled in, or that only work at home. */
export function placeholderFaults({ name, frontends, domain }: Stage): readonly string[] {
  const where = `x-authwright.stages.${name}`;
  const urls = new Set(frontends.flatMap(({ origin, linkBase }) => [origin, linkBase]));
  return [
    ...[...urls].flatMap((url) => urlFaults(url, `${where}.frontends`)),
    ...(domain && isPlaceholder(domain.name) ? [`${where}.domain is ${domain.name}, which nobody can own.`] : []),
  ];
}

function urlFaults(url: string, where: string): readonly string[] {
  const { hostname, protocol } = new URL(url);
  if (isPlaceholder(hostname)) {
    return [
      `${where} names ${url}, a placeholder. Write where the stage's frontend is; its mails come from there, too.`,
    ];
  }
  return protocol === 'https:' ? [] : [`${where} names ${url}: anything but https can be read and changed on its way.`];
}

/** Whether a host is reserved for examples, or one's own machine. */
export function isPlaceholder(host: string): boolean {
  return reserved.test(host) || privateAddress.test(host) || host.startsWith('[');
}
