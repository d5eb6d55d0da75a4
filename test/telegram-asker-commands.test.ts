import { describe, expect, test } from "vitest";

import { LANGUAGES } from "../src/language.ts";
import { openAskerBench, type Seen, sentence } from "./asker-bench.ts";
import { ASKER, GARDENER, IN_PRIVATE, SERIOUS } from "./chat-fakes.ts";

const asker = { id: ASKER, language_code: "en" };
const BOAT = "May I lend the service boat to my brother?";
const OLD = "Old Garden Law, art. 14";
const NEW = "New Garden Law, art. 7";

function textOf({ said }: Seen): string {
  return said.map(({ text }) => text).join("\n---\n");
}

describe("/asof", () => {
  test.each(["2026-05-01", "01.05.2026", "1/5/2026"])(
    "with %s answers by the law of that day until /asof off",
    async (day) => {
      const bench = await openAskerBench();
      expect(textOf(await bench.say(asker, `/asof ${day}`))).toBe(
        sentence(bench, "en", "chat.asof.set", { day: "01.05.2026" }),
      );
      const old = textOf(await bench.say(asker, BOAT));
      expect(old).toContain(OLD);
      expect(old).toContain(sentence(bench, "en", "chat.asof.note", { day: "01.05.2026" }));
      expect(textOf(await bench.say(asker, "/asof off"))).toBe(sentence(bench, "en", "chat.asof.off"));
      expect(textOf(await bench.say(asker, BOAT))).toContain(NEW);
    },
  );

  test("with a day and a question answers this question by it, and the next by today's", async () => {
    const bench = await openAskerBench();
    expect(textOf(await bench.say(asker, `/asof 01.05.2026 ${BOAT}`))).toContain(OLD);
    expect(textOf(await bench.say(asker, BOAT))).toContain(NEW);
  });

  test("alone tells how it is used", async () => {
    const bench = await openAskerBench();
    expect(textOf(await bench.say(asker, "/asof"))).toBe(sentence(bench, "en", "chat.asof.how"));
  });

  test.each(["nonsense", "2030-01-01", "31.02.2026", "2026-13-01"])(
    "with %s changes nothing and says so",
    async (day) => {
      const bench = await openAskerBench();
      expect(textOf(await bench.say(asker, `/asof ${day}`))).toContain(sentence(bench, "en", "chat.asof.wrong"));
      expect(textOf(await bench.say(asker, BOAT))).toContain(NEW);
    },
  );

  test("with a serious text opens a case for the text alone", async () => {
    const bench = await openAskerBench();
    bench.know(GARDENER);
    await bench.say(asker, `/asof 2026-05-01 ${SERIOUS}`);
    const { changed } = await bench.press(asker, "What was sent");
    expect(changed[0]?.text).toContain(SERIOUS);
    expect(changed[0]?.text).not.toContain("2026-05-01");
  });

  test.each(["01.05.2026, ", "01.05.2026: ", "1 May 2026 "])("%sbefore a question answers it", async (day) => {
    const bench = await openAskerBench();
    expect(textOf(await bench.say(asker, `/asof ${day}${BOAT}`))).toContain(OLD);
  });

  test.each(["12 June 2026", "12 июня 2026", "2026 жылғы 12 маусым"])("%s is that day", async (day) => {
    const bench = await openAskerBench();
    expect(textOf(await bench.say(asker, `/asof ${day}`))).toContain("12.06.2026");
  });
});

describe("a command", () => {
  test.each(LANGUAGES)("is answered in %s: help, privacy, cancel, what is unknown", async (language) => {
    const bench = await openAskerBench();
    await bench.say(asker, "/language");
    const { changed } = await bench.press(asker, { kk: "Қазақша", ru: "Русский", en: "English" }[language]);
    expect(changed[0]?.text).toBe(sentence(bench, language, "chat.language.set"));
    const say = async (text: string): Promise<string> => textOf(await bench.say(asker, text));
    const help = await say("/help");
    for (const name of [
      "help",
      "language",
      "mycase",
      "receipt",
      "asof",
      "privacy",
      "recall",
      "forget",
      "cancel",
    ] as const)
      expect(help).toContain(`/${name} — ${sentence(bench, language, `command.${name}`)}`);
    expect(help).not.toMatch(/\/queue|\/case/u);
    const privacy = await say("/privacy");
    for (const key of ["chat.privacy.telegram", "chat.privacy.recall", "chat.privacy.unanswered"] as const)
      expect(privacy).toContain(sentence(bench, language, key));
    expect(await say("/cancel")).toBe(sentence(bench, language, "chat.nothingToCancel"));
    for (const unknown of ["/nosuch", "/queue", "/case Saiga-4821"])
      expect(await say(unknown)).toBe(sentence(bench, language, "chat.unknownCommand"));
  });

  test.each([
    ["privacy.auto", {}],
    ["privacy.confirm", { escalation: { mode: "confirm", delayMinutes: 0 } }],
    ["privacy.nobody", { people: { ...IN_PRIVATE, isConfigured: false } }],
  ] as const)("/privacy says %s where it is so", async (key, options) => {
    const bench = await openAskerBench(options);
    expect(textOf(await bench.say(asker, "/privacy"))).toContain(sentence(bench, "en", key));
  });

  test.each(["/constructor", "/__proto__"])("%s is unknown like any other", async (name) => {
    const bench = await openAskerBench();
    expect(textOf(await bench.say(asker, name))).toBe(sentence(bench, "en", "chat.unknownCommand"));
  });
});

describe("while a text is waited for", () => {
  async function openWaiting() {
    const bench = await openAskerBench();
    bench.know(GARDENER);
    await bench.say(asker, SERIOUS);
    await bench.press(asker, "Add details");
    return bench;
  }

  test.each(["/help", "/privacy"])("%s does not end the wait", async (command) => {
    const bench = await openWaiting();
    await bench.say(asker, command);
    expect(textOf(await bench.say(asker, "On Monday."))).toContain("You added: On Monday.");
  });

  test.each(["/cancel", "/start", "/mycase", "/asof"])("%s ends it: the next text is a question", async (command) => {
    const bench = await openWaiting();
    await bench.say(asker, command);
    expect(textOf(await bench.say(asker, BOAT))).toContain("[1]");
  });

  test("/cancel says that nothing was sent", async () => {
    const bench = await openWaiting();
    expect(textOf(await bench.say(asker, "/cancel"))).toBe(sentence(bench, "en", "chat.cancelled"));
  });

  test("a picture does not end it", async () => {
    const bench = await openWaiting();
    expect(textOf(await bench.say(asker, "", { photo: [{}] }))).toBe(sentence(bench, "en", "chat.media"));
    expect(textOf(await bench.say(asker, "On Monday."))).toContain("You added: On Monday.");
  });

  test("it ends by itself after half an hour", async () => {
    const bench = await openWaiting();
    bench.pass(31);
    expect(textOf(await bench.say(asker, BOAT))).toContain("[1]");
    expect(textOf(await bench.say(asker, "/mycase"))).not.toContain(BOAT);
  });

  test("another button takes its place", async () => {
    const bench = await openWaiting();
    await bench.press(asker, "Give my name");
    expect(textOf(await bench.say(asker, "Second floor"))).toContain("You gave your name: Second floor");
  });

  test("the words under a picture are taken, and the asker hears that the picture was not", async () => {
    const bench = await openWaiting();
    const { said } = await bench.say(asker, "", { photo: [{}], caption: "Here is the receipt." });
    expect(said[0]?.text).toContain("You added: Here is the receipt.");
    expect(textOf({ said, changed: [], notice: null })).toContain("did not open");
  });
});
