// Whole ways through Slack: a question, a serious case, its commissioner, the way back.

import { describe, expect, test } from "vitest";

import { ASKER, GARDENER, OFFICE, openSlackBench, SERIOUS, sentencesOf } from "./slack-fakes.ts";
import { buttonsOf, textOf } from "./slack-server-look.ts";

describe("a question in the private chat", () => {
  test("is answered there, once", async () => {
    const bench = await openSlackBench();
    const asker = bench.person(ASKER);
    const { ack } = asker.writes("May I keep a pumpkin that a visitor gave me?");
    expect(await ack).toMatchObject({ isAcknowledged: true, status: 200 });
    await bench.settle();
    const said = bench.server.messagesIn(ASKER).filter(({ user }) => user === bench.server.own.user);
    console.log(
      said.map((m) => textOf(m)),
      said.map((m) => buttonsOf(m).map((b) => b.label)),
      bench.server.statuses,
    );
    expect(said).toHaveLength(1);
  });
});

describe("a serious report", () => {
  test("becomes one card in the channel of the commissioners, and one for the asker", async () => {
    const bench = await openSlackBench();
    const say = sentencesOf(bench, "en");
    const asker = bench.person(ASKER);
    asker.writes(SERIOUS);
    await bench.settle();
    const cards = bench.server.messagesIn(OFFICE);
    console.log(
      cards.map((m) => textOf(m)),
      bench.server.messagesIn(ASKER).map((m) => textOf(m)),
      say("chat.stay"),
    );
    expect(cards).toHaveLength(1);
    bench.person(GARDENER).presses(OFFICE, 0);
    await bench.settle();
    console.log(bench.server.messagesIn(OFFICE).map((m) => textOf(m)));
  });
});
