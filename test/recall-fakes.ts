// Small invented editions on a shelf, and a telling of what changed in them that a test starts whenever it likes.

import { type TelegramTalk, toTalkDeps } from "../adapters/telegram/telegram-talk.ts";
import { createVoice } from "../adapters/telegram/voice.ts";
import type { Address } from "../src/cases/case.ts";
import type { CaseDeps } from "../src/cases/deps.ts";
import type { Edition, Unit } from "../src/editions/edition.ts";
import { type AnnounceDeps, announce, type Voice } from "../src/recall/announce.ts";
import type { EditionShelf } from "../src/recall/find-news.ts";
import { type AskerBench, openAskerBench, sentence } from "./asker-bench.ts";
import { ASKER, BOT, type QuickTelegram } from "./chat-fakes.ts";
import { smallKnowledge } from "./fakes.ts";

export const LAW = "law-290-viii";
export const OLD_DAY = "2026-07-14";
export const NEW_DAY = "2026-09-01";

type Words = Readonly<Record<string, string>>;

/** Units by what follows the act in their id. */
export function someEdition(words: Words, overrides: Partial<Edition> = {}): Edition {
  const document = overrides.document ?? LAW;
  let text = "";
  const units = Object.entries(words).map(([place, own]): Unit => {
    const from = text.length;
    text += `${own}\n`;
    return {
      ...{ id: `${document}/${place}`, kind: "article", heading: null, spans: [[from, from + own.length]] },
      ...{ isExcluded: false, anchor: null, line: 1 },
    };
  });
  return {
    ...{ document, language: "ru", edition: OLD_DAY, inForceFrom: "2026-07-01", text, units, chapters: [] },
    ...{ source: "garden.txt", checksum: "0", importedAt: "2026-07-20T00:00:00Z", isApproved: true },
    ...overrides,
  };
}

/** The last of each act and language is in use. */
export function someShelf(...editions: readonly Edition[]): EditionShelf {
  const latest = new Map(editions.map((one) => [`${one.document} ${one.language}`, one]));
  return {
    inUse: () => [...latest.values()],
    find: (document, language, edition) =>
      editions.find((one) => one.document === document && one.language === language && one.edition === edition) ?? null,
  };
}

const WORDS: Words = { "5": "Зонт возвращают на склад.", "7": "Лодку родственнику не дают.", "9": "Кошку кормят." };

export const BEFORE = someEdition(WORDS);
/** The rule on boats reads otherwise, the rule on umbrellas has one blank more. */
export const AFTER = someEdition(
  { ...WORDS, "5": "Зонт  возвращают на склад.", "7": "Лодку родственнику дают по субботам." },
  { edition: NEW_DAY },
);
export const OLD_SHELF = someShelf(BEFORE);
export const NEW_SHELF = someShelf(BEFORE, AFTER);

/** As at a start: whole, unless something fails. */
export function announceOnce(
  { cases, voices, sleep }: { cases: CaseDeps; voices: readonly Voice[]; sleep: () => Promise<void> },
  shelf: EditionShelf,
  overrides: Partial<AnnounceDeps> = {},
): Promise<boolean> {
  return announce({ cases, voices, shelf, holder: "one", mayGoOn: () => true, sleep, ...overrides });
}

export function telegramVoice({
  deps,
  moves,
  settings,
  memory,
}: Pick<QuickTelegram, "deps" | "moves" | "settings" | "memory">): Voice {
  // A voice only speaks: what a talk needs to hear and to answer is left out.
  const talk = { knowledge: smallKnowledge(), cases: deps, settings, memory } as unknown as TelegramTalk;
  return createVoice(toTalkDeps(talk, { moves, me: () => BOT }));
}

/** How many answers are kept, of anybody. */
export async function countAdvice({ store }: Pick<CaseDeps, "store">): Promise<number> {
  return (await store.transact((tx) => tx.advice.page("", 5_000))).advice.length;
}

export async function putAdvice({ store }: Pick<CaseDeps, "store">, ...addresses: readonly Address[]): Promise<void> {
  await store.transact(async (tx) => {
    for (const [at, address] of addresses.entries())
      await tx.advice.put(`id-${String(at).padStart(5, "0")}`, {
        ...{ address, language: "en", provisions: [`${LAW}/7`], day: "2026-09-06" },
      });
  });
}

export const BOAT = "May I lend the service boat to my brother?";
export const CAT = "who feeds the office cat?";

export type Started = AskerBench & { start(shelf?: typeof NEW_SHELF): Promise<boolean> };

/** The service with the earlier edition installed and told of. */
export async function openRecall(): Promise<Started> {
  const bench = await openAskerBench();
  const about = { cases: bench.deps, voices: [telegramVoice(bench)], sleep: bench.settle };
  const start: Started["start"] = async (shelf = NEW_SHELF) => {
    const isDone = await announceOnce(about, shelf);
    await bench.settle();
    return isDone;
  };
  await start(OLD_SHELF);
  return { ...bench, start };
}

export function newsTo(bench: AskerBench, person: number = ASKER): string[] {
  const title = ["kk", "ru", "en"].map((language) => sentence(bench, language as "en", "chat.recall.title"));
  return bench.messagesTo(person).flatMap(({ text }) => (title.some((one) => text.includes(one)) ? [text] : []));
}
