// The Web API of the fake Slack, tried with Slack's own client.

import { LogLevel, type types, webApi } from "@slack/bolt";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type SlackServer, startSlack } from "./slack-server.ts";
import { buttonsOf, textOf } from "./slack-server-look.ts";

const QUIET = {
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: () => {},
  setLevel: () => {},
  getLevel: () => LogLevel.ERROR,
  setName: () => {},
};
const MODAL: types.View = {
  type: "modal",
  title: { type: "plain_text", text: "Title" },
  blocks: [{ type: "divider" }],
};
const HOME: types.View = { type: "home", blocks: [{ type: "divider" }] };

let server: SlackServer;
let client: webApi.WebClient;

beforeEach(async () => {
  server = await startSlack();
  client = createClient(server.token);
});
afterEach(() => server.close());

function createClient(token: string): webApi.WebClient {
  const shared = { slackApiUrl: server.apiUrl, timeout: 500, rejectRateLimitedCalls: true, logger: QUIET };
  return new webApi.WebClient(token, { ...shared, retryConfig: { retries: 0 } });
}

async function errorOf(call: Promise<unknown>): Promise<string> {
  try {
    await call;
  } catch (error) {
    if (error instanceof webApi.WebAPIPlatformError) return error.data.error;
    return (error as Error).constructor.name;
  }
  return "none";
}

describe("tokens and scopes", () => {
  it("says who the app is", async () => {
    const said = await client.auth.test();
    expect(said).toMatchObject({
      ok: true,
      user_id: server.own.user,
      bot_id: server.own.bot,
      team_id: server.own.team,
    });
  });

  it("takes each token only for what it is for", async () => {
    expect(await errorOf(createClient("xoxb-other").auth.test())).toBe("invalid_auth");
    expect(await errorOf(createClient("").auth.test())).toBe("not_authed");
    expect(await errorOf(createClient(server.appToken).auth.test())).toBe("not_allowed_token_type");
    expect(await errorOf(client.apps.connections.open({}))).toBe("not_allowed_token_type");
    server.revoke("token_revoked");
    expect(await errorOf(client.auth.test())).toBe("token_revoked");
    server.revoke(null);
    expect(await errorOf(client.auth.test())).toBe("none");
  });

  it("refuses what there is no scope for", async () => {
    server.channel("C1");
    expect(await errorOf(client.conversations.history({ channel: "C1" }))).toBe("missing_scope");
    server.scopes.add("channels:history");
    expect(await errorOf(client.conversations.history({ channel: "C1" }))).toBe("none");
    server.scopes.delete("chat:write");
    expect(await errorOf(client.chat.postMessage({ channel: "C1", text: "a" }))).toBe("missing_scope");
  });
});

