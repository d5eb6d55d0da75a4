// Whose word a text is.

/** The state bank of legal information; everybody else only mirrors it, and may lag behind or run ahead. */
const OFFICIAL_HOST = /(?:^|\.)zan\.kz$/;

/** True for an address there; a file could be of any day. */
export function isOfficialSource(source: string): boolean {
  return URL.canParse(source) && OFFICIAL_HOST.test(new URL(source).hostname);
}
