import { describe, expect, test } from "vitest";

import { toOutgoing } from "../adapters/telegram/carry-out.ts";
import { answerMessage } from "../src/chat/answer-message.ts";
import { type AskerBench, labelsOf, openAskerBench, type Seen, sentence } from "./asker-bench.ts";
import { ASKER, GARDENER, SERIOUS } from "./chat-fakes.ts";
import { smallKnowledge, someReply } from "./fakes.ts";

const asker = { id: ASKER, language_code: "en" };
const BOAT = "May I lend the service boat to my brother?";
const KNIFE = "They threaten me with a knife right now, it is critical.";

function textOf({ said }: Seen): string {
  return said.map(({ text }) => text).join("\n---\n");
}

async function open(): Promise<AskerBench> {
  const bench = await openAskerBench();
  bench.know(GARDENER);
  return bench;
}

async function countCases({ deps }: AskerBench): Promise<number> {
  return (await deps.store.transact((tx) => tx.cases.list({}))).length;
}

describe("what is no text", () => {
  test.each([
    ["photo", "chat.media"],
    ["voice", "chat.media"],
    ["video_note", "chat.media"],
    ["document", "chat.media"],
    ["poll", "chat.media"],
    ["sticker", "chat.media.sticker"],
    ["contact", "chat.media.contact"],
    ["location", "chat.media.location"],
    ["venue", "chat.media.location"],
  ] as const)("such as %s is answered with why it is of no use", async (field, key) => {
    const bench = await open();
    const { said } = await bench.say(asker, "", { [field]: {} });
    expect(said.map(({ text, replyTo }) => [text, replyTo])).toEqual([[sentence(bench, "en", key), 1000]]);
  });

  test("but has words beneath it is answered to these", async () => {
    const bench = await open();
    const text = textOf(await bench.say(asker, "", { document: {}, caption: BOAT }));
    expect(text).toContain("[1]");
    expect(text).toContain(sentence(bench, "en", "chat.under"));
  });

  test("but has serious words beneath it becomes a case", async () => {
    const bench = await open();
    await bench.say(asker, "", { photo: [{}], caption: SERIOUS });
    expect((await bench.press(asker, "What was sent")).changed[0]?.text).toContain(SERIOUS);
  });

  // One line of the answer is in the language of the phone (src/chat/talk.ts talkOver: `notes` are made before the language is known).
  test("but has words beneath it is answered in one language", async () => {
    const bench = await open();
    const { said } = await bench.say({ id: ASKER, language_code: "ru" }, "", { photo: [{}], caption: BOAT });
    expect(said[0]?.text).not.toMatch(/\p{Script=Cyrillic}/u);
  });

  // Ten pictures at once are ten updates, and ten times the same reply (adapters/telegram/read-update.ts: no media_group_id).
  test("of one album is answered once", async () => {
    const bench = await open();
    for (let at = 0; at < 3; at += 1) await bench.say(asker, "", { photo: [{}], media_group_id: "77" });
    expect(bench.messagesTo(ASKER)).toHaveLength(1);
  });
});

describe("a forwarded text", () => {
  const forwarded = { forward_origin: { type: "hidden_user", sender_user_name: "canary_7" } };

  test("that is serious is answered and opens nothing, but may be brought", async () => {
    const bench = await open();
    const text = textOf(await bench.say(asker, SERIOUS, forwarded));
    expect(text).toContain(sentence(bench, "en", "chat.forwarded"));
    expect([await countCases(bench), bench.messagesTo(GARDENER)]).toEqual([0, []]);
    expect(textOf(await bench.press(asker, "Ask the ethics commissioner"))).toContain(SERIOUS);
  });

  test("about a danger begins with what saves", async () => {
    const bench = await open();
    expect(textOf(await bench.say(asker, KNIFE, forwarded))).toMatch(/^First of all, your safety/u);
    expect(await countCases(bench)).toBe(0);
  });

  test("that looks like a command is none", async () => {
    const bench = await open();
    expect(textOf(await bench.say(asker, "/forget", forwarded))).toContain(sentence(bench, "en", "automated"));
  });
});