describe("messages", () => {
  it("brings a message to a person by their id or their room's", async () => {
    const asker = server.person("U1");
    const first = await client.chat.postMessage({ channel: "U1", text: "one &lt;&amp;" });
    const second = await client.chat.postMessage({ channel: asker.room, text: "two" });
    expect(first.channel).toBe(asker.room);
    expect(Number(second.ts)).toBeGreaterThan(Number(first.ts));
    expect(server.textsIn("U1")).toEqual(["one <&", "two"]);
    expect(await client.conversations.open({ users: "U1" })).toMatchObject({ channel: { id: asker.room } });
    expect(await errorOf(client.conversations.open({ users: "U2" }))).toBe("user_not_found");
    expect(await errorOf(client.chat.postMessage({ channel: "U2", text: "a" }))).toBe("channel_not_found");
  });

  it("keeps out of rooms where the bot is not", async () => {
    server.channel("C1", { hasBot: false });
    server.channel("G1", { hasBot: false, kind: "group" });
    server.channel("C2", { isArchived: true });
    const post = (channel: string) => errorOf(client.chat.postMessage({ channel, text: "a" }));
    expect(await Promise.all(["C1", "G1", "C2", "C3"].map(post))).toEqual([
      "not_in_channel",
      "channel_not_found",
      "is_archived",
      "channel_not_found",
    ]);
    server.person("U1");
    server.block("U1", "user_disabled");
    expect(await post("U1")).toBe("user_disabled");
    server.block("U1", null);
    expect(await post("U1")).toBe("none");
  });

  it("changes and deletes the bot's messages and nobody else's", async () => {
    const asker = server.person("U1");
    const { ts = "", channel = "" } = await client.chat.postMessage({ channel: "U1", text: "one" });
    await client.chat.update({ channel, ts, text: "uno" });
    expect(server.textsIn("U1")).toEqual(["uno"]);
    const { ts: theirs } = asker.writes("mine");
    expect(await errorOf(client.chat.update({ channel, ts: theirs, text: "x" }))).toBe("cant_update_message");
    expect(await errorOf(client.chat.delete({ channel, ts: theirs }))).toBe("cant_delete_message");
    expect(await errorOf(client.chat.update({ channel: "U1", ts, text: "x" }))).toBe("channel_not_found");
    await client.chat.delete({ channel, ts });
    expect(server.textsIn("U1")).toEqual([]);
    expect(await errorOf(client.chat.update({ channel, ts, text: "x" }))).toBe("message_not_found");
  });

  it("refuses what Slack would not take, and holds it against the bot", async () => {
    server.person("U1");
    const blocks = [{ type: "section", block_id: "a", text: { type: "mrkdwn", text: "x".repeat(3001) } }];
    expect(await errorOf(client.chat.postMessage({ channel: "U1", text: "a", blocks }))).toBe("invalid_blocks");
    expect(await errorOf(client.chat.postMessage({ channel: "U1", text: "" }))).toBe("no_text");
    expect(await errorOf(client.chat.postMessage({ channel: "U1", text: "a".repeat(40_001) }))).toBe("msg_too_long");
    expect(server.violations.map(({ kind, method }) => `${kind} ${method}`)).toEqual([
      "content chat.postMessage",
      "content chat.postMessage",
    ]);
  });

  it("shows the newest first, page by page, and replies the oldest first", async () => {
    server.rules.perChannelMs = 0;
    const { room } = server.person("U1");
    const posted: string[] = [];
    for (const text of ["1", "2", "3", "4"])
      posted.push((await client.chat.postMessage({ channel: "U1", text })).ts ?? "");
    const [first = "", second = ""] = posted;
    await client.chat.postMessage({ channel: "U1", text: "reply", thread_ts: first });
    const page = await client.conversations.history({ channel: room, limit: 3 });
    expect(page.messages?.map(({ text }) => text)).toEqual(["4", "3", "2"]);
    expect(page.has_more).toBe(true);
    const cursor = page.response_metadata?.next_cursor ?? "";
    const rest = await client.conversations.history({ channel: room, limit: 3, cursor });
    expect(rest.messages?.map(({ text }) => text)).toEqual(["1"]);
    const textsSince = async (inclusive: boolean) =>
      (await client.conversations.history({ channel: room, oldest: second, inclusive })).messages?.map(
        ({ text }) => text,
      );
    expect(await textsSince(true)).toEqual(["4", "3", "2"]);
    expect(await textsSince(false)).toEqual(["4", "3"]);
    const replies = await client.conversations.replies({ channel: room, ts: first });
    expect(replies.messages?.map(({ text }) => text)).toEqual(["1", "reply"]);
    expect(await errorOf(client.conversations.replies({ channel: room, ts: "1.2" }))).toBe("thread_not_found");
    expect(await errorOf(client.chat.postMessage({ channel: room, text: "a", thread_ts: "1.2" }))).toBe(
      "thread_not_found",
    );
  });

  it("shows an aside to one person only", async () => {
    server.channel("C1", { members: ["U1"] });
    server.person("U1");
    await client.chat.postEphemeral({ channel: "C1", user: "U1", text: "psst" });
    expect(server.ephemeralsFor("U1").map(({ text }) => text)).toEqual(["psst"]);
    expect(server.messagesIn("C1")).toEqual([]);
    expect(await errorOf(client.chat.postEphemeral({ channel: "C1", user: "U2", text: "a" }))).toBe(
      "user_not_in_channel",
    );
  });
});

describe("windows and pages", () => {
  it("takes a trigger once, and not for long", async () => {
    const asker = server.person("U1");
    const { triggerId: trigger_id } = asker.command("/adep");
    await client.views.open({ trigger_id, view: MODAL });
    expect(server.viewOf("U1")).toMatchObject({ type: "modal", title: { text: "Title" } });
    expect(await errorOf(client.views.open({ trigger_id, view: MODAL }))).toBe("exchanged_trigger_id");
    expect(await errorOf(client.views.open({ trigger_id: "1.2.a", view: MODAL }))).toBe("invalid_trigger_id");
    server.triggerLife.triggerMs = -1;
    const late = asker.command("/adep").triggerId;
    expect(await errorOf(client.views.open({ trigger_id: late, view: MODAL }))).toBe("expired_trigger_id");
  });

  it("changes a window that is open, and no other", async () => {
    const asker = server.person("U1");
    const { view } = await client.views.open({ trigger_id: asker.command("/adep").triggerId, view: MODAL });
    const view_id = view?.id ?? "";
    const other: types.View = { ...MODAL, private_metadata: "later" };
    expect(await errorOf(client.views.update({ view_id, view: other, hash: "1.2" }))).toBe("hash_conflict");
    await client.views.update({ view_id, view: other, hash: view?.hash ?? "" });
    expect(server.viewOf("U1")).toMatchObject({ id: view_id, private_metadata: "later" });
    asker.closes();
    expect(server.viewOf("U1")).toBeNull();
    expect(await errorOf(client.views.update({ view_id, view: other }))).toBe("not_found");
  });

  it("publishes a home page for somebody it knows", async () => {
    server.person("U1");
    await client.views.publish({ user_id: "U1", view: HOME });
    expect(server.homeOf("U1")).toMatchObject({ type: "home" });
    expect(await errorOf(client.views.publish({ user_id: "U2", view: HOME }))).toBe("user_not_found");
  });

  it("takes prompts for a person's room, four at most", async () => {
    const { room } = server.person("U1");
    const prompts = (count: number) =>
      Array.from({ length: count }, (_, at) => ({ title: `${at}`, message: `m${at}` }));
    const set = (count: number) =>
      client.assistant.threads.setSuggestedPrompts({ channel_id: room, title: "Ask", prompts: prompts(count) });
    await set(4);
    expect(server.prompts).toEqual([{ channel: room, thread: null, title: "Ask", prompts: prompts(4) }]);
    expect(await errorOf(set(5))).toBe("invalid_arguments");
  });
});

