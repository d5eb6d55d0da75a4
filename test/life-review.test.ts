// What reaches askers and maintainers from life: not after being forgotten, nothing lost, and the law shown as it stands.

import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, test } from "vitest";

import { appendLine } from "../evals/dataset-files.ts";
import { fullBlocks } from "../src/chat/look-up.ts";
import { asker, labelsOf, openAskerBench, sentence } from "./asker-bench.ts";
import { realMask } from "./candidate-fakes.ts";
import { ASKER, GARDENER, SERIOUS } from "./chat-fakes.ts";
import { TODAY } from "./fakes.ts";
import { openBrowser, openPageBench, SERIOUS as SERIOUS_ON_PAGE } from "./page-fakes.ts";
import { announceOnce, BOAT, NEW_SHELF, newsTo, openRecall, telegramVoice } from "./recall-fakes.ts";
import { type SmallUnit, smallEdition, withEditions } from "./small-editions.ts";

describe("recall", () => {
  // `tellOne` asks again whether it was turned off, but not whether the advice is still there (src/recall/announce.ts).
  test("whoever is forgotten while others are being told hears nothing", async () => {
    const bench = await openRecall();
    await bench.say(asker, BOAT);
    await bench.deps.store.transact((tx) =>
      tx.leases.take("recall telegram", "other", { leaseMs: 60_000, now: bench.clock.now }),
    );
    const sleep = async (): Promise<void> => {
      await bench.deps.store.transact((tx) => tx.advice.deleteOf({ channel: "telegram", id: String(ASKER) }));
      bench.clock.now += 60_000;
    };
    await announceOnce({ cases: bench.deps, voices: [telegramVoice(bench)], sleep }, NEW_SHELF);
    await bench.settle();
    expect(newsTo(bench)).toEqual([]);
  });
});

describe("what may be serious is copied nowhere else", () => {
  // `answerButtons` and `renderChallenge` show the challenge under every answer; a vote asks for nothing there.
  test("its answer in a chat has no challenge", async () => {
    const bench = await openAskerBench({ mask: realMask });
    bench.know(GARDENER);
    await bench.say(ASKER, SERIOUS);
    expect(bench.messagesTo(ASKER).flatMap(labelsOf)).not.toContain(sentence(bench, "en", "challenge"));
  });

  test("its answer on the page has no challenge", async () => {
    const browser = openBrowser(await openPageBench({ mask: realMask }));
    const { html } = await browser.ask(SERIOUS_ON_PAGE);
    expect(html).not.toContain('action="/challenge');
  });
});

test("what is offered to the evals does not lead to its asker by way of the advice that is kept", async () => {
  const bench = await openRecall();
  await bench.say(asker, BOAT);
  await bench.press(ASKER, "👎");
  await bench.press(ASKER, sentence(bench, "en", "chat.bad.unclear"));
  await bench.press(ASKER, sentence(bench, "en", "candidate.yes"));
  const [candidates, { advice }] = await bench.deps.store.transact(async (tx) => [
    await tx.candidates.list(),
    await tx.advice.page("", 10),
  ]);
  expect([candidates.length, advice.length]).toEqual([1, 1]);
  for (const { provisions } of advice) {
    for (const id of provisions) expect(JSON.stringify(candidates)).not.toContain(id);
  }
});

describe("the whole of an article in a chat", () => {
  const blocks = (units: readonly SmallUnit[]) =>
    JSON.stringify(
      fullBlocks(withEditions(smallEdition({ units })), "law-290-viii/5", { ids: [], language: "ru", day: TODAY }),
    );

  test("is the act's words, and is called so, also where its first provision could not be quoted alone", () => {
    const shown = blocks([
      ["law-290-viii/5", "Статья 5. Зонт возвращают все, кроме […]."],
      ["law-290-viii/5/1", "1. Зонт сушат."],
    ]);
    expect([shown.includes("официальный текст"), shown.includes("1. Зонт сушат.")]).toEqual([true, true]);
  });

  test("has what follows a list after its items", () => {
    const edition = smallEdition({
      units: [
        ["law-290-viii/5", "Статья 5. Возвращают:"],
        ["law-290-viii/5/1", "1) зонт;"],
        ["law-290-viii/5/2", "2) тачку."],
      ],
    });
    const from = edition.text.length;
    const text = `${edition.text}Это не касается сторожа.\n`;
    const [article, ...items] = edition.units;
    if (!article) throw new Error("no article");
    const units = [{ ...article, spans: [...article.spans, [from, text.length - 1] as const] }, ...items];
    const shown = JSON.stringify(
      fullBlocks(withEditions({ ...edition, text, units }), "law-290-viii/5", { ids: [], language: "ru", day: TODAY }),
    );
    const order = ["Возвращают:", "1) зонт;", "2) тачку.", "Это не касается"].map((words) => shown.indexOf(words));
    expect(order.every((at, before) => at > (order[before - 1] ?? 0))).toBe(true);
  });
});

// Both read the file before either renames: one line is lost, and its candidate is deleted (evals/dataset-files.ts).
test("two maintainers who accept at the same time lose no line", async () => {
  const folder = await mkdtemp(path.join(tmpdir(), "adep-sets-"));
  try {
    const file = path.join(folder, "dev.jsonl");
    await writeFile(file, "");
    await Promise.all([appendLine(file, { id: "one" }), appendLine(file, { id: "two" })]);
    expect((await readFile(file, "utf8")).trim().split("\n")).toHaveLength(2);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
