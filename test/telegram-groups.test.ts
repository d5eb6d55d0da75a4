import { describe, expect, test } from "vitest";

import { LANGUAGES } from "../src/language.ts";
import { type AskerBench, openAskerBench, type Seen, sentence } from "./asker-bench.ts";
import { ASKER, BOT, GARDENER, GROUP, IN_GROUP, SERIOUS } from "./chat-fakes.ts";

const HERE = -42;
const CHANNEL = -43;
const asker = { id: ASKER, language_code: "en" };
const AT = "@adep_test_bot";
const BOAT = {
  kk: "туысыма қызметтік қайықты беруге бола ма?",
  ru: "можно ли дать брату служебную лодку?",
  en: "may I lend the service boat to my brother?",
} as const;
const KNIFE = "they threaten me with a knife right now, it is critical";

function textOf({ said }: Seen): string {
  return said.map(({ text }) => text).join("\n---\n");
}

/** Labels and addresses of the buttons. */
function linksOf({ said }: Seen): (readonly [string, string | undefined])[] {
  const rows = said.flatMap((message) => message.reply_markup?.inline_keyboard ?? []);
  return rows.flat().map(({ text, url }) => [text, url] as const);
}

async function countCases({ deps }: AskerBench): Promise<number> {
  return (await deps.store.transact((tx) => tx.cases.list({}))).length;
}

describe("in a group", () => {
  test("what is not meant for Adep is not heard", async () => {
    const bench = await openAskerBench();
    for (const text of [BOAT.en, SERIOUS, "/mycase", "/asof 2026-05-01", `/start@other_bot`, "@adep_test_bots hello"])
      expect((await bench.say(asker, text, { in: HERE })).said).toEqual([]);
    expect([await countCases(bench), bench.calls]).toEqual([0, []]);
  });

  test.each(LANGUAGES)(
    "a question to Adep in %s is answered once, with the way to a private chat",
    async (language) => {
      const bench = await openAskerBench();
      const seen = await bench.say(asker, `${AT}, ${BOAT[language]}`, { in: HERE });
      expect(seen.said).toHaveLength(1);
      expect(textOf(seen)).toContain(sentence(bench, language, "automated"));
      expect(textOf(seen)).not.toContain(sentence(bench, language, "press.askCommissioner"));
      const label = sentence(bench, language, "chat.group.open");
      expect(linksOf(seen)).toEqual([[label, `https://t.me/${BOT.username}`]]);
    },
  );

  test("an answer to Adep's message is a question", async () => {
    const bench = await openAskerBench();
    const { said } = await bench.say(asker, `${AT} ${BOAT.en}`, { in: HERE });
    const seen = await bench.say(asker, BOAT.ru, { in: HERE, replyTo: said[0]?.message_id ?? 0 });
    expect(textOf(seen)).toContain(sentence(bench, "ru", "automated"));
  });

  test("an answer stays in the thread of its question", async () => {
    const bench = await openAskerBench();
    bench.know(HERE, { is_forum: true, topics: new Set([7]) } as never);
    const chat = bench.chats.chats.get(HERE);
    chat?.topics.add(7);
    const thread = { message_thread_id: 7, is_topic_message: true };
    const seen = await bench.say(asker, `${AT} ${BOAT.en}`, { in: HERE, ...thread });
    expect(seen.said[0]?.thread).toBe(7);
  });

  test.each([`${AT}`, `/start${AT}`, `/help${AT}`])("%s tells when it answers", async (text) => {
    const bench = await openAskerBench();
    const seen = await bench.say(asker, text, { in: HERE });
    expect(textOf(seen)).toBe(sentence(bench, "en", "chat.group.added"));
    expect(linksOf(seen)).toHaveLength(1);
  });

  test.each(["mycase", "receipt", "forget", "privacy", "recall", "language", "asof", "cancel"])(
    "/%s leads to the private chat",
    async (name) => {
      const bench = await openAskerBench();
      const seen = await bench.say(asker, `/${name}${AT}`, { in: HERE });
      expect(textOf(seen)).toBe(sentence(bench, "en", "chat.group.only"));
    },
  );

  test.each(LANGUAGES)("a serious text in %s opens nothing and is invited to a private chat", async (language) => {
    const bench = await openAskerBench({ people: IN_GROUP });
    bench.know(GARDENER);
    const text = { kk: "Бастық тұқым сатады, serious", ru: "Начальник продаёт семена, serious", en: SERIOUS }[language];
    const seen = await bench.say(asker, `${AT} ${text}`, { in: HERE });
    expect(textOf(seen)).toBe(sentence(bench, language, "chat.group.private"));
    expect(linksOf(seen)).toHaveLength(1);
    expect([await countCases(bench), bench.messagesTo(GARDENER), bench.messagesTo(GROUP)]).toEqual([0, [], []]);
  });

  test("a text about a danger begins with what saves", async () => {
    const bench = await openAskerBench();
    const text = textOf(await bench.say(asker, `${AT} ${KNIFE}`, { in: HERE }));
    expect(text).toMatch(/^First of all, your safety/u);
    expect(text).toContain(sentence(bench, "en", "chat.group.private"));
    expect(await countCases(bench)).toBe(0);
  });

  test("what is said there is no part of a private chat's talk", async () => {
    const bench = await openAskerBench();
    await bench.say(asker, `${AT} ${BOAT.en}`, { in: HERE });
    expect(textOf(await bench.say(asker, "and if it is tomorrow?"))).not.toContain("art. 7");
  });

  test("words under a picture are answered, a picture alone is not", async () => {
    const bench = await openAskerBench();
    const seen = await bench.say(asker, "", { in: HERE, photo: [{}], caption: `${AT} ${BOAT.en}` });
    expect(textOf(seen)).toContain(sentence(bench, "en", "chat.under"));
    const replyTo = seen.said[0]?.message_id ?? 0;
    expect((await bench.say(asker, "", { in: HERE, photo: [{}], replyTo })).said).toEqual([]);
  });

  // Somebody with a client of their own can show their case to the group (src/chat/talk.ts press: askers' buttons work anywhere).
  test("an asker's own button that is forged there shows nothing to the others", async () => {
    const bench = await openAskerBench();
    bench.know(GARDENER);
    const { said } = await bench.say(asker, SERIOUS);
    const buttons = said[0]?.reply_markup?.inline_keyboard?.flat() ?? [];
    const data = buttons.find(({ text }) => text === "What was sent")?.callback_data ?? "";
    await bench.say(asker, `${AT} ${BOAT.en}`, { in: HERE });
    const seen = await bench.press(asker, { in: HERE, data });
    expect([...seen.said, ...seen.changed].map(({ text }) => text).join()).not.toContain("sells the seeds");
  });

  // It speaks of what was passed on and of /mycase before everybody (src/chat/talk.ts: "edited" does not look at isPrivate).
  test("a changed message is said nothing of cases to", async () => {
    const bench = await openAskerBench();
    await bench.say(asker, `${AT} ${BOAT.en}`, { in: HERE });
    const chat = { id: HERE, type: "supergroup" };
    const from = { ...asker, is_bot: false };
    const message = { message_id: 1000, date: 1, edit_date: 2, from, chat, text: `${AT} ${BOAT.ru}` };
    expect(textOf(await bench.update(HERE, { edited_message: message }))).not.toContain("/mycase");
  });
});

