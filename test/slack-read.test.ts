import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { readPayload } from "../adapters/slack/read-payload.ts";
import { createRouter } from "../adapters/slack/router.ts";
import { undoMarkup } from "../adapters/slack/undo-markup.ts";

const BOT = { userId: "UADEP00", botId: "BADEP00", appId: "AADEP00", team: "TGARDEN" };
const URL = "https://hooks.slack.com/commands/TGARDEN/1/abc";

const around = { team_id: "TGARDEN", api_app_id: "AADEP00", type: "event_callback", event_id: "Ev0001" };
const event = (fields: object, more: object = {}) => ({ ...around, event: fields, ...more });
const message = {
  ...{ type: "message", channel: "DROOM01", channel_type: "im", user: "UASKER1", ts: "1700000000.000100" },
  ...{ text: "may I take a gift", client_msg_id: "x", team: "TGARDEN", blocks: [] },
};
const say = (fields: object, more: object = {}) => readPayload(event({ ...message, ...fields }, more), BOT);
const mention = {
  ...{ type: "app_mention", channel: "CGARDEN", user: "UASKER1", ts: "1700000000.000100", event_ts: "1" },
  text: "<@UADEP00> may I take a gift",
};
const call = (fields: object) => readPayload(event({ ...mention, ...fields }), BOT);
const change = (after: object, before: object | undefined = { text: "may I" }, more: object = {}) =>
  readPayload(
    event({
      ...{
        type: "message",
        subtype: "message_changed",
        hidden: true,
        channel: "DROOM01",
        channel_type: "im",
        ts: "2.0",
      },
      message: {
        user: "UASKER1",
        ts: "1700000000.000100",
        edited: { user: "UASKER1", ts: "2.0" },
        text: "a",
        ...after,
      },
      previous_message: before,
      ...more,
    }),
    BOT,
  );
const slash = (text: string, fields: object = {}) => ({
  ...{ command: "/adep", team_id: "TGARDEN", api_app_id: "AADEP00", channel_id: "CGARDEN", channel_name: "canary" },
  ...{ user_id: "UASKER1", user_name: "canary", trigger_id: "11.22.ab", response_url: URL, text, ...fields },
});
const command = (text: string, fields: object = {}) => readPayload(slash(text, fields), BOT);
const pressed = (fields: object) => ({
  ...{ type: "block_actions", team: { id: "TGARDEN", domain: "canary" }, api_app_id: "AADEP00" },
  ...{ user: { id: "UASKER1", name: "canary", username: "canary" }, trigger_id: "11.22.ab", response_url: URL },
  actions: [{ type: "button", action_id: "p0.0", block_id: "b", value: "tok.v1" }],
  ...fields,
});
const press = (fields: object) => readPayload(pressed(fields), BOT);
const inRoom = (id: string, more: object = {}, container: object = {}) => ({
  channel: { id, name: "canary" },
  message: { ts: "1700000000.000200", text: "canary", user: "UADEP00", bot_id: "BADEP00", ...more },
  container: { type: "message", message_ts: "1700000000.000200", channel_id: id, is_ephemeral: false, ...container },
});
const handedIn = (fields: object = {}, value: unknown = "my text &amp; <b>") => ({
  ...{ type: "view_submission", team: { id: "TGARDEN" }, user: { id: "UASKER1" }, trigger_id: "11.22.ab" },
  view: {
    ...{ id: "VWINDOW", type: "modal", callback_id: "w", private_metadata: "ground data.f" },
    state: { values: { f: { t: { type: "plain_text_input", value } } } },
    ...fields,
  },
});

const PRIVATE = {
  ...{ event: "slack:TGARDEN:Ev0001", user: "UASKER1", hint: null, place: { chat: "UASKER1" } },
  ...{ isPrivate: true, isAddressed: true, messageId: "1700000000.000100" },
};
const TEXT = { kind: "text", text: "may I take a gift", isForwarded: false, answers: null, under: null };

