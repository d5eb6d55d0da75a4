import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readUpdate } from "../adapters/telegram/read-update.ts";

const BOT = { id: 700_000, username: "Adep_Test_Bot" };
const from = { id: 5001, is_bot: false, first_name: "Сүйінбике", username: "canary_name", language_code: "ru" };
const group = { id: -1001, type: "supergroup", title: "canary title" };

const read = (fields: object) => readUpdate({ update_id: 42, ...fields }, BOT);
const message = (fields: object) => ({
  message_id: 7,
  date: 1_700_000_000,
  from,
  chat: { id: 5001, type: "private", first_name: "Сүйінбике" },
  ...fields,
});
const say = (fields: object) => read({ message: message(fields) });
const sayInGroup = (fields: object) => say({ chat: group, ...fields });
const edit = (fields: object) => read({ edited_message: message({ edit_date: 1_700_000_001, ...fields }) });
const post = (text: string) =>
  read({ channel_post: { message_id: 7, date: 1, chat: { id: -1002, type: "channel" }, sender_chat: {}, text } });
const press = (fields: object) =>
  read({ callback_query: { id: "99", from, data: "ask:1", message: message({ from: { id: BOT.id } }), ...fields } });
const join = (before: string, after: string, type = "supergroup") =>
  read({
    my_chat_member: {
      chat: { id: -1001, type },
      from,
      date: 1,
      old_chat_member: { status: before },
      new_chat_member: { status: after },
    },
  });

const ANSWER_TO_BOT = { reply_to_message: { message_id: 6, from: { id: BOT.id }, text: "an answer" } };

describe("a message in private", () => {
  test("is read without name or handle", () => {
    expect(say({ text: "сұрақ" })).toEqual({
      kind: "text",
      text: "сұрақ",
      isForwarded: false,
      answers: null,
      under: null,
      event: "telegram:700000:42",
      user: "5001",
      hint: "ru",
      place: { chat: "5001" },
      isPrivate: true,
      isAddressed: true,
      messageId: "7",
    });
  });

  test.each([
    ["kk", "kk"],
    ["kk-KZ", "kk"],
    ["RU", "ru"],
    ["en_US", "en"],
    ["de", null],
    ["rup", null],
    [undefined, null],
    [5, null],
  ])("in an app in %j hints at %j", (language_code, hint) => {
    expect(say({ text: "a", from: { ...from, language_code } })?.hint).toBe(hint);
  });

  test("keeps the name of the bot in its text", () => {
    expect(say({ text: "what is @adep_test_bot for" })).toMatchObject({ text: "what is @adep_test_bot for" });
  });

  test("is made well-formed", () => {
    expect(say({ text: "a\ud83d" })).toMatchObject({ text: "a\ufffd" });
  });

  test("is kept whole, however long", () => {
    expect(say({ text: "ә".repeat(9000) })).toMatchObject({ text: "ә".repeat(9000) });
  });

  test("in a topic has the topic as its thread", () => {
    expect(say({ text: "a", message_thread_id: 12, is_topic_message: true })?.place).toEqual({
      chat: "5001",
      thread: "12",
    });
  });

  test("in a thread that is no topic has none", () => {
    expect(say({ text: "a", message_thread_id: 12 })?.place).toEqual({ chat: "5001" });
  });

  test.each([
    { forward_origin: { type: "hidden_user" } },
    { forward_from: { id: 1 } },
    { forward_from_chat: { id: 1 } },
    { forward_date: 1 },
  ])("that was passed on is somebody else's words (%j)", (fields) => {
    expect(say({ text: "/start", ...fields })).toMatchObject({ kind: "text", text: "/start", isForwarded: true });
  });

  test.each([
    ["photo", "photo"],
    ["voice", "voice"],
    ["audio", "voice"],
    ["video", "video"],
    ["video_note", "video"],
    ["document", "document"],
    ["sticker", "sticker"],
    ["location", "location"],
    ["contact", "contact"],
    ["poll", "poll"],
    ["dice", "other"],
    ["story", "other"],
  ])("with %s is media of the kind %s", (field, media) => {
    expect(say({ [field]: {} })).toMatchObject({ kind: "media", media });
  });

  test("with an animation is a video, though it is a document as well", () => {
    expect(say({ animation: {}, document: {} })).toMatchObject({ media: "video" });
  });

  test("with words under a picture is those words", () => {
    expect(say({ photo: [{}], caption: "бұл не?" })).toMatchObject({ kind: "text", text: "бұл не?", under: "photo" });
  });

  test("with a command under a picture is no command", () => {
    expect(say({ photo: [{}], caption: "/start" })).toMatchObject({ kind: "text", under: "photo" });
  });

  test.each([
    ["of another bot", { text: "a", from: { ...from, is_bot: true } }],
    ["of nobody", { text: "a", from: undefined }],
    ["of a chat", { text: "a", sender_chat: { id: -1 } }],
    ["of the service", { new_chat_title: "a" }],
    ["of an unknown kind", { hologram: {} }],
    ["in a chat of an unknown kind", { text: "a", chat: { id: 1, type: "planet" } }],
  ])("%s is nothing", (_name, fields) => {
    expect(say(fields)).toBeNull();
  });
});

