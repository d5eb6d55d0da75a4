// The same over the wire, with pace and polling: what the quick bench cannot show.

import { setTimeout as delay } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";

import { startTelegram } from "../adapters/telegram/start.ts";
import { startCourier } from "../src/case-entry.ts";
import { newId } from "../src/cases/deps.ts";
import { createReception } from "../src/cases/reception.ts";
import { createLeader } from "../src/chat/leader.ts";
import { createMemory } from "../src/chat/memory.ts";
import { createSettings } from "../src/chat/settings.ts";
import { createHear, type HearDeps } from "../src/hear.ts";
import { labelsOf } from "./asker-bench.ts";
import { openBench } from "./case-fakes.ts";
import { ASKER, GARDENER, IN_PRIVATE, OTHER_ASKER, openTelegramBench, SERIOUS } from "./chat-fakes.ts";
import { smallKnowledge, someReply } from "./fakes.ts";
import { startTelegram as startServer, type TelegramServer } from "./telegram-server.ts";

const QUESTIONS = ["может ли кот жить в кабинете?", "who feeds the office cat?", "кеңсе мысығын кім тамақтандырады?"];

test("many people at once get one answer to each question, in the order of asking", async () => {
  const { server } = await openTelegramBench();
  const people = Array.from({ length: 8 }, (_, at) => 5000 + at);
  const asked = new Map(
    people.map((person, at) => [
      person,
      QUESTIONS.slice(0, 1 + (at % 3)).map((text) => server.say(person, person, text)),
    ]),
  );
  const count = [...asked.values()].flat().length;
  const answered = (): number => people.flatMap((person) => server.messagesTo(person)).length;
  await server.waitFor(() => answered() >= count, 20_000);
  for (const person of people)
    expect(server.messagesTo(person).map(({ replyTo }) => replyTo)).toEqual(asked.get(person));
  expect(server.calls("sendChatAction").length).toBeGreaterThan(0);
});

test("a serious text, a press and a command: the card, the answer, each press answered once", async () => {
  const { server } = await openTelegramBench();
  server.know(GARDENER);
  server.say(ASKER, ASKER, SERIOUS);
  server.say(OTHER_ASKER, OTHER_ASKER, "/start");
  const told = await server.waitFor(() => server.messagesTo(ASKER)[2], 15_000);
  expect(server.messagesTo(ASKER).map(({ text }) => text.split(/[ \n]/u)[0])).toEqual([
    "Case",
    expect.anything(),
    "Case",
  ]);
  const presses = [
    server.press(ASKER, ASKER, { label: "What was sent", message: told.message_id }),
    server.press(OTHER_ASKER, OTHER_ASKER, "English"),
    server.press(OTHER_ASKER, OTHER_ASKER, { data: "forged" }),
  ];
  await server.waitFor(() => told.text.includes("what the commissioner can read"), 15_000);
  await server.waitFor(() => server.messagesTo(OTHER_ASKER)[1], 15_000);
  await server.waitFor(() => server.calls("answerCallbackQuery").length >= 3, 15_000);
  const answers = server.calls("answerCallbackQuery").map(({ payload }) => payload["callback_query_id"]);
  expect(answers.sort()).toEqual(presses.sort());
  expect(labelsOf(told)).toEqual(["Back"]);
  expect(server.messagesTo(OTHER_ASKER)[0]?.text).toBe(
    "I will speak English with you. Answers come in the language of the question.",
  );
});

/** Every text is serious, and its answer takes as long as on a busy machine or for the first question after a start. */
async function openSlow(answerMs: number): Promise<TelegramServer> {
  const server = await startServer();
  const bench = await openBench({ bodies: () => IN_PRIVATE, clock: { now: Date.now() } });
  let poke = (): void => undefined;
  const cases = { ...bench.deps, now: () => Date.now(), onPosted: () => poke() };
  const reception = createReception(cases);
  const triage = { severity: "serious", category: null, offer: false, signals: [] } as const;
  const assess = () => ({ language: "en", triage }) as const;
  const ask: HearDeps["ask"] = async () => {
    await delay(answerMs);
    return { ...someReply(), triage };
  };
  const hear = createHear({ ask, assess, reception, messages: cases.messages, log: () => undefined });
  const { desk, press } = bench;
  const of = { settings: createSettings(cases), memory: createMemory(() => 0), knowledge: smallKnowledge() };
  const talk = { ...of, hear, ask, assess, press, reception, desk, cases };
  const { token, apiRoot } = server;
  const leader = createLeader({ ...cases, log: () => undefined, name: "chats", holder: newId(cases) });
  const telegram = await startTelegram({ config: { token, apiRoot, webhook: null }, talk, leader });
  const courier = startCourier(cases, [telegram.messenger], leader.isLeader);
  poke = courier.poke;
  onTestFinished(async () => {
    await telegram.stop();
    await courier.stop();
    await leader.stop();
    await server.stop();
  });
  return server;
}

// The word that the commissioner has been told overtakes the word that there is a case at all, and the way to withdraw it
// (src/cases/open-case.ts posts the errand before the answer is there; adapters/telegram/messenger.ts toAsker is in no lane).
test("the card of a new case comes before anything else about it, however long the answer takes", async () => {
  const server = await openSlow(700);
  server.know(GARDENER);
  server.say(ASKER, ASKER, SERIOUS);
  await server.waitFor(() => server.messagesTo(ASKER).some(({ text }) => text.includes("Take it back.")), 15_000);
  expect(server.messagesTo(ASKER)[0]?.text).toContain("This looks grave");
});