describe("a message in private", () => {
  test("is read without a name, and its place is the person", () => {
    expect(say({ user_profile: { real_name: "canary" } })).toEqual({ ...PRIVATE, ...TEXT });
  });

  test("in a thread stays in it and answers it", () => {
    expect(say({ thread_ts: "1600000000.000100" })).toEqual({
      ...{ ...PRIVATE, ...TEXT, place: { chat: "UASKER1", thread: "1600000000.000100" } },
      answers: { id: "1600000000.000100", text: "" },
    });
  });

  test.each([
    [{ team_id: "TGARDEN", enterprise_id: "EGRID" }, "slack:TGARDEN:Ev0001"],
    [{ team_id: null, enterprise_id: "EGRID" }, "slack:EGRID:Ev0001"],
    [{ team_id: null, enterprise_id: null }, "slack:AADEP00:Ev0001"],
    [{ event_id: "Ev0002" }, "slack:TGARDEN:Ev0002"],
  ])("of %j is the event %j", (more, name) => {
    expect(say({}, more)?.event).toBe(name);
  });

  test("without an id of its own is named after its whole delivery", () => {
    const [first, again, other] = [
      say({}, { event_id: null }),
      say({}, { event_id: null }),
      say({ text: "b" }, { event_id: null }),
    ];
    expect(first?.event).toMatch(/^slack:TGARDEN:[\w-]{43}$/);
    expect(again?.event).toBe(first?.event);
    expect(other?.event).not.toBe(first?.event);
  });

  test.each([
    ["kk-KZ", "kk"],
    ["ru-RU", "ru"],
    ["de-DE", null],
    [7, null],
  ])("of a person whose app is in %j hints at %j", (user_locale, hint) => {
    expect(say({ user_locale })?.hint).toBe(hint);
  });

  test.each(["me_message", "thread_broadcast"])("of the kind %j is a text", (subtype) => {
    expect(say({ subtype })).toMatchObject(TEXT);
  });

  test("of a person of another workspace of the grid is read", () => {
    expect(say({ user: "WASKER1" })).toMatchObject({ user: "WASKER1", place: { chat: "WASKER1" } });
  });

  test.each([
    ["message_deleted", {}],
    ["message_replied", {}],
    ["channel_join", {}],
    ["channel_topic", {}],
    ["pinned_item", {}],
    ["bot_message", {}],
    ["assistant_app_thread", {}],
    ["tombstone", {}],
    ["a kind nobody knows yet", {}],
    [undefined, { bot_id: "BOTHER" }],
    [undefined, { bot_profile: { id: "BOTHER" } }],
    [undefined, { user: "UADEP00" }],
    [undefined, { user: "USLACKBOT" }],
    [undefined, { user: "B0000" }],
    [undefined, { user: undefined }],
    [undefined, { is_ephemeral: true }],
    [undefined, { text: "" }],
    [undefined, { text: "<@UADEP00>  " }],
    [undefined, { channel_type: "channel", channel: "CGARDEN" }],
    [undefined, { channel_type: "mpim", channel: "GGARDEN" }],
    [undefined, { channel: "CGARDEN" }],
  ])("of the kind %j with %j is nothing to Adep", (subtype, fields) => {
    expect(say({ subtype, ...fields })).toBeNull();
  });

  test.each([
    ["image/png", "photo"],
    ["audio/mp4", "voice"],
    ["video/mp4", "video"],
    ["application/pdf", "document"],
    [undefined, "document"],
  ])("with a file of %j has it beneath its text, or is the file alone", (mimetype, media) => {
    const sent = { subtype: "file_share", files: [{ id: "F1", name: "canary.pdf", mimetype }] };
    expect(say(sent)).toEqual({ ...PRIVATE, ...TEXT, under: media });
    expect(say({ ...sent, text: "" })).toEqual({ ...PRIVATE, kind: "media", media, album: null });
  });

  test("that Slack names a voice message is one, whatever its file", () => {
    const files = [{ mimetype: "video/mp4", subtype: "slack_audio" }];
    expect(say({ subtype: "file_share", text: "", files })).toMatchObject({ kind: "media", media: "voice" });
  });

  test("whose file Slack does not show is still answered", () => {
    expect(say({ subtype: "file_share", text: "" })).toMatchObject({ kind: "media", media: "other" });
  });

  test("that only passes on another's words is forwarded", () => {
    const attachments = [
      { is_share: true, author_id: "UOTHER1", text: "pay &amp; <@UOTHER1> helps" },
      { text: "no share" },
    ];
    expect(say({ text: "", attachments })).toEqual({ ...PRIVATE, ...TEXT, text: "pay & @… helps", isForwarded: true });
  });

  test("with words of one's own above another's is one's own", () => {
    const attachments = [{ is_msg_unfurl: true, fallback: "pay first" }, 5];
    const text = "may I take a gift\n\npay first";
    expect(say({ attachments })).toEqual({ ...PRIVATE, ...TEXT, text, isForwarded: false });
  });

  test("is made well-formed and kept whole", () => {
    expect(say({ text: "a\ud83d" })).toMatchObject({ text: "a\ufffd" });
    expect(say({ text: "ә".repeat(39_000) })).toMatchObject({ text: "ә".repeat(39_000) });
  });
});

