import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { readNetworkFault, readRefusal } from "../adapters/telegram/answer.ts";
import { openTelegramApi } from "../adapters/telegram/api.ts";
import { readUpdate } from "../adapters/telegram/read-update.ts";
import { startTelegram, type TelegramServer } from "./telegram-server.ts";

const ASKER = 5001;
const SECRET_TEXT = "құпия сөз, a secret text";

let telegram: TelegramServer;
beforeEach(async () => {
  telegram = await startTelegram();
  telegram.know(ASKER);
});
afterEach(() => telegram.stop());

const open = (from: Partial<TelegramServer> = {}) => openTelegramApi({ ...telegram, ...from });
const send = (options?: { timeoutMs?: number; signal?: AbortSignal }) =>
  open().call("sendMessage", { chat_id: ASKER, text: SECRET_TEXT }, options);

const refusal = (code: number, description: string, parameters?: object) =>
  readRefusal({ ok: false, error_code: code, description, parameters });

describe("a call", () => {
  test("gives what Telegram returned", async () => {
    expect(await open().call("getMe", {})).toMatchObject({ kind: "done", result: { id: telegram.bot.id } });
  });

  test("carries a Kazakh text whole", async () => {
    await send();
    expect(telegram.messagesTo(ASKER).map(({ text }) => text)).toEqual([SECRET_TEXT]);
  });

  test("keeps the path of the root it was given", async () => {
    await open({ apiRoot: `${telegram.apiRoot}/tg` }).call("getMe", {});
    expect(telegram.calls("getMe")[0]?.path).toBe(`/tg/bot${telegram.token}/getMe`);
  });

  test("can name a method that telegraf never heard of", async () => {
    expect(await open().call("sendMessageDraft", { chat_id: ASKER })).toEqual({ kind: "refused", code: 404 });
  });

  test("uses one connection for calls that follow each other", async () => {
    const ports = new Set<number | undefined>();
    const stub = await listen((request, response) => {
      ports.add(request.socket.remotePort);
      request.resume().on("end", () => response.end('{"ok":true,"result":true}'));
    });
    const api = open({ apiRoot: stub.url });
    for (let at = 0; at < 3; at++) await api.call("getMe", {});
    await stub.stop();
    expect(ports.size).toBe(1);
  });
});

describe("a fault of the network", () => {
  test("ends a hanging call in time and leaves open what it did", async () => {
    telegram.fail("sendMessage", "hang-before");
    expect(await send({ timeoutMs: 50 })).toEqual({ kind: "failed", code: "TIMEOUT", isUncertain: true });
  });

  test("ends a body that never ends in time", async () => {
    const stub = await listen((_request, response) => response.write('{"ok":true,'));
    const answer = await open({ apiRoot: stub.url }).call("getMe", {}, { timeoutMs: 50 });
    await stub.stop();
    expect(answer).toEqual({ kind: "failed", code: "TIMEOUT", isUncertain: true });
  });

  test("is named when the caller stops the call", async () => {
    telegram.fail("sendMessage", "hang-before");
    const controller = new AbortController();
    const answer = send({ signal: controller.signal });
    await telegram.waitFor(() => telegram.calls("sendMessage")[0]);
    controller.abort();
    expect(await answer).toEqual({ kind: "failed", code: "STOPPED", isUncertain: true });
  });

  test("sends nothing for a caller who has stopped", async () => {
    const answer = await send({ signal: AbortSignal.abort() });
    expect([answer, telegram.calls().length]).toEqual([{ kind: "failed", code: "STOPPED", isUncertain: false }, 0]);
  });

  test("is certain where nobody listens", async () => {
    const stub = await listen(() => undefined);
    await stub.stop();
    const answer = await open({ apiRoot: stub.url }).call("getMe", {});
    expect(answer).toEqual({ kind: "failed", code: "ECONNREFUSED", isUncertain: false });
  });

  test.each(["drop-before", "drop-after"] as const)("is uncertain after %s", async (fault) => {
    telegram.fail("sendMessage", fault);
    expect(await send()).toEqual({ kind: "failed", code: "ECONNRESET", isUncertain: true });
  });

  test("is uncertain where something else answers in HTML", async () => {
    telegram.fail("sendMessage", "html");
    expect(await send()).toEqual({ kind: "failed", code: "BODY", isUncertain: true });
  });

  test.each(["null", "5", '"ok"', "[]", "{}", '{"ok":false}', ""])("of the body %j is a failure", async (body) => {
    const stub = await listen((_request, response) => response.end(body));
    const answer = await open({ apiRoot: stub.url }).call("getMe", {});
    await stub.stop();
    expect(answer).toMatchObject({ kind: "failed", isUncertain: true });
  });

  test("of a payload that cannot be written is a failure", async () => {
    expect(await open().call("getMe", { number: 1n })).toMatchObject({ kind: "failed" });
  });

  test.each(["ENOTFOUND", "EAI_AGAIN", "CERT_HAS_EXPIRED"])("such as %s was before anything was sent", (code) => {
    expect(readNetworkFault(code)).toEqual({ kind: "failed", code, isUncertain: false });
  });

  test("with a code that is no code has none", () => {
    expect(readNetworkFault("https://api.telegram.org/bot1:secret").code).toBe("UNKNOWN");
  });
});

