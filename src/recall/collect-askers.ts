// Whom a change of the law concerns: those whose answers rested on it, each once.

import type { Address } from "../cases/case.ts";
import { addressOf, type CaseStore } from "../cases/store.ts";
import type { Day } from "../day.ts";
import type { Language } from "../language.ts";
import type { Advice } from "./advice.ts";
import { createFindEdition, type News } from "./find-news.ts";

/** A provision that an answer rested on, and that reads otherwise now. */
export type Change = {
  readonly provision: string;
  /** Of the latest answer that rested on it. */
  readonly day: Day;
  readonly edition: Day;
};

export type Concerned = {
  readonly address: Address;
  /** Of the latest answer. */
  readonly language: Language;
  /** Latest answer first. */
  readonly changes: readonly Change[];
};

const PAGE = 500;

/** In the order of their addresses, so that a walk can go on where it ended. */
export async function collectAskers(store: CaseStore, news: readonly News[]): Promise<Concerned[]> {
  const editionOf = createFindEdition(news);
  const found = new Map<string, Concerned>();
  for (let after: string | null = ""; after !== null; ) {
    const from: string = after;
    const { advice, last } = await store.transact((tx) => tx.advice.page(from, PAGE));
    for (const one of advice) {
      const changes = one.provisions.flatMap((provision) => toChange(one, provision, editionOf(provision)));
      if (changes.length === 0) continue;
      const key = addressOf(one.address);
      found.set(key, join(found.get(key), one, changes));
    }
    after = last;
  }
  return [...found].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, concerned]) => concerned);
}

function toChange({ day }: Advice, provision: string, edition: Day | null): Change[] {
  return edition === null ? [] : [{ provision, day, edition }];
}

function join(known: Concerned | undefined, { address, language, day }: Advice, changes: readonly Change[]): Concerned {
  if (!known) return { address, language, changes: sort(changes) };
  const isLater = day > (known.changes[0]?.day ?? "");
  return { address, language: isLater ? language : known.language, changes: sort([...known.changes, ...changes]) };
}

/** Each provision once, as of its latest answer. */
function sort(changes: readonly Change[]): Change[] {
  const ordered = [...changes].sort((one, other) =>
    one.day === other.day ? (one.provision < other.provision ? -1 : 1) : one.day < other.day ? 1 : -1,
  );
  const first = new Map<string, Change>();
  for (const change of ordered) if (!first.has(change.provision)) first.set(change.provision, change);
  return [...first.values()];
}
