import type { Reader, Templates } from './template-parts.js';
import { english } from './templates-en.js';
import { german } from './templates-de.js';

/** The letters in the reader's language, in English where there is no translation (BCP 47, the primary subtag). */
export function templatesFor({ locale }: Reader): Templates {
  const [language = ''] = (locale ?? '').toLowerCase().split('-');
  return language === 'de' ? german : english;
}
