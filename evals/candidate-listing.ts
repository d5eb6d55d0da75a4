// Candidates as a maintainer sees them in a terminal: plain lines, and nothing that a terminal would obey.

import type { Candidate } from "../src/candidates/candidate.ts";
import { alignColumns, toPrintable } from "../src/cases/case-listing.ts";

const NONE = "—";
const SHORTEST_ID = 6;
const FIRST_WORDS = 60;

/** The beginning of each id, as long as it must be to tell it from all others. */
export function shortIds(candidates: readonly Pick<Candidate, "id">[]): ReadonlyMap<string, string> {
  const ids = candidates.map(({ id }) => id);
  const isOwn = (id: string, length: number): boolean =>
    ids.every((other) => other === id || !other.startsWith(id.slice(0, length)));
  const shorten = (id: string): string => {
    let length = SHORTEST_ID;
    while (length < id.length && !isOwn(id, length)) length += 1;
    return id.slice(0, length);
  };
  return new Map(ids.map((id) => [id, shorten(id)]));
}

/** By its id or the beginning of it. Throws one line where none or several begin so. */
export function findCandidate(candidates: readonly Candidate[], named: string): Candidate {
  const found = candidates.filter(({ id }) => named !== "" && id.startsWith(named));
  const [first] = found.length > 1 ? found.filter(({ id }) => id === named) : found;
  if (first) return first;
  if (found.length === 0) throw new Error(`no candidate begins with ${named} (npm run evals -- candidates lists them)`);
  const short = shortIds(candidates);
  const several = found.map(({ id }) => short.get(id) ?? id).join(", ");
  throw new Error(`${found.length} candidates begin with ${named}: ${several}; write more of the one you mean`);
}

export function writeCandidates(candidates: readonly Candidate[]): string[] {
  if (candidates.length === 0) return ["no candidates: nobody has offered anything that is not decided yet"];
  const short = shortIds(candidates);
  return alignColumns(
    candidates.map((one) => [
      ...[short.get(one.id) ?? one.id, one.kind, one.month.slice(0, 7), one.language],
      ...[judged(one) ?? one.outcome ?? NONE, firstWords(one.text)],
    ]),
  );
}

/** `routine → serious`; `null` where nothing is said of a severity. */
function judged({ kind, severity: { given, right } }: Candidate): string | null {
  const isTold = kind === "correction" || right !== null;
  return isTold ? `${given ?? NONE} → ${right ?? NONE}` : null;
}

function firstWords(text: string): string {
  const line = toPrintable(text.replace(/\s+/g, " ").trim());
  return line.length <= FIRST_WORDS ? line : `${line.slice(0, FIRST_WORDS).replace(/ ?\S*$/u, "")} …`;
}

export function writeCandidate(one: Candidate, id: string): string[] {
  const facts = [
    ...[
      ["id", one.id],
      ["kind", one.kind],
      ["month", one.month.slice(0, 7)],
      ["language", one.language],
    ],
    ...[
      ["outcome", one.outcome ?? NONE],
      ["severity", judged(one) ?? one.severity.given ?? NONE],
    ],
    ["reason", one.reason ?? NONE],
  ];
  const block = (heading: string, lines: readonly string[]): string[] => [
    ...["", heading],
    ...lines.map((line) => `    ${line}`),
  ];
  return [
    ...alignColumns(facts),
    ...block(one.kind === "correction" ? "the message" : "the question", toLines(one.text)),
    ...block("the remark", toLines(one.remark || NONE)),
    ...block("where it would go", suggest(one, id)),
    ...["", toCheck(one)],
  ];
}

const toLines = (text: string): string[] => toPrintable(text).split("\n");

export function suggest({ kind, severity }: Candidate, id: string): string[] {
  const accept = `npm run evals -- candidates accept ${id}`;
  if (kind === "correction")
    return [`triage-test.jsonl: ${accept} --severity ${severity.right ?? "<severity>"} --category <category>`];
  return [
    `dev.jsonl, where the law answers it: ${accept} --expect <provision>=2,<provision>=1`,
    `dev-outside.jsonl, where it is to be declined: ${accept} --out-of-scope near`,
  ];
}

function toCheck({ kind }: Candidate): string {
  const right = kind === "correction" ? "the right severity and category" : "the right provisions";
  return `Check before accepting: no name, no place or event that would tell who it is (--text words it anew); ${right}.`;
}
