// Words that stand nowhere else go through every path, good and bad; afterwards nobody may find them in clear.

import { readFileSync } from "node:fs";
import { readdir } from "node:fs/promises";
import path from "node:path";

import { createVault } from "../../adapters/aes-vault.ts";
import { openStore } from "../../adapters/store/open-store.ts";
import type { Card } from "../../src/cases/card.ts";
import type { Address } from "../../src/cases/case.ts";
import { countCases } from "../../src/cases/statistics.ts";
import { createFaults } from "./failing-dialect.ts";
import { listen } from "./listening.ts";
import { DAY_MS, HOUR_MS, inFolder, MONDAY, newRing, openPlain, type PlainBench, pressAs } from "./plain-bench.ts";
import { createSearch } from "./searching.ts";

export type CanaryFigures = {
  readonly canaries: number;
  /** Buttons and receipts that were handed out meanwhile, searched for as well. */
  readonly tokens: number;
  readonly bytes: number;
  readonly files: number;
  readonly logged: number;
  /** Where one was found: `what in where as form`. */
  readonly hits: readonly string[];
  /** Canaries that come back in clear for those who may read them: that they really went in. */
  readonly readBack: number;
};

const KINDS = [
  "report",
  "details",
  "answer",
  "name",
  "address",
  "event",
  "reply",
  "question",
  "note",
  "feedback",
] as const;
const MORE = ["fault", "draft", "unknown", "receipt"] as const;
type Word = (kind: (typeof KINDS)[number] | (typeof MORE)[number]) => string;

export function searchForCanaries({ rounds }: { readonly rounds: number }): Promise<CanaryFigures> {
  return inFolder(async (folder) => {
    const words: string[] = [];
    const handedOut = new Set<string>();
    const ring = newRing();
    const url = `sqlite:${path.join(folder, "cases.db")}`;
    const faults = createFaults();
    const state = { fault: "", now: MONDAY };
    const keep = (card: Card): Card => {
      for (const token of tokensOf(card)) handedOut.add(token);
      return card;
    };
    const heard = listen();
    const bench = await openPlain({
      ...{ url, ring, wrap: faults.wrap, now: () => state.now },
      deliver: async ({ card }) => {
        keep(card);
        if (state.fault !== "") throw Object.assign(new Error(state.fault), { code: state.fault });
        return "delivered";
      },
    });
    for (let round = 0; round < rounds; round += 1) {
      const word: Word = (kind) => `Canary${kind}${round}${Buffer.from(kind).toString("hex")}Zx${round * 7919}`;
      words.push(...[...KINDS, ...MORE].map(word));
      await liveThrough({ bench, word, keep, state });
      await failThrough({ bench, word, keep, faults });
    }
    const { logged, stats, readBack } = await lookAround(bench, words);
    // The files are read while the store is open, so that what the write-ahead log holds is there.
    const places = new Map<string, Buffer>();
    for (const file of await readdir(folder)) places.set(file, readFileSync(path.join(folder, file)));
    const printed = heard.stop();
    places
      .set("log", Buffer.from(logged.join("\n")))
      .set("output", Buffer.from(printed))
      .set("stats", Buffer.from(stats));
    await bench.opened.store.close();
    await openStore(
      url,
      createVault(() => ring),
    ).then(({ store }) => store.close());
    for (const file of await readdir(folder)) places.set(`${file} when closed`, readFileSync(path.join(folder, file)));
    const search = createSearch([...words, ...handedOut]);
    const hits = [...places].flatMap(([place, bytes]) => search(bytes).map((hit) => `${hit} in ${place}`));
    const bytes = [...places.values()].reduce((sum, one) => sum + one.length, 0);
    const counts = { canaries: words.length, tokens: handedOut.size, bytes, files: places.size, logged: logged.length };
    return { ...counts, hits, readBack };
  });
}

const tokensOf = (card: Card): string[] => [
  ...card.buttons.map(({ token }) => token),
  ...(card.input ? [card.input.token] : []),
  ...(/^[0-9A-Z*~$=-]{32}$/.test(card.quote ?? "") ? [card.quote ?? ""] : []),
];