describe("a server fault", () => {
  test.each([500, 503])("%i is taken as nothing done", async (status) => {
    telegram.fail("sendMessage", { status });
    expect(await send()).toEqual({ kind: "failed", code: String(status), isUncertain: false });
  });

  test.each([502, 504])("%i leaves open what was done", async (status) => {
    telegram.fail("sendMessage", { status });
    expect(await send()).toEqual({ kind: "failed", code: String(status), isUncertain: true });
  });

  test("leaves no connection behind", async () => {
    let sockets = 0;
    const stub = await listen((_request, response) => {
      response.writeHead(502);
      response.end("x".repeat(200_000));
    });
    stub.server.on("connection", (socket) => {
      sockets++;
      socket.on("close", () => sockets--);
    });
    const api = open({ apiRoot: stub.url });
    for (let at = 0; at < 5; at++) await api.call("getMe", {});
    await expect.poll(() => sockets).toBe(0);
    await stub.stop();
  });
});

describe("the answer", () => {
  test("to too many calls says how long to wait", async () => {
    telegram.fail("sendMessage", { tooMany: 7 });
    expect(await send()).toEqual({ kind: "wait", retryAfterMs: 7000 });
  });

  test.each([undefined, {}, { retry_after: -1 }, { retry_after: "3" }, null])(
    "without a length is a second (%j)",
    (given) => {
      expect(readRefusal({ error_code: 429, parameters: given })).toEqual({ kind: "wait", retryAfterMs: 1000 });
    },
  );

  test("for a group that became a supergroup says where it is", () => {
    const answer = refusal(400, "Bad Request: group chat was upgraded to a supergroup chat", {
      migrate_to_chat_id: -1009,
    });
    expect(answer).toEqual({ kind: "moved", to: "-1009" });
  });

  test.each([
    [403, "Forbidden: bot was blocked by the user", "gone"],
    [403, "Forbidden: bot was kicked from the supergroup chat", "gone"],
    [403, "Forbidden: user is deactivated", "gone"],
    [403, "Forbidden: bot can't initiate conversation with a user", "gone"],
    [403, "Forbidden: bot is not a member of the channel chat", "gone"],
    [403, "Forbidden: the group chat was deleted", "gone"],
    [400, "Bad Request: chat not found", "gone"],
    [400, "Bad Request: PEER_ID_INVALID", "gone"],
    [400, "Bad Request: user not found", "gone"],
    [400, "Bad Request: group chat was deactivated", "gone"],
    [400, "Bad Request: TOPIC_CLOSED", "refused"],
    [400, "Bad Request: have no rights to send a message", "refused"],
    [403, "Forbidden: not enough rights to send text messages to the chat", "refused"],
    [400, "Bad Request: message is too long", "refused"],
    [400, "Bad Request: BUTTON_DATA_INVALID", "refused"],
    [413, "Request Entity Too Large", "refused"],
    [400, 'Bad Request: can\'t parse entities: Unsupported start tag "x" at byte offset 0', "unparsable"],
    [400, "Bad Request: strings must be encoded in UTF-8", "unparsable"],
    [400, "Bad Request: message is not modified: specified new message content and reply markup are …", "unchanged"],
    [400, "Bad Request: message to edit not found", "lost"],
    [400, "Bad Request: message can't be edited", "lost"],
    [400, "Bad Request: message to delete not found", "lost"],
    [400, "Bad Request: message can't be deleted for everyone", "lost"],
    [400, "Bad Request: message to be replied not found", "lost"],
    [400, "Bad Request: message thread not found", "lost"],
    [400, "Bad Request: query is too old and response timeout expired or query ID is invalid", "stale"],
    [401, "Unauthorized", "unauthorised"],
    [404, "Not Found", "unauthorised"],
    [404, "Not Found: method not found", "refused"],
    [409, "Conflict: terminated by other getUpdates request", "conflict"],
    [400, "BAD REQUEST: CHAT NOT FOUND", "gone"],
  ])("%i %s means %s", (code, description, kind) => {
    expect(refusal(code, description).kind).toBe(kind);
  });

  test("to a wrong token is that it was not accepted", async () => {
    const wrong = await open({ token: "1:wrong" }).call("getMe", {});
    const malformed = await open({ token: "wrong" }).call("getMe", {});
    expect([wrong, malformed]).toEqual([{ kind: "unauthorised" }, { kind: "unauthorised" }]);
  });

  test("never holds the token, the text or Telegram's words", async () => {
    const said = `${SECRET_TEXT} ${telegram.token}`;
    telegram.fail(
      "sendMessage",
      "drop-after",
      "html",
      { status: 502 },
      { status: 400, description: said },
      { tooMany: 1 },
    );
    telegram.fail("sendMessage", { status: 403, description: said }, { status: 418, description: said });
    const answers = [];
    for (let at = 0; at < 7; at++) answers.push(await send());
    telegram.fail("sendMessage", "hang-before");
    answers.push(await send({ timeoutMs: 50 }));
    const written = JSON.stringify(answers);
    expect([telegram.token, SECRET_TEXT, "127.0.0.1", "Gateway"].filter((part) => written.includes(part))).toEqual([]);
  });
});

