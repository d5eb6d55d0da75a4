import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { renderHome } from "../adapters/slack/home.ts";
import { renderWindow } from "../adapters/slack/window.ts";
import type { ChatButton, ChatMessage, ChatWindow, Form } from "../src/chat/chat-message.ts";
import { type Block, note, paragraph, quote } from "../src/chat/rich.ts";
import { faultOfView } from "./slack-limits.ts";
import { FAMILY, hugeMessages, seenOf, seenOfMessage, smallMessages, wordsOf } from "./slack-messages.ts";

const SEED = 20_266;
const WORDS = { close: "Закрыть" };
const OK: ChatButton = { label: "Да", style: "plain", data: "t.y" };
const FORM: Form = { label: "Ответ", value: "", button: "Отправить", data: "tok.s" };

const said = (...blocks: Block[]): ChatMessage => ({ blocks, buttons: [], isProtected: false, wants: null });
const windowOf = (message: ChatMessage, rest: Partial<ChatWindow> = {}): ChatWindow => ({
  ...{ title: "Дело", message, form: null, ground: "g1", isOnly: false, ...rest },
});
const plain = (text: string) => ({ type: "plain_text", text, emoji: false });
const section = (text: string) => ({
  ...{ type: "rich_text", elements: [{ type: "rich_text_section", elements: [{ type: "text", text }] }] },
});
const fieldOf = (form: Form, wants: string | null = null) =>
  renderWindow(windowOf({ ...said(), wants }, { form }), WORDS).blocks.at(-1);

describe("a window", () => {
  test("shows the message, and remembers what it is about", () => {
    const message = { ...said(paragraph("a")), buttons: [[OK]] };
    expect(renderWindow(windowOf(message), WORDS)).toEqual({
      ...{ type: "modal", callback_id: "w", title: plain("Дело"), close: plain("Закрыть") },
      blocks: [
        section("a"),
        {
          type: "actions",
          elements: [
            { type: "button", action_id: "p0.0", text: { type: "plain_text", text: "Да", emoji: true }, value: "t.y" },
          ],
        },
      ],
      ...{ private_metadata: "g1", notify_on_close: false },
    });
  });

  test("with a form has a field, a button that hands it in, and what the text is meant for", () => {
    const view = renderWindow(windowOf(said(paragraph("a")), { form: { ...FORM, value: "Черновик\n2" } }), WORDS);
    expect(view).toMatchObject({ submit: plain("Отправить"), private_metadata: "g1 tok.s" });
    expect(view.blocks[1]).toEqual({
      ...{ type: "input", block_id: "f", label: plain("Ответ") },
      element: {
        ...{ type: "plain_text_input", action_id: "t", multiline: true, max_length: 3000 },
        initial_value: "Черновик\n2",
      },
    });
  });

  test("remembers one half only where the other is empty", () => {
    const metadata = [
      { ground: "", form: FORM },
      { ground: "g", form: { ...FORM, data: "" } },
    ].map((rest) => renderWindow(windowOf(said(), rest), WORDS).private_metadata);
    expect(metadata).toEqual([" tok.s", "g "]);
  });

  test("cuts its title, its buttons and its draft to what Slack takes", () => {
    const long = `${"a".repeat(20)}${FAMILY}`;
    const form = { ...FORM, button: long, value: "я".repeat(4000), label: "л".repeat(3000) };
    const view = renderWindow(windowOf(said(), { title: long, form }), { close: long });
    const cut = plain(`${"a".repeat(20)}…`);
    expect([view.title, view.submit, view.close]).toEqual([cut, cut, cut]);
    expect(view.blocks[0]).toMatchObject({
      ...{ label: plain(`${"л".repeat(1999)}…`), element: { initial_value: `${"я".repeat(2999)}…` } },
    });
  });

  test("shows in the empty field what is wanted", () => {
    expect(fieldOf(FORM, "Ваш\nответ")).toMatchObject({ element: { placeholder: plain("Ваш ответ") } });
    expect(fieldOf({ ...FORM, value: " " })).not.toHaveProperty("element.initial_value");
    expect(fieldOf(FORM)).not.toHaveProperty("element.placeholder");
  });

  test("has no buttons of Slack's for a verdict, which are for messages only", () => {
    const row: ChatButton[] = [
      { ...OK, verdict: "good" },
      { ...OK, verdict: "bad" },
    ];
    const { blocks } = renderWindow(windowOf({ ...said(), buttons: [row] }), WORDS);
    expect(blocks).toMatchObject([{ type: "actions", elements: [{ action_id: "p0.0" }, { action_id: "p0.1" }] }]);
  });

  test("without words, a title or a name for its buttons is not written, nor one that must remember too much", () => {
    const wrong: [Partial<ChatWindow>, string][] = [
      [{ title: " " }, "no words"],
      [{ form: { ...FORM, button: "" } }, "no words"],
      [{ ground: "g".repeat(3001) }, "too much to remember"],
    ];
    for (const [rest, reason] of wrong) expect(() => renderWindow(windowOf(said(), rest), WORDS)).toThrow(reason);
    expect(() => renderWindow(windowOf(said()), { close: "" })).toThrow("no words");
  });

  test("that says too much ends with dots, and keeps its field", () => {
    const message = said(paragraph("Заголовок"), quote("ә".repeat(60_000)));
    const view = renderWindow(windowOf(message, { form: FORM }), WORDS);
    expect(faultOfView(view)).toBe(null);
    expect(view.blocks.map(({ type }) => type)).toEqual(["rich_text", "input"]);
    const [words = ""] = wordsOf(view.blocks.slice(0, 1));
    expect(words).toMatch(/^Заголовокә{19000,}…$/);
  });

  test("with more small print than it has blocks for says all of it", () => {
    const message = said(...Array.from({ length: 200 }, (_, at) => note(`n${at}`)));
    const view = renderWindow(windowOf(message), WORDS);
    expect([faultOfView(view), view.blocks.length]).toEqual([null, 1]);
    expect(wordsOf(view.blocks).join("").match(/n\d+/g)).toHaveLength(200);
  });

  test("is taken by Slack, whatever it shows", () => {
    const texts = fc.constantFrom("Дело", "x".repeat(40), "<!channel>", `${"я".repeat(22)}${FAMILY}`);
    const forms = fc.option(
      fc.record({ label: texts, value: fc.string({ unit: "binary" }), button: texts, data: texts }),
    );
    const check = (message: ChatMessage, title: string, form: Form | null): void => {
      const view = renderWindow(windowOf(message, { title, form }), WORDS);
      expect(faultOfView(view)).toBe(null);
      const words = wordsOf(view.blocks.filter(({ type }) => type !== "input")).join("");
      if (!words.includes("…")) expect(seenOf(words) === seenOfMessage(message)).toBe(true);
    };
    fc.assert(fc.property(smallMessages, texts, forms, check), { seed: SEED, numRuns: 1500 });
    fc.assert(fc.property(hugeMessages, texts, forms, check), { seed: SEED, numRuns: 60 });
  });
});

