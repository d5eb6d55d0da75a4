// What every store promises to chats: what is remembered, where a case stands, and looking at a button without pressing it.

import { describe, expect, test } from "vitest";

import { atOnce, DAY, HOUR, insertCase, LATER, NOW, type OpenStoreBench, PARTY, PERSON, put } from "./store-bench.ts";
import { lanesContract } from "./store-contract-chat-lanes.ts";
import { leasesContract, votesContract } from "./store-contract-chat-leases.ts";
import { manyContract } from "./store-contract-chat-many.ts";
import { queuesContract } from "./store-contract-chat-queues.ts";

const CHAT = "telegram:770012345";
const PLACE = "place:telegram:-1001234567";

export function chatContract(open: OpenStoreBench): void {
  lanesContract(open);
  queuesContract(open);
  manyContract(open);
  rememberedContract(open);
  boardsContract(open);
  leasesContract(open);
  votesContract(open);
  lookContract(open);
}

function rememberedContract(open: OpenStoreBench): void {
  describe("what is remembered of a chat", () => {
    test("is what was written last, of this chat only", async () => {
      const { transact } = await open();
      const seen = await transact(async (tx) => {
        for (const value of ["first", "Ереже 🙈"]) await tx.chats.write(CHAT, value, DAY);
        await tx.chats.write("slack:D1", "another", DAY);
        return [await tx.chats.read(CHAT), await tx.chats.read("slack:D1"), await tx.chats.read("telegram:7")];
      });
      expect(seen).toEqual(["Ереже 🙈", "another", null]);
    });

    test("written by ten at once is one of the ten", async () => {
      const { transact } = await open();
      await atOnce(10, (at) => transact((tx) => tx.chats.write(CHAT, `value ${at}`, DAY)));
      expect(await transact((tx) => tx.chats.read(CHAT))).toMatch(/^value \d$/);
    });

    test("lies there without its text or its address in clear", async () => {
      const { transact, opened } = await open();
      await transact((tx) => tx.chats.write(CHAT, "seeds", DAY));
      const rows = await opened.database.db.selectFrom("chats").selectAll().execute();
      expect(JSON.stringify(rows)).not.toMatch(/seeds|770012345/);
    });

    test("goes when it is to go, and leaves the others", async () => {
      const { transact } = await open();
      const seen = await transact(async (tx) => {
        for (const chat of [CHAT, "slack:D1"]) await tx.chats.write(chat, "value", DAY);
        await tx.chats.delete(CHAT);
        return [await tx.chats.read(CHAT), await tx.chats.read("slack:D1")];
      });
      expect(seen).toEqual([null, "value"]);
    });

    test("goes when it was not used since the day; using it again keeps it", async () => {
      const { transact } = await open();
      const seen = await transact(async (tx) => {
        for (const chat of ["old", "used again", "used that day"]) {
          await tx.chats.write(chat, "value", chat === "used that day" ? LATER : DAY);
        }
        await tx.chats.write("used again", "value", LATER);
        const deleted = [await tx.chats.deleteUnusedSince(DAY), await tx.chats.deleteUnusedSince(LATER)];
        return [...deleted, await tx.chats.read("old"), await tx.chats.read("used again")];
      });
      expect(seen).toEqual([0, 1, null, "value"]);
    });
  });
}

function boardsContract(open: OpenStoreBench): void {
  describe("where a case stands in a chat", () => {
    test("is what was written last, for this case and this chat", async () => {
      const bench = await open();
      const [one, two] = [await insertCase(bench), await insertCase(bench)];
      const seen = await bench.transact(async (tx) => {
        for (const value of ["41", "42"]) await tx.boards.write(one, CHAT, value);
        await tx.boards.write(two, CHAT, "43");
        await tx.boards.write(one, "slack:C1", "44");
        const at = [one, two].map((id) => [id, CHAT] as const);
        const values: unknown[] = [];
        for (const [id, chat] of [...at, [one, "slack:C1"], [two, "slack:C1"]] as const) {
          values.push(await tx.boards.read(id, chat));
        }
        return values;
      });
      expect(seen).toEqual(["42", "43", "44", null]);
    });

    test("belongs to a case, and goes with it", async () => {
      const bench = await open();
      const [gone, kept] = [await insertCase(bench), await insertCase(bench)];
      await expect(bench.transact((tx) => tx.boards.write("no case", CHAT, "1"))).rejects.toThrow();
      await bench.transact(async (tx) => {
        for (const id of [gone, kept]) await tx.boards.write(id, CHAT, "1");
        await tx.cases.delete(gone);
      });
      const rows = await bench.opened.database.db.selectFrom("boards").selectAll().execute();
      expect(rows.map(({ case_id: id }) => id)).toEqual([kept]);
    });
  });
}

function lookContract(open: OpenStoreBench): void {
  const BY = { parties: [PARTY, PERSON, PLACE], now: NOW };

  describe("a button that is looked at", () => {
    test.each([PARTY, PERSON, PLACE])("says that it is of %s, and can still be pressed, once", async (party) => {
      const bench = await open();
      const row = { party, action: "reply", caseId: await insertCase(bench), bundle: "b", payload: '"seeds"' };
      const expected = { ...row, expiresAt: NOW + HOUR };
      const seen = await bench.transact(async (tx) => {
        const token = await put(tx, row);
        const looks = [await tx.tokens.look(token, BY), await tx.tokens.look(token, BY)];
        const uses = [await tx.tokens.use(token, { party, now: NOW }), await tx.tokens.use(token, { party, now: NOW })];
        return [...looks, ...uses, await tx.tokens.look(token, BY)];
      });
      expect(seen).toEqual([expected, expected, expected, null, null]);
    });

    test("is nothing to others, after its end, or where nobody made it", async () => {
      const { transact } = await open();
      const seen = await transact(async (tx) => {
        const [token, late] = [await put(tx, { party: PLACE }), await put(tx, { party: PLACE, expiresAt: NOW })];
        return [
          await tx.tokens.look(token, { parties: [PARTY, PERSON], now: NOW }),
          await tx.tokens.look(token, { parties: [], now: NOW }),
          await tx.tokens.look(late, BY),
          await tx.tokens.look("nobody's", BY),
        ];
      });
      expect(seen).toEqual([null, null, null, null]);
    });

    test("of a place stays when the asker of its case is forgotten", async () => {
      const bench = await open();
      const caseId = await insertCase(bench);
      const seen = await bench.transact(async (tx) => {
        const tokens = [await put(tx, { caseId }), await put(tx, { caseId, party: PLACE })];
        await tx.askers.forget(caseId);
        const parties: unknown[] = [];
        for (const token of tokens) parties.push((await tx.tokens.look(token, BY))?.party);
        return parties;
      });
      expect(seen).toEqual([undefined, PLACE]);
    });
  });
}