/** The limits that Telegram has must be those of the server that stands for it in tests. */
describe("the Telegram of these tests", () => {
  const button = (fields: object) => ({ reply_markup: { inline_keyboard: [[{ text: "A", ...fields }]] } });

  test.each([
    ["a text of 4096 units", { text: "ә".repeat(4096) }, "done"],
    ["a text of 4097 units", { text: "ә".repeat(4097) }, "refused"],
    ["a text of tags alone", { text: "<b> </b>", parse_mode: "HTML" }, "refused"],
    ["4096 units and their tags", { text: `<b>${"&lt;".repeat(4096)}</b>`, parse_mode: "HTML" }, "done"],
    ["an unknown tag", { text: "<script>a</script>", parse_mode: "HTML" }, "unparsable"],
    ["a tag left open", { text: "<b>a", parse_mode: "HTML" }, "unparsable"],
    ["tags that cross", { text: "<b><i>a</b></i>", parse_mode: "HTML" }, "unparsable"],
    ["a bare <", { text: "1 < 2", parse_mode: "HTML" }, "unparsable"],
    ["a bare < in plain text", { text: "1 < 2" }, "done"],
    ["a folded quote", { text: "<blockquote expandable>a</blockquote>", parse_mode: "HTML" }, "done"],
    ["half a character", { text: "\ud83d" }, "unparsable"],
    ["data of 64 bytes", { text: "a", ...button({ callback_data: "ә".repeat(32) }) }, "done"],
    ["data of 66 bytes", { text: "a", ...button({ callback_data: "ә".repeat(33) }) }, "refused"],
    ["a button for nothing", { text: "a", ...button({}) }, "refused"],
    ["an unknown thread", { text: "a", message_thread_id: 5 }, "lost"],
    ["an answer to nothing", { text: "a", reply_parameters: { message_id: 5 } }, "lost"],
    [
      "an answer to nothing, allowed",
      { text: "a", reply_parameters: { message_id: 5, allow_sending_without_reply: true } },
      "done",
    ],
    ["a chat nobody spoke in", { text: "a", chat_id: 5002 }, "gone"],
  ])("takes %s as Telegram does", async (_name, payload, kind) => {
    expect((await open().call("sendMessage", { chat_id: ASKER, ...payload })).kind).toBe(kind);
  });

  test("knows what can still be changed", async () => {
    const api = open();
    const asked = telegram.say(-100, ASKER, "question");
    await api.call("sendMessage", { chat_id: -100, text: "a" });
    const [sent] = telegram.messagesTo(-100);
    const edit = (message_id: number | undefined, text: string) =>
      api.call("editMessageText", { chat_id: -100, message_id, text });
    const remove = (message_id: number | undefined) => api.call("deleteMessage", { chat_id: -100, message_id });
    const id = sent?.message_id;
    const answers = [await edit(id, "a"), await edit(id, "b"), await edit(asked, "b"), await edit(1, "b")];
    answers.push(await remove(asked), await remove(id), await remove(id));
    expect(answers.map(({ kind }) => kind)).toEqual(["unchanged", "done", "lost", "lost", "lost", "done", "lost"]);
  });

  test("shows with a press what the message with the button answered", async () => {
    const message_id = telegram.say(ASKER, ASKER, "question");
    const markup = { inline_keyboard: [[{ text: "Дұрыс ✓", callback_data: "good" }]] };
    const payload = { chat_id: ASKER, text: "answer", reply_markup: markup, reply_parameters: { message_id } };
    await open().call("sendMessage", payload);
    const id = telegram.press(ASKER, ASKER, "Дұрыс");
    const answer = await open().call("getUpdates", {});
    const incoming = ((answer.kind === "done" && answer.result) as unknown[]).map((one) =>
      readUpdate(one, telegram.bot),
    );
    expect(incoming).toMatchObject([
      { kind: "text", text: "question" },
      { kind: "press", pressId: id, data: "good", about: { id: String(message_id), text: "question" } },
    ]);
  });

  test("answers a press that never was as one of long ago", async () => {
    expect(await open().call("answerCallbackQuery", { callback_query_id: "1" })).toEqual({ kind: "stale" });
  });

  test("opens topics in forums only", async () => {
    telegram.know(-200, { is_forum: true });
    telegram.know(-201);
    const openTopic = (chat_id: number) => open().call("createForumTopic", { chat_id, name: "A" });
    expect([(await openTopic(-200)).kind, (await openTopic(-201)).kind]).toEqual(["done", "refused"]);
  });
});

async function listen(listener: RequestListener): Promise<{ url: string; server: Server; stop(): Promise<void> }> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${port}`, server, stop };
}
