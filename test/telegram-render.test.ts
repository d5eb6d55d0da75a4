import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { renderMessage } from "../adapters/telegram/render.ts";
import type { ChatButton, ChatMessage } from "../src/chat/chat-message.ts";
import { bold, paragraph, quote } from "../src/chat/rich.ts";

const SHORT: ChatMessage = { blocks: [paragraph("a & ", bold("b"))], buttons: [], isProtected: false, wants: null };
const LONG: ChatMessage = { ...SHORT, blocks: [paragraph("x".repeat(3000)), quote("y".repeat(3000)), paragraph("z")] };
const OK: ChatButton = { label: "Да", style: "plain", data: "p:1" };
const LINK: ChatButton = { label: "Источник", style: "primary", url: "https://adilet.zan.kz/rus/" };
const KEYBOARD = { inline_keyboard: [[{ text: "Да", callback_data: "p:1" }]] };
const place = { chat: "77" };

const payloadsOf = (message: ChatMessage, ...rest: [typeof place, Parameters<typeof renderMessage>[2]?] | []) =>
  renderMessage(message, rest[0] ?? place, rest[1]).map(({ payload }) => payload);
const fieldOf = (message: ChatMessage, field: string, options: Parameters<typeof renderMessage>[2] = {}): unknown[] =>
  payloadsOf(message, place, options).map((payload) => payload[field]);
const labelled = (label: string): ChatMessage => ({ ...SHORT, buttons: [[{ ...OK, label }]] });
const withData = (data: string): ChatMessage => ({ ...SHORT, buttons: [[{ ...OK, data }]] });

describe("a message that is sent", () => {
  test("is HTML without a preview, and plain text for where the form is refused", () => {
    const rest = { chat_id: 77, link_preview_options: { is_disabled: true } };
    expect(renderMessage(SHORT, place)).toEqual([
      {
        method: "sendMessage",
        payload: { ...rest, text: "a &amp; <b>b</b>", parse_mode: "HTML" },
        plain: { ...rest, text: "a & b" },
      },
    ]);
  });

  test("goes to a number, or to a name, and to the thread", () => {
    const ids = [{ chat: "-1001234567890", thread: "12" }, { chat: "@kanal" }].map((to) =>
      payloadsOf(SHORT, to).map(({ chat_id, message_thread_id }) => [chat_id, message_thread_id]),
    );
    expect(ids).toEqual([[[-1001234567890, 12]], [["@kanal", undefined]]]);
  });

  test("is protected in every part", () => {
    expect([SHORT, { ...LONG, isProtected: true }].map((message) => fieldOf(message, "protect_content"))).toEqual([
      [undefined],
      [true, true],
    ]);
  });

  test("answers with its first part only, even where the question is gone", () => {
    expect(fieldOf(LONG, "reply_parameters", { replyTo: "5" })).toEqual([
      { message_id: 5, allow_sending_without_reply: true },
      undefined,
    ]);
  });

  test("is none where nothing would be seen", () => {
    expect(renderMessage({ ...SHORT, blocks: [paragraph("\u200B")] }, place)).toEqual([]);
  });
});

describe("a long message", () => {
  test("counts its parts, within Telegram's limit", () => {
    const texts = renderMessage(LONG, place).map(({ plain }) => String(plain?.["text"]));
    expect(texts).toEqual([`${"x".repeat(3000)}\n\n(1/2)`, `${"y".repeat(3000)}\nz\n\n(2/2)`]);
  });

  test("has room for the count in a full part", () => {
    fc.assert(
      fc.property(fc.integer({ min: 3400, max: 12_000 }), fc.boolean(), (length, isQuote) => {
        const text = "ә".repeat(length);
        const blocks = [isQuote ? quote(text) : paragraph(text)];
        const texts = renderMessage({ ...SHORT, blocks }, place).map(({ plain }) => String(plain?.["text"]));
        expect(Math.max(...texts.map((each) => each.length))).toBeLessThanOrEqual(3500);
        expect(texts.map((each) => each.replace(/\n+\(\d+\/\d+\)$/, "")).join("")).toBe(text);
      }),
      { seed: 20_262, numRuns: 300 },
    );
  });

  test("writes the count in italics", () => {
    expect(fieldOf(LONG, "text").map((text) => String(text).slice(-12))).toEqual(["<i>(1/2)</i>", "<i>(2/2)</i>"]);
  });
});

