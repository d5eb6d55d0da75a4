// A text as it goes to the commissioner: what is personal must be gone, everything else must stand.

import { PERSONAL_KINDS } from "../../src/cases/mask.ts";
import { say } from "../../src/messages.ts";
import type { PersonalData } from "../dataset-schemas.ts";
import type { Row } from "../results.ts";
import type { Service } from "./service.ts";

type Spans = PersonalData["spans"];

/** Shorter pieces, such as initials, tell nothing alone and stand in other words by chance. */
const TELLING = /[\p{L}\p{N}]{3,}/gu;

export function measurePersonalData(service: Service, item: PersonalData): Row[] {
  const { id, split, language, text, spans, keep } = item;
  const masked = service.mask(text, language);
  const rest = takeOut(text, spans);
  const left = leaveOutPlaceholders(service, language, masked);
  const names = spans.filter(({ kind }) => kind === "name");
  const numbers = spans.filter(({ kind }) => kind !== "name");
  const areGone = (some: Spans): number | null =>
    some.length === 0 ? null : Number(some.every((span) => isGone(span.text, { left, rest })));
  const isKept = spans.length === 0 ? masked === text : keep.every((piece) => masked.includes(piece));
  const kinds = spans.length === 0 ? ["clean"] : [...new Set(spans.map(({ kind }) => kind))];
  const row: Row = {
    // The id alone: a result is passed around more freely than the set.
    ...{ suite: "personal-data", id, split, language, question: id, expected: [], got: [], belief: null },
    slices: kinds.map((kind) => `kind:${kind}`),
    scores: { "masked names": areGone(names), "masked numbers": areGone(numbers), kept: Number(isKept) },
    outcome: masked === text ? "unchanged" : "masked",
  };
  return [row];
}

/** No piece of it is left more often than it stands outside all spans: half a name left over is a name told. */
function isGone(span: string, { left, rest }: { left: string; rest: string }): boolean {
  const pieces = span.match(TELLING) ?? [];
  if (pieces.length === 0) return count(left, span) <= count(rest, span);
  return pieces.every((piece) => countWhole(left, piece) <= countWhole(rest, piece));
}

/** A placeholder's own words, such as `e-mail`, are nobody's data. */
function leaveOutPlaceholders({ knowledge }: Service, language: Row["language"], masked: string): string {
  const placeholders = PERSONAL_KINDS.map((kind) => say(knowledge.messages[language], `mask.${kind}`));
  return placeholders.reduce((text, placeholder) => text.replaceAll(placeholder, "\n"), masked);
}

/** The text without its spans, each taken away once. */
function takeOut(text: string, spans: Spans): string {
  return spans.reduce((left, span) => left.replace(span.text, "\n"), text);
}

function count(text: string, piece: string): number {
  return text.split(piece).length - 1;
}

function countWhole(text: string, piece: string): number {
  return (text.match(TELLING) ?? []).filter((word) => word === piece).length;
}