describe("a changed message", () => {
  test("is edited where a person changed its words", () => {
    expect(change({})).toEqual({ ...PRIVATE, kind: "edited" });
    expect(change({ thread_ts: "1.0" })).toMatchObject({ place: { chat: "UASKER1", thread: "1.0" } });
    expect(change({}, undefined)).toMatchObject({ kind: "edited" });
  });

  test.each([
    ["only shows what a link leads to", { edited: undefined }, { text: "a" }],
    ["has the same words", {}, { text: "a" }],
    ["was changed by Slack", { edited: undefined }, { text: "b" }],
    ["was a bot's", { bot_id: "BOTHER" }, undefined],
    ["was Adep's own", { user: "UADEP00" }, undefined],
    ["is the stone of a deleted one", { subtype: "tombstone" }, undefined],
  ])("that %s is nothing", (_name, after, before) => {
    expect(change(after, before)).toBeNull();
  });

  test("in a channel is nothing", () => {
    expect(change({}, undefined, { channel: "CGARDEN", channel_type: "channel" })).toBeNull();
  });
});

describe("the words of a person", () => {
  test.each([
    ["a &amp; b &lt; c &gt; d", "a & b < c > d"],
    ["&amp;lt;!channel&amp;gt;", "&lt;!channel&gt;"],
    ["&lt;!channel&gt; &lt;@UADEP00&gt;", "<!channel> <@UADEP00>"],
    ["<@UADEP00>, may I", "may I"],
    ["<@UADEP00|adep>: may I", "may I"],
    ["may <@UADEP00> I <@UADEP00>", "may I"],
    ["<@UOTHER1> takes", "@… takes"],
    ["<@WOTHER1|gardener> takes", "@gardener takes"],
    ["<@UADEP001> takes", "@… takes"],
    ["<https://adilet.zan.kz/a?b=1&amp;c=2>", "https://adilet.zan.kz/a?b=1&c=2"],
    ["<https://evil.example|adilet &amp; zan>", "adilet & zan (https://evil.example)"],
    ["<http://adilet.zan.kz|adilet.zan.kz>", "adilet.zan.kz"],
    ["<https://adilet.zan.kz/|adilet.zan.kz>", "adilet.zan.kz"],
    ["<mailto:a@example.kz|a@example.kz>", "a@example.kz"],
    ["<tel:+77010000000|+7 701 000 00 00>", "+7 701 000 00 00 (+77010000000)"],
    ["<#CGARDEN|garden> <#CGARDEN|> <#CGARDEN>", "#garden #… #…"],
    ["<!date^1392734382^{date}|18 February 2014>", "18 February 2014"],
    ["<!channel> <!here|here> <!everyone>", "@channel @here @everyone"],
    ["<!subteam^S1|@gardeners> <!subteam^S1>", "@gardeners @…"],
    ["1 < 2 of 500 000", "1 < 2 of 500 000"],
  ])("%j are %j", (given, text) => {
    expect(undoMarkup(given, "UADEP00")).toBe(text);
  });

  test("come back as they were typed, whatever they look like", () => {
    const typed = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.string({ unit: fc.constantFrom(..."<>&;@!|#Ul amptg".split("")) }),
    );
    fc.assert(
      fc.property(typed, (text) => {
        const sent = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
        expect(undoMarkup(sent, "UADEP00")).toBe(text);
      }),
    );
  });
});

