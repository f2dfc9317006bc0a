import { stage } from '../../../generated/http/environment.js';
import { stageConfiguration } from '../../../generated/http/stage-configuration.js';

/** The pages of the frontend that take a token. */
export type LinkPage = 'verify-email' | 'reset-password';

/**
 * A link to the first frontend of this stage. The token stands behind `#`: browsers do not send that part, so it is in
 * no access log and no `Referer`. The base comes from the settings, never from a request (host header injection).
 *
 * @throws Error when the base is not https and the stage is not the local one
 */
export function mailedLink(page: LinkPage, token: string): string {
  return linkOf(stageConfiguration(stage()).frontends[0]?.linkBase, stage(), page, token);
}

/** `mailedLink` for a given base and stage. */
export function linkOf(linkBase: string | undefined, stageName: string, page: LinkPage, token: string): string {
  if (linkBase === undefined) throw new Error('This stage has no frontend, so mails have nothing to link to.');
  const base = new URL(linkBase);
  if (base.protocol !== 'https:' && (stageName !== 'local' || base.protocol !== 'http:')) {
    throw new Error('The linkBase of a frontend must be https outside of the local stage.');
  }
  return `${linkBase.replace(/\/+$/, '')}/${page}#token=${encodeURIComponent(token)}`;
}