describe("elsewhere", () => {
  test("a post in a channel that names Adep is told where it works, any other is not", async () => {
    const bench = await openAskerBench();
    bench.know(CHANNEL, { type: "channel" });
    const post = (text: string) => ({
      channel_post: { message_id: 5, date: 1, chat: { id: CHANNEL, type: "channel" }, text },
    });
    expect((await bench.update(CHANNEL, post(SERIOUS))).said).toEqual([]);
    const seen = await bench.update(CHANNEL, post(`${AT} ${SERIOUS}`));
    expect(textOf(seen)).toBe(sentence(bench, "kk", "chat.group.only"));
    expect([linksOf(seen).length, await countCases(bench)]).toEqual([1, 0]);
  });

  // The greeting answers message "", which Telegram refuses (adapters/telegram/read-update.ts readMembership, src/chat/messages-of.ts answerWith).
  test("whoever adds Adep to a group reads when it answers there", async () => {
    const bench = await openAskerBench();
    bench.know(HERE);
    const member = (status: string) => ({ user: BOT, status });
    const change = { old_chat_member: member("left"), new_chat_member: member("member") };
    const about = { chat: { id: HERE, type: "supergroup" }, from: { ...asker, is_bot: false }, date: 1 };
    const seen = await bench.update(HERE, { my_chat_member: { ...about, ...change } });
    expect(textOf(seen)).toBe(sentence(bench, "en", "chat.group.added"));
  });
});