describe("a home page", () => {
  test("shows its parts with lines between, each with its buttons, whose ids are unique", () => {
    const parts = ["a", "b"].map((text) => ({ ...said(paragraph(text)), buttons: [[OK], [OK]] }));
    const { type, blocks } = renderHome([...parts, said()]);
    const button = (id: string) => ({ type: "actions", elements: [expect.objectContaining({ action_id: id })] });
    expect([type, blocks]).toEqual([
      "home",
      [
        ...[section("a"), button("p0.0"), button("p1.0")],
        { type: "divider" },
        ...[section("b"), button("p2.0"), button("p3.0")],
      ],
    ]);
  });

  test("of nothing is a line, for a page needs a block", () => {
    expect(renderHome([])).toEqual({ type: "home", blocks: [{ type: "divider" }] });
  });

  test("with more parts than it has room for says that there are more", () => {
    const { blocks } = renderHome(Array.from({ length: 60 }, (_, at) => said(paragraph(`part ${at}`))));
    expect(faultOfView({ type: "home", blocks })).toBe(null);
    expect(blocks.at(-1)).toEqual(section("…"));
    expect(wordsOf(blocks).slice(0, 3)).toEqual(["part 0", "part 1", "part 2"]);
    expect(blocks.length).toBeGreaterThan(90);
  });

  test("of long parts is cut, and says so", () => {
    const { blocks } = renderHome(Array.from({ length: 5 }, () => said(paragraph("ә".repeat(13_000)))));
    const lengths = wordsOf(blocks).map((words) => (words.endsWith("…") ? words.length : -words.length));
    expect([lengths.slice(0, 2), lengths.length, lengths.at(-1)]).toEqual([[-13_000, -13_000], 4, 1]);
    expect(lengths[2]).toBeGreaterThan(3000);
  });

  test("is taken by Slack, whatever its parts are", () => {
    const parts = fc.oneof(
      { weight: 5, arbitrary: fc.array(smallMessages, { maxLength: 6 }) },
      { weight: 1, arbitrary: fc.array(hugeMessages, { maxLength: 3 }) },
    );
    fc.assert(
      fc.property(parts, (given) => {
        const view = renderHome(given);
        expect(faultOfView(view)).toBe(null);
        wordsOf(view.blocks);
      }),
      { seed: SEED, numRuns: 500 },
    );
  });
});