describe("a mention in a channel", () => {
  const aside = { user: "UASKER1", chat: "CGARDEN", url: null };
  const common = { ...PRIVATE, isPrivate: false, place: { chat: "CGARDEN", aside } };

  test("is a text for everybody to see, with a way to one person's eyes", () => {
    expect(call({})).toEqual({ ...common, ...TEXT });
  });

  test("in a thread stays in it", () => {
    const id = "1600000000.000100";
    const place = { chat: "CGARDEN", thread: id, aside };
    expect(call({ thread_ts: id })).toEqual({ ...common, ...TEXT, place, answers: { id, text: "" } });
  });

  test("of Adep's name alone is an empty text, which is answered with what Adep is for", () => {
    expect(call({ text: "<@UADEP00>" })).toMatchObject({ kind: "text", text: "" });
  });

  test("above a file says so", () => {
    expect(call({ files: [{ mimetype: "image/png" }] })).toMatchObject({ under: "photo" });
  });

  test.each([
    { bot_id: "BOTHER" },
    { bot_profile: {} },
    { user: "UADEP00" },
    { edited: { user: "UASKER1", ts: "2.0" } },
    { subtype: "bot_message" },
    { channel: "DROOM01" },
    { channel: "canary room" },
  ])("with %j is nothing", (fields) => {
    expect(call(fields)).toBeNull();
  });
});

describe("looking at Adep", () => {
  const look = (tab: unknown, user = "UASKER1") =>
    readPayload(
      event({ type: "app_home_opened", user, channel: "DROOM01", tab, view: { id: "V1" }, event_ts: "1" }),
      BOT,
    );

  test.each([
    ["home", "home"],
    ["messages", "opened"],
  ])("at the tab %j is %j", (tab, kind) => {
    expect(look(tab)).toEqual({ ...PRIVATE, messageId: "", kind });
  });

  test("elsewhere, or as Adep itself, is nothing", () => {
    expect(look("about")).toBeNull();
    expect(look(undefined)).toBeNull();
    expect(look("home", "UADEP00")).toBeNull();
  });
});

describe("other events", () => {
  test.each([
    "member_joined_channel",
    "app_uninstalled",
    "tokens_revoked",
    "message_metadata_posted",
    "function_executed",
  ])("as %s are nothing", (type) => {
    expect(readPayload(event({ type, user: "UASKER1", channel: "CGARDEN" }), BOT)).toBeNull();
  });

  test.each([
    [{ type: "app_rate_limited", team_id: "TGARDEN", minute_rate_limited: 1, api_app_id: "AADEP00" }],
    [{ ...handedIn(), type: "view_closed" }],
    [{ ...pressed({}), type: "block_suggestion", value: "a" }],
    [{ type: "shortcut", callback_id: "w", trigger_id: "1.2", user: { id: "UASKER1" } }],
    [{ type: "message_action", callback_id: "w", trigger_id: "1.2", user: { id: "UASKER1" }, channel: { id: "C123" } }],
    [{ ...event(message), type: "something_else" }],
    [null],
    ["text"],
    [[]],
  ])("as %j are nothing", (body) => {
    expect(readPayload(body, BOT)).toBeNull();
  });
});