type Living = {
  readonly bench: PlainBench;
  readonly word: Word;
  readonly keep: (card: Card) => Card;
  readonly state: { fault: string; now: number };
};

async function liveThrough({ bench, word, keep, state }: Living): Promise<void> {
  const address: Address = { channel: "page", id: word("address") };
  const common = { address, language: "en" as const, severity: "serious" as const, category: null };
  const heard = { ...common, text: word("report"), isAboutCommissioner: false, event: word("event") };
  keep(await bench.reception.escalate(heard));
  keep(await bench.reception.escalate(heard));
  keep(await bench.reception.prepare({ ...heard, text: word("draft") }));
  const [caseId = ""] = await bench.opened.store.transact((tx) => tx.askers.casesOf(address));
  const asker = async (action: string, text = "", payload: unknown = null): Promise<Card> =>
    keep(
      await pressAs(bench, {
        by: { asker: address },
        caseId,
        action,
        text,
        payload,
        event: `${word("event")}-${action}`,
      }),
    );
  const person = async (action: string, text = "", payload: unknown = null): Promise<Card> =>
    keep(await pressAs(bench, { by: { person: "gardener" }, caseId, action, text, payload }));
  await person("take");
  await person("read");
  await person("reply", word("reply"));
  await person("reply!", "", { text: word("reply") });
  await person("ask!", "", { text: word("question") });
  await asker("details", word("details"));
  await asker("answer", word("answer"));
  await asker("name", word("name"));
  await person("note", word("note"));
  await asker("sent");
  // The platform fails with a fault that quotes what it was given, and recovers.
  state.fault = word("fault");
  await bench.settle();
  state.fault = "";
  state.now += HOUR_MS;
  await bench.settle();
  await asker("agree");
  await person("close!", "", { text: word("feedback"), outcome: "advice" });
  await asker("rate", "", "yes");
  const receipt = (await asker("receipt")).quote ?? "";
  await bench.settle();
  keep(
    await bench.reception.enter(receipt, {
      address: { channel: "page", id: `${word("address")}-back` },
      language: "en",
    }),
  );
}

type Failing = Pick<Living, "bench" | "word" | "keep"> & { readonly faults: ReturnType<typeof createFaults> };

async function failThrough({ bench, word, keep, faults }: Failing): Promise<void> {
  const address: Address = { channel: "page", id: word("address") };
  const heard = {
    address,
    language: "en" as const,
    severity: "serious" as const,
    category: null,
    isAboutCommissioner: false,
  };
  const actor = { kind: "asker" as const, address };
  for (const [at, kind] of [
    [3, "before"],
    [9, "after"],
    [14, "before"],
  ] as const) {
    faults.arm(at, kind);
    await bench.reception.escalate({ ...heard, text: `${word("report")} again ${at}` }).catch(() => undefined);
    faults.arm(at, kind);
    await bench.courier.run().catch(() => 0);
  }
  faults.arm(null);
  keep(
    await bench.press({ actor, token: word("unknown"), language: "en", text: word("details"), event: word("event") }),
  );
  keep(await bench.press({ actor: { kind: "person", id: word("unknown") }, token: word("unknown"), language: "en" }));
  keep(await bench.press({ actor, token: word("unknown"), language: "en", text: word("details").repeat(500) }));
  keep(await bench.reception.enter(word("receipt"), { address, language: "en" }));
}

async function lookAround(bench: PlainBench, words: readonly string[]) {
  return bench.opened.store.transact(async (tx) => {
    const cases = await tx.cases.list({});
    const { calendar } = bench.deps;
    const records = await tx.audit.all();
    const day = (shift: number): string => new Date(MONDAY + shift * DAY_MS).toISOString().slice(0, 10);
    const counting = { cases, records, categories: [], calendar, from: day(-1), to: day(30), least: 5 };
    const clear: string[] = [];
    for (const { id } of cases) {
      clear.push(...(await tx.cases.entries(id)).map(({ text }) => text), JSON.stringify(await tx.askers.find(id)));
    }
    const all = clear.join("\n");
    return {
      logged: bench.logged,
      stats: JSON.stringify({ statistics: countCases(counting), records, outbox: await tx.outbox.count() }),
      readBack: words.filter((word) => all.includes(word)).length,
    };
  });
}
