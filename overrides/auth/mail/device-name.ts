import { BROWSER_MAP as browserMap, OS_MAP as osMap, getParser } from 'bowser';

/** The names that a mail may hold. The parser also makes up names from texts that it does not know. */
const browsers = new Set(Object.values(browserMap));
const systems = new Set(Object.values(osMap));

/** A device as a mail names it. Both are words of ours, never of the caller's. */
export interface DeviceName {
  readonly browser: string;
  readonly system: string | undefined;
}

/** What a user agent says of browser and system: `Firefox` on `Windows`. Undefined when it names no known browser. */
export function deviceNameOf(userAgent: string | undefined): DeviceName | undefined {
  if (userAgent === undefined || userAgent === '') return undefined;
  const { browser, os } = getParser(userAgent).getResult();
  if (browser.name === undefined || !browsers.has(browser.name)) return undefined;
  return { browser: browser.name, system: os.name !== undefined && systems.has(os.name) ? os.name : undefined };
}