describe("a slash command", () => {
  const common = {
    ...{
      event: "slack:TGARDEN:11.22.ab",
      user: "UASKER1",
      hint: null,
      isPrivate: true,
      isAddressed: true,
      messageId: "",
    },
    place: { chat: "UASKER1", aside: { user: "UASKER1", chat: "CGARDEN", url: URL } },
  };

  test("with words is a question that only the person sees", () => {
    expect(command("may I &amp; how")).toEqual({ ...common, ...TEXT, text: "may I & how" });
  });

  test.each([
    ["", "help", ""],
    ["  ", "help", ""],
    ["help", "help", ""],
    ["HELP", "help", ""],
    ["/help", "help", ""],
    ...["language", "mycase", "privacy", "recall", "forget", "cancel", "queue", "start", "case", "receipt", "asof"].map(
      (name) => [name, name, ""],
    ),
    ["case Juniper-1234", "case", "Juniper-1234"],
    ["case #Арша_1234", "case", "#Арша_1234"],
    ["receipt 7ZZZZ-ZZZZZ-ZZZZZ-ZZZZZ-ZZZZZ-ZZ", "receipt", "7ZZZZ-ZZZZZ-ZZZZZ-ZZZZZ-ZZZZZ-ZZ"],
    ["receipt 7ZZZZ ZZZZZ ZZZZZ ZZZZZ ZZZZZ ZZ", "receipt", "7ZZZZ ZZZZZ ZZZZZ ZZZZZ ZZZZZ ZZ"],
    ["asof 2026-05-01", "asof", "2026-05-01"],
    ["asof 01.05.2026 may I take a gift", "asof", "01.05.2026 may I take a gift"],
    ["asof мамыр 2026", "asof", "мамыр 2026"],
    ["asof 12 мая 2026 можно ли", "asof", "12 мая 2026 можно ли"],
    ["asof off", "asof", "off"],
    ["asof сегодня", "asof", "сегодня"],
    ["recall off", "recall", "off"],
    ["recall Қосу", "recall", "Қосу"],
  ])("%j is the command %j with %j", (text, name, rest) => {
    expect(command(text ?? "")).toEqual({ ...common, kind: "command", name, rest, pressId: "11.22.ab" });
  });

  test.each([
    "help me, my boss takes money",
    "start of the tender was announced late",
    "cancel the gift or keep it?",
    "case of my boss who takes bribes",
    "case 12 of my boss",
    "receipt for 500 dollars of my boss",
    "receipt was forged by the head",
    "asof late my boss takes money",
    "queue for flats was sold",
    "recall of the head was unlawful",
    "constructor",
    "toString",
    "__proto__",
    "helping",
    "тілім",
  ])("%j is a question", (text) => {
    expect(command(text)).toEqual({ ...common, ...TEXT, text });
  });

  test("that names no room is answered in private", () => {
    expect(command("a", { channel_id: "a room" })?.place).toEqual({ chat: "UASKER1" });
    expect(command("a", { response_url: "javascript:1" })?.place.aside?.url).toBeNull();
  });

  test.each([{ user_id: "UADEP00" }, { user_id: "nobody" }, { trigger_id: undefined }])(
    "with %j is nothing",
    (fields) => {
      expect(command("a", fields)).toBeNull();
    },
  );
});

