// Tells a page whose tags are nested so deep that a parser would take minutes over it, before a parser meets it.

const DEEPEST = 2000;
const TAG = /<(\/?)([a-z][a-z0-9]{0,20})/giu;
const VOID = new Set("area base br col embed hr img input link meta param source track wbr".split(" "));
/** These end the one before them that was left open. */
const SELF_ENDING = new Set("p li td th tr tbody thead tfoot dd dt option".split(" "));

export function isTooDeep(html: string): boolean {
  const open: string[] = [];
  for (const [, slash, tag = ""] of html.matchAll(TAG)) {
    const name = tag.toLowerCase();
    if (VOID.has(name)) continue;
    if (slash) {
      const at = open.lastIndexOf(name);
      if (at >= 0) open.length = at;
    } else if (!SELF_ENDING.has(name) || open.at(-1) !== name) open.push(name);
    if (open.length > DEEPEST) return true;
  }
  return false;
}
