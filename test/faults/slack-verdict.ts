// What the fake Slack has seen, judged: who was answered, how often, and how long it took.

import type { SlackServer } from "../slack-server.ts";
import { type Shown, textOf } from "../slack-server-look.ts";
import type { Done, Kind } from "./slack-people.ts";
import { OFFICE } from "./slack-service.ts";

/** What is said to each question of the list in the private chat. */
export type Known = readonly string[];

export type Verdict = {
  readonly deeds: Readonly<Partial<Record<Kind, number>>>;
  /** Slack could not bring them, and told the person so. */
  readonly notTaken: number;
  /** Deeds that were taken, and not all came of them that had to. */
  readonly lost: readonly string[];
  /** Second copies in private chats; aside with the words that say so, and without. */
  readonly twice: number;
  readonly asideMarked: number;
  readonly asideUnmarked: number;
  /** Messages in private chats that answer nothing. */
  readonly unasked: number;
  /** Cases on cards with the commissioners, and second copies of cards there. */
  readonly cards: number;
  readonly cardsTwice: number;
  /** From the deed to the first answer. */
  readonly waitMs: { readonly p50: number; readonly p99: number; readonly max: number };
};

type Seen = { readonly text: string; readonly bare: string; readonly ts: string };
/** `null` of deeds that leave nothing to be read: they are counted in the store. */
type Came = { readonly posts: readonly Seen[]; readonly asides: readonly Seen[]; readonly isWhole: boolean } | null;
type Look = {
  readonly posts: (user: string) => readonly Seen[];
  readonly asides: (user: string) => readonly Seen[];
  readonly homes: ReadonlySet<unknown>;
  readonly known: Known;
};

const REPEAT = /^_?\((?:Қайталап айтып тұрмын|Повторяю|I say this again)[^)]*\)_?\s*/;
const CODENAME = /\p{Lu}\p{L}+-\d{4}/u;

export function judge(server: SlackServer, known: Known, done: readonly Done[]): Verdict {
  const look = createLook(server, known);
  const lost: string[] = [];
  const waits: number[] = [];
  const counts = { notTaken: 0, twice: 0, asideMarked: 0, asideUnmarked: 0 };
  for (const one of done) {
    if (one.isTaken !== true) counts.notTaken += 1;
    const came = whatCame(look, one);
    if (came === null) continue;
    const { posts, asides, isWhole } = came;
    if (one.isTaken && !isWhole) lost.push(`${one.kind} ${one.user} ${one.word}`);
    counts.twice += countAgain(posts);
    for (const { text } of asides.slice(1)) counts[REPEAT.test(text) ? "asideMarked" : "asideUnmarked"] += 1;
    const first = Math.min(...[...posts, ...asides].map(({ ts }) => Number(ts) * 1000));
    if (one.isTaken && Number.isFinite(first)) waits.push(Math.max(0, first - one.at));
  }
  const unasked = countUnasked(look, done);
  return { deeds: countKinds(done), ...counts, lost, unasked, ...countCards(server), waitMs: sumUp(waits) };
}

function createLook(server: SlackServer, known: Known): Look {
  const posts = new Map<string, readonly Seen[]>();
  const asides = new Map<string, readonly Seen[]>();
  const once = (kept: Map<string, readonly Seen[]>, user: string, find: () => readonly Seen[]): readonly Seen[] => {
    const found = kept.get(user) ?? find();
    kept.set(user, found);
    return found;
  };
  return {
    known,
    posts: (user) => once(posts, user, () => server.postsIn(user).map(toSeen)),
    asides: (user) => once(asides, user, () => server.ephemeralsFor(user).map(toSeen)),
    homes: new Set(server.calls("views.publish").map(({ payload }) => payload["user_id"])),
  };
}

function toSeen(shown: Shown & { readonly ts: string }): Seen {
  const text = textOf(shown);
  return { text, bare: text.replace(REPEAT, ""), ts: shown.ts };
}

function whatCame({ posts, asides, homes, known }: Look, { kind, user, word, question }: Done): Came {
  const own = posts(user);
  const besides = asides(user).filter(({ text }) => text.includes(word));
  switch (kind) {
    case "question": {
      const answers = own.filter(({ bare }) => bare === known[question]);
      return { posts: answers, asides: [], isWhole: answers.length > 0 };
    }
    case "aside": {
      const all = [...own.filter(({ text }) => text.includes(word)), ...besides];
      return { posts: [], asides: all, isWhole: all.length > 0 };
    }
    case "mention":
    case "help": {
      const all = [...own, ...asides(user)];
      return { posts: [], asides: all, isWhole: all.length > 0 };
    }
    // The case, the answer, and the word that the commissioner was told.
    case "serious":
      return { posts: own, asides: [], isWhole: distinct(own) >= 3 };
    case "serious-aside":
      return { posts: own, asides: besides, isWhole: distinct(own) >= 2 && besides.length > 0 };
    case "home":
      return { posts: [], asides: [], isWhole: homes.has(user) };
    case "vote":
    case "take":
      return null;
  }
}

const distinct = (seen: readonly Seen[]): number => new Set(seen.map(({ bare }) => bare)).size;
const countAgain = (seen: readonly Seen[]): number => seen.length - distinct(seen);

/** In the chats of those who asked questions there are answers to them and nothing else. */
function countUnasked({ posts, known }: Look, done: readonly Done[]): number {
  const wanted = new Map<string, (seen: Seen) => boolean>();
  for (const { kind, user, question, word } of done) {
    const before = wanted.get(user) ?? (() => false);
    if (kind === "question") wanted.set(user, (seen) => before(seen) || seen.bare === known[question]);
    if (kind === "aside") wanted.set(user, (seen) => before(seen) || seen.text.includes(word));
  }
  return [...wanted].reduce((sum, [user, isWanted]) => sum + posts(user).filter((seen) => !isWanted(seen)).length, 0);
}

function countKinds(done: readonly Done[]): Verdict["deeds"] {
  const counts: Partial<Record<Kind, number>> = {};
  for (const { kind } of done) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}

function countCards(server: SlackServer): Pick<Verdict, "cards" | "cardsTwice"> {
  const cards = server.postsIn(OFFICE).filter(({ thread }) => thread === null);
  const names = new Set(cards.map((card) => CODENAME.exec(textOf(card))?.[0] ?? card.ts));
  return { cards: names.size, cardsTwice: cards.length - names.size };
}

export function sumUp(times: readonly number[]): Verdict["waitMs"] {
  const sorted = [...times].sort((one, other) => one - other);
  const at = (share: number): number => Math.round(sorted[Math.ceil(share * sorted.length) - 1] ?? 0);
  return { p50: at(0.5), p99: at(0.99), max: at(1) };
}