describe("a press", () => {
  const common = {
    ...{ event: "slack:TGARDEN:11.22.ab", user: "UASKER1", hint: null, isAddressed: true },
    ...{ kind: "press", pressId: "11.22.ab", data: "tok.v1", about: null },
  };

  test("in private is of the person's place", () => {
    const messageId = "1700000000.000200";
    expect(press(inRoom("DROOM01"))).toEqual({ ...common, isPrivate: true, place: { chat: "UASKER1" }, messageId });
    expect(press(inRoom("DROOM01", { thread_ts: "1.0" }))?.place).toEqual({ chat: "UASKER1", thread: "1.0" });
    expect(press(inRoom("DROOM01", { thread_ts: messageId }))?.place).toEqual({ chat: "UASKER1" });
  });

  test("in a channel is of the channel", () => {
    const messageId = "1700000000.000200";
    expect(press(inRoom("CGARDEN"))).toEqual({ ...common, isPrivate: false, place: { chat: "CGARDEN" }, messageId });
    expect(press(inRoom("GGARDEN", { thread_ts: "1.0" }))?.place).toEqual({ chat: "GGARDEN", thread: "1.0" });
  });

  test("on what only one person sees is private, and answered to the same eyes", () => {
    const aside = { user: "UASKER1", chat: "CGARDEN", url: URL };
    const seen = { ...inRoom("CGARDEN", {}, { is_ephemeral: true }), message: undefined };
    expect(press(seen)).toEqual({ ...common, isPrivate: true, place: { chat: "UASKER1", aside }, messageId: URL });
    expect(press({ ...seen, response_url: undefined })).toMatchObject({
      place: { aside: { url: null } },
      messageId: "",
    });
  });

  test.each([
    ["modal", "window", "ground data.f", "ground"],
    ["modal", "window", "ground", "ground"],
    ["modal", "window", " data.f", ""],
    ["home", "home", "", ""],
  ])("in a view of the type %j is within a %j and knows its ground", (type, within, private_metadata, ground) => {
    const seen = { view: { id: "VWINDOW", type, private_metadata, callback_id: "w" }, container: { type: "view" } };
    expect(press(seen)).toEqual({
      ...{ ...common, isPrivate: true, place: { chat: "UASKER1" }, messageId: "VWINDOW", within, ground },
    });
  });

  test("of a button for feedback has its value", () => {
    const actions = [{ type: "feedback_buttons", action_id: "v", block_id: "b", value: "tok.up", action_ts: "1" }];
    expect(press({ ...inRoom("DROOM01"), actions })).toMatchObject({ data: "tok.up" });
  });

  test.each([
    ["leads elsewhere", { actions: [{ type: "button", action_id: "p0.0", url: "https://a.example" }] }],
    ["says too much", { actions: [{ value: "a".repeat(2001) }] }],
    ["says nothing", { actions: [] }],
    ["was nobody's", { user: { id: "someone" } }],
    ["was Adep's", { user: { id: "UADEP00" } }],
    ["is nowhere", { channel: undefined }],
    ["is in no room", { channel: { id: "canary" } }],
    ["has no id", { trigger_id: "" }],
  ])("that %s is nothing", (_name, fields) => {
    expect(press({ ...inRoom("DROOM01"), ...fields })).toBeNull();
  });
});

describe("a form that is handed in", () => {
  test("has its words as they were written, and what it is meant for", () => {
    expect(readPayload(handedIn(), BOT)).toEqual({
      ...{ event: "slack:TGARDEN:11.22.ab", user: "UASKER1", hint: null, place: { chat: "UASKER1" } },
      ...{ isPrivate: true, isAddressed: true, messageId: "VWINDOW" },
      ...{ kind: "submit", pressId: "11.22.ab", data: "data.f", ground: "ground", text: "my text &amp; <b>" },
    });
  });

  test.each([
    ["ground", "ground", ""],
    [" data", "", "data"],
    ["a b c", "a", "b c"],
    ["", "", ""],
  ])("from a window with %j has the ground %j and the data %j", (private_metadata, ground, data) => {
    expect(readPayload(handedIn({ private_metadata }), BOT)).toMatchObject({ ground, data });
  });

  test("with nothing in it is an empty text", () => {
    expect(readPayload(handedIn({}, null), BOT)).toMatchObject({ kind: "submit", text: "" });
  });

  test("of another's window is nothing", () => {
    expect(readPayload(handedIn({ callback_id: "x" }), BOT)).toBeNull();
    expect(readPayload(handedIn({ state: { values: {} } }), BOT)).toBeNull();
  });
});

