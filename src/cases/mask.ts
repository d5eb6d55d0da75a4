// Personal data taken out of a text before it is shown to somebody: each piece becomes the placeholder of its kind.

import { findEmails, findHandles, findIbans, findPassports, findPlates, type Span } from "./mask-codes.ts";
import { type NameWords, prepareNames } from "./mask-name-words.ts";
import { findNames } from "./mask-names.ts";
import { findNumbers } from "./mask-numbers.ts";
import { BARRIER, buildView, type View } from "./mask-view.ts";

export type { NameWords } from "./mask-name-words.ts";

export const PERSONAL_KINDS = ["iin", "phone", "email", "iban", "card", "document", "plate", "handle", "name"] as const;
export type PersonalKind = (typeof PERSONAL_KINDS)[number];

/** `found` holds each kind once, in the order of `PERSONAL_KINDS`. */
export type Masked = { readonly text: string; readonly found: readonly PersonalKind[] };

type Found = Span & { readonly kind: PersonalKind };
type MaskWords = { readonly names: NameWords; readonly placeholders: Readonly<Record<PersonalKind, string>> };

// What was masked may lay bare something beside it; ordinary texts need two rounds, the second of which finds nothing.
const MOST_ROUNDS = 6;

/** Never throws. Masking what is masked changes nothing: placeholders in the text are left as they are. */
export function maskPersonalData(text: string, { names, placeholders }: MaskWords): Masked {
  const kinds = new Set<PersonalKind>();
  let masked = text;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const view = buildView(masked, Object.values(placeholders));
    const found = findAll(view.text, names);
    if (found.length === 0) break;
    for (const { kind } of found) kinds.add(kind);
    masked = replaceAll(masked, { view, found, placeholders });
  }
  return { text: masked, found: PERSONAL_KINDS.filter((kind) => kinds.has(kind)) };
}

/** Ascending and apart. What is found first hides its place from the later searches. */
function findAll(text: string, names: NameWords): Found[] {
  const found: Found[] = [];
  let rest = text;
  const claim = (kind: PersonalKind, spans: readonly Span[]): void => {
    rest = cover(rest, spans);
    found.push(...spans.map(({ start, end }) => ({ start, end, kind })));
  };
  claim("email", apart(findEmails(rest)));
  claim("handle", apart(findHandles(rest)));
  claim("iban", apart(findIbans(rest)));
  claim("document", apart(findPassports(rest)));
  claim("plate", apart(findPlates(rest)));
  const numbers = findNumbers(rest);
  for (const kind of ["iin", "card", "phone", "document"] as const) {
    claim(kind, apart(numbers.filter((number) => number.kind === kind)));
  }
  claim("name", apart(findNames(rest, prepareNames(names))));
  return found.sort((one, other) => one.start - other.start);
}

/** Spans that meet become one. */
function apart(spans: readonly Span[]): Span[] {
  const joined: Span[] = [];
  for (const span of [...spans].sort((one, other) => one.start - other.start)) {
    const last = joined.at(-1);
    if (last && span.start < last.end)
      joined[joined.length - 1] = { start: last.start, end: Math.max(last.end, span.end) };
    else joined.push(span);
  }
  return joined;
}

function cover(text: string, spans: readonly Span[]): string {
  return pieces(text, spans, ({ start, end }) => BARRIER.repeat(end - start));
}

function replaceAll(
  text: string,
  { view, found, placeholders }: { view: View; found: Found[] } & Pick<MaskWords, "placeholders">,
): string {
  const spans = found.map(({ start, end, kind }) => ({
    start: view.starts[start] ?? 0,
    end: view.ends[end - 1] ?? 0,
    kind,
  }));
  return pieces(text, spans, ({ kind }) => placeholders[kind]);
}

/** The text with each span replaced; the spans are ascending and apart. */
function pieces<Place extends Span>(
  text: string,
  spans: readonly Place[],
  replacement: (place: Place) => string,
): string {
  let at = 0;
  const parts: string[] = [];
  for (const span of spans) {
    parts.push(text.slice(at, span.start), replacement(span));
    at = span.end;
  }
  return parts.join("") + text.slice(at);
}
