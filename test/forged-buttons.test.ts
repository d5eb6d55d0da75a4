import { CompiledQuery } from "kysely";
import { expect, test } from "vitest";

import type { Press } from "../src/cases/press.ts";
import { makeToken, type Party } from "../src/cases/tokens.ts";
import { ASKER, type CaseBench, MONDAY, OTHER_ASKER, openBench, someReport } from "./case-fakes.ts";
import { type Chance, createChance } from "./faults/seeded.ts";

const language = "en" as const;
const FORGERIES = 10_000;
const WEEK_MS = 7 * 86_400_000;
const SYMBOLS = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"];

type Known = {
  readonly fresh: readonly string[];
  readonly used: readonly string[];
  readonly expired: readonly string[];
};
type Forgery = (known: Known, chance: Chance) => string;

/** A token that changes in one of its 128 bits. */
function flipBit(token: string, chance: Chance): string {
  const bytes = Buffer.from(token, "base64url");
  const at = chance.below(bytes.length * 8);
  bytes[at >> 3] = (bytes[at >> 3] ?? 0) ^ (1 << (at & 7));
  return bytes.toString("base64url");
}

const FORGERIES_BY_KIND: Readonly<Record<string, Forgery>> = {
  random: (_, chance) => Array.from({ length: 22 }, () => chance.pick(SYMBOLS)).join(""),
  flipped: ({ fresh }, chance) => flipBit(chance.pick(fresh), chance),
  truncated: ({ fresh }, chance) => chance.pick(fresh).slice(0, chance.below(22)),
  lengthened: ({ fresh }, chance) => chance.pick(fresh) + chance.pick(["A", "=", " ", "\0", "%00"]),
  recased: ({ fresh }, chance) => {
    const token = chance.pick(fresh);
    return token === token.toLowerCase() ? `x${token}` : token.toLowerCase();
  },
  replayed: ({ used }, chance) => chance.pick(used),
  expired: ({ expired }, chance) => chance.pick(expired),
  foreign: ({ fresh }, chance) => chance.pick(fresh),
};

async function makeTokens(bench: CaseBench, count: number, party: Party = { asker: ASKER }): Promise<string[]> {
  const [caseId = ""] = await bench.deps.store.transact((tx) => tx.askers.casesOf(ASKER));
  return bench.deps.store.transact(async (tx) => {
    const tokens: string[] = [];
    for (let at = 0; at < count; at += 1)
      tokens.push(await makeToken(tx, bench.deps, { party, caseId, action: "status" }));
    return tokens;
  });
}

const actorOf = (kind: string): Press["actor"] =>
  kind === "foreign" ? { kind: "asker", address: OTHER_ASKER } : { kind: "asker", address: ASKER };

test("of 10,000 forged buttons none works", async () => {
  const bench = await openBench();
  // Every refusal is counted; here the disk need not be waited for.
  await bench.opened.database.db.executeQuery(CompiledQuery.raw("pragma synchronous = off"));
  const chance = createChance(4);
  await bench.reception.escalate(someReport());
  const expired = await makeTokens(bench, 50);
  bench.clock.now = MONDAY + WEEK_MS;
  const used = await makeTokens(bench, 50);
  for (const token of used) {
    const card = await bench.press({ actor: actorOf("used"), token, language });
    expect(card.result).toBe("shown");
  }
  const known = { fresh: await makeTokens(bench, 50), used, expired };
  const kinds = Object.entries(FORGERIES_BY_KIND);
  const accepted: string[] = [];
  for (let at = 0; at < FORGERIES; at += 1) {
    const [kind, forge] = kinds[at % kinds.length] ?? ["", () => ""];
    const token = forge(known, chance);
    const card = await bench.press({ actor: actorOf(kind), token, language });
    if (card.result !== "refused") accepted.push(kind);
  }
  expect(accepted).toEqual([]);
  // The buttons that were imitated still work for whom they were made.
  for (const token of known.fresh) {
    expect((await bench.press({ actor: actorOf("fresh"), token, language })).result).toBe("shown");
  }
});