const ALL: readonly object[] = [
  event(message),
  event({
    ...message,
    subtype: "file_share",
    files: [{ mimetype: "a/b" }],
    attachments: [{ is_share: true, text: "a" }],
  }),
  event(mention),
  event({ type: "app_home_opened", user: "UASKER1", channel: "DROOM01", tab: "home" }),
  slash("help"),
  pressed(inRoom("CGARDEN")),
  pressed({ view: { id: "V1", type: "modal", private_metadata: "" }, container: { type: "view" } }),
  handedIn(),
];

/** A payload in which one of its values, anywhere, is something else. */
function damage(given: unknown, path: number, value: unknown): unknown {
  const copy = structuredClone(given) as Record<string, unknown>;
  const spots: { owner: Record<string, unknown>; key: string }[] = [];
  const visit = (owner: Record<string, unknown>): void => {
    for (const key of Object.keys(owner)) {
      spots.push({ owner, key });
      if (typeof owner[key] === "object" && owner[key] !== null) visit(owner[key] as Record<string, unknown>);
    }
  };
  visit(copy);
  const spot = spots[path % spots.length];
  if (spot) spot.owner[spot.key] = value;
  return copy;
}

describe("whatever comes", () => {
  const anyBody = fc.oneof(
    fc.jsonValue(),
    fc
      .tuple(fc.constantFrom(...ALL), fc.nat(200), fc.jsonValue())
      .map(([body, path, value]) => damage(body, path, value)),
  );

  test("is read without a fault, and no name gets in", () => {
    fc.assert(
      fc.property(anyBody, (body) => {
        const read = readPayload(body, BOT);
        if (read === null) return;
        expect(read.user).toMatch(/^[UW][A-Z0-9]+$/);
        expect(read.event).toMatch(/^slack:/);
        expect(JSON.stringify(read)).not.toContain("canary");
      }),
      { numRuns: 2000 },
    );
  });

  test("is the same by way of Bolt", async () => {
    const route = createRouter(() => undefined);
    await fc.assert(
      fc.asyncProperty(anyBody, async (body) => {
        expect(await route(body, BOT)).toEqual(readPayload(body, BOT));
      }),
      { numRuns: 2000 },
    );
  });

  test("has one meaning each by way of Bolt", async () => {
    const route = createRouter(() => undefined);
    const read = await Promise.all(ALL.map((body) => route(body, BOT)));
    expect(read.map((incoming) => incoming?.kind)).toEqual([
      ...["text", "text", "text", "home", "command", "press", "press", "submit"],
    ]);
  });
});

describe("the router", () => {
  test.each([
    [{ ...around, event: { type: "app_uninstalled" } }, "Adep was removed from a Slack workspace"],
    [
      { ...around, event: { type: "tokens_revoked", tokens: { bot: ["UADEP00"] } } },
      "Slack took back a token of Adep: get a new one and start again",
    ],
    [
      { type: "app_rate_limited", team_id: "TGARDEN", minute_rate_limited: 1, api_app_id: "AADEP00" },
      "Slack holds back events, for there are too many; some messages may not arrive",
    ],
  ])("says a fixed line of %j", async (body, line) => {
    const said: string[] = [];
    expect(await createRouter((message) => void said.push(message))(body, BOT)).toBeNull();
    expect(said).toEqual([line]);
  });

  test("says nothing of anything else", async () => {
    const said: string[] = [];
    const route = createRouter((message) => void said.push(message));
    for (const body of [...ALL, { type: "toString" }, { type: "__proto__" }]) await route(body, BOT);
    expect(said).toEqual([]);
  });
});