describe("a command", () => {
  test.each([
    ["/start", "start", ""],
    ["/start case_12", "start", "case_12"],
    ["/HELP", "help", ""],
    ["/ask@adep_test_bot  what \n is", "ask", "what \n is"],
    ["/unknown_1 a", "unknown_1", "a"],
  ])("%j is %s with %j", (text, name, rest) => {
    expect(say({ text })).toMatchObject({ kind: "command", name, rest });
  });

  test.each(["start", " /start", "/", "/ start", "/сұрақ", "/start/", "/start@", "1/2"])("%j is none", (text) => {
    expect(say({ text })).toMatchObject({ kind: "text", text });
  });

  test("to another bot is nothing", () => {
    expect(say({ text: "/start@other_bot" })).toBeNull();
  });
});

describe("a message in a group", () => {
  test.each([
    ["@adep_test_bot what is this", "what is this"],
    ["@ADEP_TEST_BOT, what is this", "what is this"],
    ["what is this @adep_test_bot", "what is this"],
    ["what @adep_test_bot is this", "what is this"],
    ["айтыңызшы,@adep_test_bot бұл не?", "айтыңызшы, бұл не?"],
    ["@adep_test_bot", ""],
  ])("%j is addressed, and reads %j", (text, rest) => {
    expect(sayInGroup({ text })).toMatchObject({ kind: "text", text: rest, isPrivate: false, isAddressed: true });
  });

  test.each([
    "what is this",
    "@adep_test_bot2 what",
    "@adep_test_botқа",
    "me@adep_test_bot",
    "@@adep_test_bot",
    "adep_test_bot what",
    "/ask what",
    "/start@other_bot",
    "@adep_test_bot /start@other_bot",
  ])("%j is nothing", (text) => {
    expect(sayInGroup({ text })).toBeNull();
  });

  test("that answers the bot is addressed", () => {
    expect(sayInGroup({ text: "and this?", ...ANSWER_TO_BOT })).toMatchObject({ kind: "text", text: "and this?" });
  });

  test("that answers somebody else is nothing", () => {
    expect(sayInGroup({ text: "and?", reply_to_message: { message_id: 6, from: { id: 5002 }, text: "a" } })).toBeNull();
  });

  test("in a topic that the bot opened is no answer to the bot", () => {
    const opening = { message_id: 12, from: { id: BOT.id }, forum_topic_created: { name: "a" } };
    const topic = { message_thread_id: 12, is_topic_message: true };
    expect(sayInGroup({ text: "between us", ...topic, reply_to_message: opening })).toBeNull();
  });

  test.each(["/queue", "/case 12", "/start", "/help", "/Help"])("%j is addressed without a name", (text) => {
    expect(sayInGroup({ text })).toMatchObject({ kind: "command", isAddressed: true });
  });

  test("with any command to the bot by name is addressed", () => {
    expect(sayInGroup({ text: "/ask@Adep_Test_Bot what" })).toMatchObject({
      kind: "command",
      name: "ask",
      rest: "what",
    });
  });

  test("with a command after the name is a command", () => {
    expect(sayInGroup({ text: "@adep_test_bot /ask what" })).toMatchObject({
      kind: "command",
      name: "ask",
      rest: "what",
    });
  });

  test("with a picture and the name under it is addressed", () => {
    expect(sayInGroup({ photo: [{}], caption: "@adep_test_bot a" })).toMatchObject({ text: "a", under: "photo" });
  });

  test("with a picture alone is nothing", () => {
    expect(sayInGroup({ photo: [{}] })).toBeNull();
  });

  test("of an anonymous administrator is nothing", () => {
    expect(sayInGroup({ text: "@adep_test_bot a", sender_chat: group })).toBeNull();
  });
});

describe("a changed message", () => {
  test("in private is said to be changed, and not read", () => {
    expect(edit({ text: "a" })).toMatchObject({ kind: "edited", messageId: "7" });
    expect(edit({ text: "a" })).not.toHaveProperty("text");
  });

  test.each([
    ["that nobody changed", { text: "a", edit_date: undefined }],
    ["in a group, not addressed", { text: "a", chat: group }],
    ["that is a moving place", { location: {} }],
  ])("%s is nothing", (_name, fields) => {
    expect(edit(fields)).toBeNull();
  });

  test("in a group is said where the bot is named in it", () => {
    expect(edit({ text: "@adep_test_bot a", chat: group })).toMatchObject({ kind: "edited" });
  });
});