describe("buttons", () => {
  test("stand in their rows under the last part", () => {
    expect(fieldOf({ ...LONG, buttons: [[OK, LINK], [], [OK]] }, "reply_markup")).toEqual([
      undefined,
      {
        inline_keyboard: [
          [
            { text: "Да", callback_data: "p:1" },
            { text: "Источник", url: "https://adilet.zan.kz/rus/", style: "primary" },
          ],
          [{ text: "Да", callback_data: "p:1" }],
        ],
      },
    ]);
  });

  test("have labels of one line and at most 64 units, cut between characters", () => {
    const labels = [`${"a".repeat(60)}👩‍👩‍👧‍👦`, "b\n\u202E c", "d".repeat(64)].map(
      (label) => fieldOf(labelled(label), "reply_markup")[0],
    );
    const texts = [`${"a".repeat(60)}…`, "b c", "d".repeat(64)];
    expect(labels).toEqual(texts.map((text) => ({ inline_keyboard: [[{ text, callback_data: "p:1" }]] })));
  });

  test("with no data, with more than 64 bytes, or with half a character are not written", () => {
    const wrong = ["", "ә".repeat(33), "a".repeat(65), "\uD83D"];
    for (const data of wrong) expect(() => renderMessage(withData(data), place)).toThrow("1 to 64 bytes");
  });

  test("may have 64 bytes of data", () => {
    expect(fieldOf(withData("ә".repeat(32)), "reply_markup")).toHaveLength(1);
  });

  test("without a label are not written", () => {
    expect(() => renderMessage(labelled("\u200B "), place)).toThrow("no label");
  });

  test("lead to https only", () => {
    const message = { ...SHORT, buttons: [[{ ...LINK, url: "tg://user?id=1" }]] };
    expect(() => renderMessage(message, place)).toThrow("no https address");
  });
});

describe("a message that wants a text", () => {
  test("says so in the field of whoever is answered", () => {
    expect(fieldOf({ ...SHORT, wants: "Ваш ответ" }, "reply_markup", { replyTo: "5" })).toEqual([
      { force_reply: true, input_field_placeholder: "Ваш ответ", selective: true },
    ]);
  });

  test("says so in at most 64 units", () => {
    expect(fieldOf({ ...SHORT, wants: `${"a".repeat(62)}\n🇰🇿` }, "reply_markup")).toEqual([
      { force_reply: true, input_field_placeholder: `${"a".repeat(62)}…` },
    ]);
  });

  test("asks with its last part, and then all, for that part answers nobody", () => {
    expect(fieldOf({ ...LONG, wants: "Ответ" }, "reply_markup", { replyTo: "5" })).toEqual([
      undefined,
      { force_reply: true, input_field_placeholder: "Ответ" },
    ]);
  });

  test("shows its buttons instead, where it has some", () => {
    expect(fieldOf({ ...SHORT, wants: "Ответ", buttons: [[OK]] }, "reply_markup")).toEqual([KEYBOARD]);
  });
});

describe("an edit", () => {
  test("changes text and buttons", () => {
    const message = { ...SHORT, buttons: [[OK]], isProtected: true };
    const rest = { chat_id: 77, message_id: 9, link_preview_options: { is_disabled: true }, reply_markup: KEYBOARD };
    expect(renderMessage(message, { chat: "77", thread: "3" }, { isEdit: "9", replyTo: "5" })).toEqual([
      {
        method: "editMessageText",
        payload: { ...rest, text: "a &amp; <b>b</b>", parse_mode: "HTML" },
        plain: { ...rest, text: "a & b" },
      },
    ]);
  });

  test("without buttons takes the old ones away", () => {
    expect(fieldOf({ ...SHORT, wants: "Ответ" }, "reply_markup", { isEdit: "9" })).toEqual([{ inline_keyboard: [] }]);
  });

  test("in several parts sends the others, with the buttons under the last", () => {
    const calls = renderMessage({ ...LONG, buttons: [[OK]], isProtected: true }, place, { isEdit: "9", replyTo: "5" });
    expect(
      calls.map(({ method, payload }) => [
        method,
        payload["reply_markup"],
        payload["reply_parameters"],
        payload["protect_content"],
      ]),
    ).toEqual([
      ["editMessageText", { inline_keyboard: [] }, undefined, undefined],
      ["sendMessage", KEYBOARD, undefined, true],
    ]);
  });
});