describe("faults", () => {
  const post = () => client.chat.postMessage({ channel: "U1", text: "a" });

  beforeEach(() => void server.person("U1"));

  it("is refused, hindered and misled as often as was said, and no more", async () => {
    server.rules.perChannelMs = 0;
    server.refuse("chat.postMessage", "internal_error", 2);
    server.fail("chat.postMessage", 503);
    server.html("chat.postMessage");
    server.hang("chat.postMessage");
    server.drop("chat.postMessage");
    const met: string[] = [];
    for (let at = 0; at < 7; at++) met.push(await errorOf(post()));
    expect(met[3]).toContain("<html>");
    expect(met.toSpliced(3, 1)).toEqual([
      "internal_error",
      "internal_error",
      "WebAPIHTTPError",
      "WebAPIRequestError",
      "WebAPIRequestError",
      "none",
    ]);
    expect(server.textsIn("U1")).toEqual(["a"]);
  });

  it("does what was asked before it cuts the line or falls silent", async () => {
    server.rules.perChannelMs = 0;
    server.dropAnswer("chat.postMessage");
    server.hangAfter("chat.postMessage");
    expect([await errorOf(post()), await errorOf(post())]).toEqual(["WebAPIRequestError", "WebAPIRequestError"]);
    expect(server.textsIn("U1")).toEqual(["a", "a"]);
  });

  it("holds it against whoever comes back too early or writes too fast", async () => {
    server.limit("chat.postMessage", 1);
    expect(await errorOf(post())).toBe("WebAPIRateLimitedError");
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(await errorOf(post())).toBe("WebAPIRateLimitedError");
    expect(server.violations.map(({ kind }) => kind)).toEqual(["before-retry-after"]);
    await new Promise((resolve) => setTimeout(resolve, 650));
    expect([await errorOf(post()), await errorOf(post())]).toEqual(["none", "none"]);
    expect(server.violations.map(({ kind }) => kind)).toEqual(["before-retry-after", "too-fast"]);
  });

  it("makes the same random faults of the same seed", async () => {
    server.rules.perChannelMs = 0;
    const run = async () => {
      server.randomFaults(0.5, { seed: 3, kinds: [{ refusal: "fatal_error" }, { status: 500 }] });
      const met: string[] = [];
      for (let at = 0; at < 20; at++) met.push(await errorOf(post()));
      return met;
    };
    const first = await run();
    expect(new Set(first)).toEqual(new Set(["none", "fatal_error", "WebAPIHTTPError"]));
    expect(await run()).toEqual(first);
    server.clearFaults();
    expect(await errorOf(post())).toBe("none");
  });
});

describe("what is seen", () => {
  it("reads text and buttons out of blocks", () => {
    const text = (words: string) => ({ type: "plain_text", text: words });
    const blocks = [
      { type: "header", text: text("Head") },
      { type: "section", text: { type: "mrkdwn", text: "a &lt; <https://x.kz|b>" }, accessory: button("Side") },
      { type: "rich_text", elements: [{ type: "rich_text_section", elements: [{ type: "text", text: "<raw>" }] }] },
      { type: "actions", block_id: "k", elements: [button("Go", { style: "danger" })] },
      { type: "context_actions", elements: [feedback()] },
    ];
    expect(textOf(blocks)).toBe("Head\na < b\n<raw>");
    expect(buttonsOf(blocks).map(({ label, kind, value, style }) => [label, kind, value, style])).toEqual([
      ["Side", "button", "v", null],
      ["Go", "button", "v", "danger"],
      ["Good", "feedback", "g", null],
      ["Bad", "feedback", "b", null],
    ]);
    function button(label: string, extra = {}) {
      return { type: "button", action_id: label, text: text(label), value: "v", ...extra };
    }
    function feedback() {
      const halves = {
        positive_button: { text: text("Good"), value: "g" },
        negative_button: { text: text("Bad"), value: "b" },
      };
      return { type: "feedback_buttons", action_id: "f", ...halves };
    }
  });
});