describe("a post in a channel", () => {
  test("that names the bot is one", () => {
    expect(post("ask @adep_test_bot")).toMatchObject({
      kind: "channel-post",
      place: { chat: "-1002" },
      isPrivate: false,
    });
  });

  test("that does not is nothing", () => {
    expect(post("hello")).toBeNull();
  });

  test("that was changed is nothing", () => {
    expect(
      read({ edited_channel_post: message({ chat: { id: 1, type: "channel" }, text: "@adep_test_bot" }) }),
    ).toBeNull();
  });
});

describe("a change of membership", () => {
  test.each([
    ["left", "member"],
    ["kicked", "member"],
    ["left", "administrator"],
  ])("from %s to %s is being added", (before, after) => {
    expect(join(before, after)).toMatchObject({ kind: "added", user: "5001", place: { chat: "-1001" } });
  });

  test.each([
    ["member", "administrator", "supergroup"],
    ["member", "left", "supergroup"],
    ["kicked", "member", "private"],
    ["left", "administrator", "channel"],
  ])("from %s to %s in a %s is nothing", (before, after, type) => {
    expect(join(before, after, type)).toBeNull();
  });
});

describe("a press", () => {
  test("is read with what was pressed and where", () => {
    expect(press({})).toEqual({
      kind: "press",
      pressId: "99",
      data: "ask:1",
      about: null,
      event: "telegram:700000:42",
      user: "5001",
      hint: "ru",
      place: { chat: "5001" },
      isPrivate: true,
      isAddressed: true,
      messageId: "7",
    });
  });

  test.each([
    [
      { message_id: 3, from, text: "the question" },
      { id: "3", text: "the question" },
    ],
    [
      { message_id: 3, from, caption: "under a picture" },
      { id: "3", text: "under a picture" },
    ],
    [{ message_id: 3, from, voice: {} }, null],
    // Adep's own words, or another's, tell nothing of this person's matter.
    [{ message_id: 3, from: { id: BOT.id }, text: "welcome" }, null],
    [{ message_id: 3, text: "of nobody" }, null],
    ["broken", null],
  ])("knows what its message answered: %j", (reply_to_message, about) => {
    expect(press({ message: message({ reply_to_message }) })).toMatchObject({ about });
  });

  test("is made well-formed", () => {
    expect(press({ id: "9\ud83d", data: "a\ud83d" })).toMatchObject({ pressId: "9\ufffd", data: "a\ufffd" });
  });

  test("on a message that Telegram shows no more still says where it was", () => {
    const message = { message_id: 7, date: 0, chat: { id: -1001, type: "supergroup" } };
    expect(press({ message })).toMatchObject({ messageId: "7", place: { chat: "-1001" }, isPrivate: false });
  });

  test.each([
    ["without data", { data: undefined }],
    ["without a message", { message: undefined, inline_message_id: "1" }],
    ["of a bot", { from: { ...from, is_bot: true } }],
  ])("%s is nothing", (_name, fields) => {
    expect(press(fields)).toBeNull();
  });
});

describe("any JSON at all", () => {
  const KEYS =
    "update_id message edited_message channel_post callback_query my_chat_member message_id from chat id type text \
caption data reply_to_message photo forward_origin sender_chat old_chat_member new_chat_member status language_code is_bot";
  const leaf = fc.oneof(
    fc.jsonValue({ maxDepth: 1 }),
    fc.constantFrom(
      1,
      -1,
      "private",
      "group",
      "channel",
      "left",
      "member",
      "@adep_test_bot",
      "/start",
      "\ud83d",
      "__proto__",
    ),
  );
  const nested = fc.letrec<{ node: unknown }>((tie) => ({
    node: fc.oneof(
      { maxDepth: 4 },
      leaf,
      fc.dictionary(fc.constantFrom(...KEYS.split(/\s+/)), tie("node"), { maxKeys: 6 }),
    ),
  })).node;

  test("is read without a fault", () => {
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), nested), (given) => void readUpdate(given, BOT)),
      { numRuns: 500 },
    );
  });

  test("in the place of any part of a real update is read without a fault, into well-formed text", () => {
    const fields = ["message_id", "from", "chat", "text", "caption", "photo", "reply_to_message", "message_thread_id"];
    const kinds = ["message", "edited_message", "channel_post"];
    const change = fc.dictionary(fc.constantFrom(...fields), nested, { maxKeys: 3 });
    fc.assert(
      fc.property(fc.constantFrom(...kinds), change, (kind, changed) => {
        const incoming = read({ [kind]: message({ text: "/start a", edit_date: 1, ...changed }) });
        return Object.values(incoming ?? {}).every((value) => typeof value !== "string" || value.isWellFormed());
      }),
      { numRuns: 500 },
    );
  });

  test("as the name of the bot is no fault", () => {
    fc.assert(fc.property(fc.string(), (username) => void readUpdate({}, { id: 1, username })));
    expect(readUpdate({ update_id: 1, message: message({ text: "(" }) }, { id: 1, username: "(" })).not.toBeNull();
  });
});
