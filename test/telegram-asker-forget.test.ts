import { describe, expect, test } from "vitest";

import {
  type AskerBench,
  asker,
  codeOf,
  lastTo,
  openAskerBench,
  openTaken,
  sentence,
  writeToAsker,
} from "./asker-bench.ts";
import { ASKER, OTHER_ASKER } from "./chat-fakes.ts";
import { someAdvice } from "./store-contract-advice.ts";

const other = { id: OTHER_ASKER, language_code: "en" };

async function linesOf({ opened }: AskerBench, table: "chats" | "askers"): Promise<number> {
  return (await opened.database.db.selectFrom(table).selectAll().execute()).length;
}

describe("/forget", () => {
  test("without a case leaves nothing of the chat", async () => {
    const bench = await openAskerBench();
    await bench.say(asker, "/start");
    await bench.press(asker, "English");
    expect((await bench.say(asker, "/forget")).said[0]?.text).toContain("You have no case here");
    const { changed, said } = await bench.press(asker, "Yes, forget me");
    expect([changed[0]?.text, said]).toEqual([sentence(bench, "en", "chat.forget.done.none"), []]);
    expect([await linesOf(bench, "chats"), await linesOf(bench, "askers")]).toEqual([0, 0]);
  });

  test("erases which provisions answers cited, of this asker alone, with or without a case", async () => {
    const bench = await openAskerBench();
    const [mine, others] = [ASKER, OTHER_ASKER].map((id) => {
      return someAdvice({ address: { channel: "telegram", id: String(id) } });
    });
    await bench.opened.store.transact(async (tx) => {
      for (const [id, advice] of Object.entries({ a: mine, b: others })) if (advice) await tx.advice.put(id, advice);
    });
    expect((await bench.say(asker, "/forget")).said[0]?.text).toContain("the provisions that answers to you cited");
    await bench.press(asker, "Yes, forget me");
    expect((await bench.opened.store.transact((tx) => tx.advice.page("", 9))).advice).toEqual([others]);
  });

  test("gives a code for each case, which is then the only way back", async () => {
    const bench = await openTaken();
    await bench.say(asker, "They threaten me with a knife, it is critical.");
    await bench.say(asker, "/asof 2026-05-01");
    expect((await bench.say(asker, "/forget")).said[0]?.text).toContain("Your cases (2)");
    const { said } = await bench.press(asker, "Yes, forget me");
    expect(said.map(({ protect_content }) => protect_content)).toEqual([false, false]);
    expect([await linesOf(bench, "chats"), await linesOf(bench, "askers")]).toEqual([0, 0]);
    await writeToAsker(bench, "Reply", "Are you there?");
    expect(lastTo(bench)?.text).not.toContain("Are you there?");
    const back = await bench.say(other, `/receipt ${codeOf({ said })}`);
    expect(back.said[0]?.text).toMatch(/^Case /u);
  });

  test("goes no further where the asker goes back", async () => {
    const bench = await openTaken();
    const [question] = (await bench.say(asker, "/forget")).said;
    await bench.press(asker, "Back");
    expect(bench.chats.find(ASKER, question?.message_id ?? 0)).toBeNull();
    expect(await linesOf(bench, "askers")).toBe(1);
  });

  // The codes are gone for good where it fails or stops between (src/chat/press-verb.ts forgetEverything: `leave` comes first).
  test("still gives the codes where the first try failed", async () => {
    const bench = await openTaken();
    await bench.say(asker, "/forget");
    const { forget } = bench.settings;
    bench.settings.forget = () => Promise.reject(new Error("the store is busy"));
    await bench.press(asker, "Yes, forget me").catch(() => undefined);
    bench.settings.forget = forget;
    bench.pass(2);
    await bench.settle();
    expect(codeOf({ said: bench.messagesTo(ASKER).slice(-1) })).toMatch(/^[0-9A-Z]{5}-/u);
  });

  // A text that was to be sent lies sealed with its buttons for a week more (src/chat/press-verb.ts forgetEverything: tokens stay).
  test("leaves no draft behind", async () => {
    const bench = await openAskerBench();
    await bench.say(asker, "May I lend the service boat to my brother?");
    await bench.press(asker, "Ask the ethics commissioner");
    await bench.say(asker, "/forget");
    await bench.press(asker, "Yes, forget me");
    const tokens = await bench.opened.database.db.selectFrom("tokens").select("action").execute();
    expect(tokens.filter(({ action }) => action === "send")).toEqual([]);
  });
});

/** The latest event is gone through, and then once more, as after a crash before anything was sent. */
async function crashOn(bench: AskerBench, incoming: Readonly<Record<string, unknown>>): Promise<string> {
  const place = { chat: String(ASKER) };
  const common = {
    event: "telegram:700000:1",
    user: String(ASKER),
    hint: "en",
    place,
    isPrivate: true,
    isAddressed: true,
  };
  const body = JSON.stringify({ ...common, messageId: "1000", ...incoming });
  await bench.process(body, 1);
  return (await bench.process(body, 2)).map((row) => row.body).join("\n");
}

describe("where the service stops before its reply is written down", () => {
  // The wish ends first, so that the words are answered as a question and nobody says that they were added (src/chat/take-text.ts).
  test("details that were added are said to be added", async () => {
    const bench = await openTaken();
    await bench.press(asker, "Add details");
    const text = { kind: "text", text: "On Monday.", isForwarded: false, under: null, answers: null };
    expect(await crashOn(bench, text)).toContain("You added: On Monday.");
  });

  // The press is not known any more and the code was never shown: nothing leads back (src/cases/press.ts showAgain).
  test("Forget me still gives the code", async () => {
    const bench = await openTaken();
    const { changed } = await bench.press(asker, "Forget me");
    const [yes] = changed[0]?.reply_markup?.inline_keyboard?.flat() ?? [];
    const press = { kind: "press", pressId: "1", data: yes?.callback_data, about: null };
    expect(await crashOn(bench, press)).toContain("come-back code");
  });
});