describe("a text", () => {
  test("that was changed is said to rest on the earlier words", async () => {
    const bench = await open();
    await bench.say(asker, BOAT);
    const chat = { id: ASKER, type: "private" };
    const from = { ...asker, is_bot: false };
    const message = { message_id: 1000, date: 1, edit_date: 2, from, chat, text: SERIOUS };
    const { said } = await bench.update(ASKER, { edited_message: message });
    expect(said.map(({ text }) => text)).toEqual([sentence(bench, "en", "chat.edited")]);
    expect(await countCases(bench)).toBe(0);
  });

  test("of 4,096 letters is answered once", async () => {
    const bench = await open();
    expect((await bench.say(asker, BOAT.padEnd(4096, " really?"))).said).toHaveLength(1);
  });

  const long = SERIOUS.padEnd(4096, " Pumpkin seeds, too").replace(/ $/u, ".");

  test("of 4,096 letters that is serious is shown whole, in parts that can each be hidden", async () => {
    const bench = await open();
    await bench.say(asker, long);
    const { said: shown } = await bench.press(asker, "What was sent");
    expect(shown.map(labelsOf)).toEqual([["Hide the text"], ["Hide the text"]]);
    const words = shown
      .map(({ text }) => text.replace(/^.*\n/u, ""))
      .join(" ")
      .replace(/\s+/gu, " ");
    expect(words).toContain(long);
    expect(shown.every(({ protect_content }) => protect_content)).toBe(true);
  });

  test("that was shown in two parts is gone once both were hidden", async () => {
    const bench = await open();
    await bench.say(asker, long);
    await bench.press(asker, "What was sent");
    await bench.press(asker, "Hide the text");
    await bench.press(asker, "Hide the text");
    const left = bench.messagesTo(ASKER).map(({ text }) => text);
    expect(left.join()).not.toContain("Pumpkin seeds");
  });

  test.each(['<b>bold</b> & <script>1 < 2</script> &lt; "x" {0.5}', "👩‍👩‍👧 🇰🇿 boat", "left \u202Eright"])(
    "such as %s comes to the draft as it is read",
    async (text) => {
      const bench = await open();
      await bench.say(asker, text);
      const { said } = await bench.press(asker, "Ask the ethics commissioner");
      expect(said[0]?.text).toContain(text.replace("\u202E", ""));
    },
  );

  test("with half a letter in it is answered", async () => {
    const bench = await open();
    expect((await bench.say(asker, `\uD800 ${BOAT} \uDC00`)).said).toHaveLength(1);
    expect(textOf(await bench.press(asker, "Ask the ethics commissioner"))).toContain(`\uFFFD ${BOAT}`);
  });
});

test("a very long answer goes in parts: in order, the first as the reply, the buttons below the last", () => {
  const reply = someReply();
  const [citation] = reply.citations;
  if (!citation) throw new Error("an answer has a citation");
  const many = Array.from({ length: 40 }, (_, at) => ({
    ...citation,
    title: `Title ${at}`,
    quote: "Goes back. ".repeat(40),
  }));
  const long = { ...reply, citations: many } as unknown as typeof reply;
  const answering = { notes: [], isEmergencySaid: false, token: "t", isCommissionerOffered: true };
  const message = answerMessage({ knowledge: smallKnowledge() }, long, answering);
  const rows = toOutgoing([{ kind: "send", to: { chat: "1" }, message, replyTo: "7" }], { now: 0, repeat: "" });
  const payloads = rows.map(
    ({ body }) => (JSON.parse(body) as { call: { payload: Record<string, unknown> } }).call.payload,
  );
  const texts = payloads.map(({ text }) => String(text));
  expect(texts.map((text) => /\((\d+)\/\d+\)/u.exec(text)?.[1])).toEqual(texts.map((_, at) => String(at + 1)));
  expect(payloads.map((one) => "reply_parameters" in one)).toEqual(texts.map((_, at) => at === 0));
  expect(payloads.map((one) => "reply_markup" in one)).toEqual(texts.map((_, at) => at === texts.length - 1));
  for (const { title } of many) expect(texts.join("\n")).toContain(` — ${title}\n`);
});
