import { expect, test } from "vitest";

import type { Bodies } from "../src/cases/bodies.ts";
import { rehomeAll } from "../src/cases/rehome.ts";
import {
  ASKER,
  FERRYMAN,
  GARDENER,
  GROUP,
  IN_GROUP,
  IN_PRIVATE,
  openDesk,
  SERIOUS,
  STRANGER,
  TWO_BODIES,
} from "./chat-fakes.ts";

const casesIn = ({ deps }: Awaited<ReturnType<typeof openDesk>>) => deps.store.transact((tx) => tx.cases.list({}));

test("nobody changes or deletes a message of a group with a button made in private", async () => {
  const desk = await openDesk({ people: IN_GROUP });
  desk.know(GROUP);
  await desk.open();
  await desk.write(STRANGER, "/language");
  const [menu] = desk.messagesTo(STRANGER);
  const data = menu?.reply_markup?.inline_keyboard?.flat()[2]?.callback_data ?? "";
  const [card] = desk.messagesTo(GROUP);
  const before = card?.text;
  for (const verb of [data, data.replace(/\..*/u, ".z")]) {
    await desk.press(GROUP, { data: verb, message: card?.message_id ?? 0 }, STRANGER);
  }
  expect(desk.messagesTo(GROUP).map(({ text }) => text)).toEqual([before]);
});

test("the private chat that is named for a body is not told what its commissioner must not know", async () => {
  const bodies: Bodies = {
    isConfigured: true,
    bodies: IN_PRIVATE.bodies.map(({ deputies, ...body }) => ({
      ...{ ...body, telegramChat: GARDENER },
      deputies: deputies.map(({ telegramUser: _number, ...deputy }) => deputy),
    })),
  };
  const desk = await openDesk({ people: bodies });
  await desk.write(ASKER, "The commissioner sells seeds, it is serious.");
  expect((await casesIn(desk)).map(({ excluded }) => excluded)).toEqual([["gardener"]]);
  expect(desk.textsTo(GARDENER)).toEqual([]);
});

test("a serious text that failed twice is a case at the third try", async () => {
  const desk = await openDesk();
  const { read } = desk.settings;
  const incoming = {
    ...{ kind: "text", text: SERIOUS, isForwarded: false, under: null, answers: null, event: "telegram:700000:77" },
    ...{ user: String(ASKER), hint: "en", place: { chat: String(ASKER) }, isPrivate: true, isAddressed: true },
    messageId: "5",
  };
  Object.assign(desk.settings, { read: () => Promise.reject(new Error("the store is down")) });
  await desk.process(JSON.stringify(incoming), 1).catch(() => undefined);
  await desk.process(JSON.stringify(incoming), 2).catch(() => undefined);
  Object.assign(desk.settings, { read });
  await desk.process(JSON.stringify(incoming), 3);
  expect(await casesIn(desk)).toHaveLength(1);
});

test("a passing fault of the store costs no case and is told to nobody", async () => {
  const desk = await openDesk();
  const { transact } = desk.deps.store;
  let left = 1;
  Object.assign(desk.deps.store, {
    transact: (work: Parameters<typeof transact>[0]) => {
      const isOpening = String(work).includes("escalateWithin");
      return isOpening && left-- > 0 ? Promise.reject(new Error("for a moment")) : transact(work);
    },
  });
  desk.say(ASKER, ASKER, SERIOUS);
  await desk.settle().catch(() => undefined);
  const [item] = await desk.deps.store.transact((tx) =>
    tx.inbox.claim({ channel: "telegram", now: desk.clock.now + 120_000, limit: 5, leaseMs: 60_000 }),
  );
  await desk.process(item?.body ?? "", 2);
  expect(await casesIn(desk)).toHaveLength(1);
  expect(desk.textsTo(ASKER).join("\n")).not.toContain("NOTHING was sent");
});

test("a report that is written while a code is waited for is a report", async () => {
  const desk = await openDesk();
  await desk.write(ASKER, "/receipt");
  await desk.write(ASKER, SERIOUS);
  expect(await casesIn(desk)).toHaveLength(1);
});

test("words of danger that are added to a case are answered with the way to safety first", async () => {
  const desk = await openDesk();
  await desk.open();
  await desk.write(ASKER, "/mycase");
  await desk.press(ASKER, "Add details");
  await desk.write(ASKER, "He stands at my door with a knife, critical.");
  expect(desk.textsTo(ASKER).at(-1)).toMatch(/^First of all, your safety/);
});

test("whoever reports the commissioner does not read that the commissioner was told", async () => {
  const desk = await openDesk();
  await desk.write(ASKER, "The commissioner sells seeds, it is serious.");
  const [card] = desk.textsTo(ASKER);
  expect(card).toContain("not to the commissioner whom it concerns");
  expect(card).not.toContain("I have passed it to the ethics commissioner of");
});

test("a case that went to another body because nobody was left is worked on there", async () => {
  const desk = await openDesk({ people: TWO_BODIES });
  await desk.open({ body: "gardens" });
  const gone = TWO_BODIES.bodies.map((body) =>
    body.id === "gardens" ? { ...body, commissioner: { ...body.commissioner, id: "nobody-1" }, deputies: [] } : body,
  );
  const [, rivers] = gone;
  if (!rivers) throw new Error("there is no second body");
  desk.people.bodies = { isConfigured: true, bodies: [rivers] };
  await rehomeAll(desk.deps);
  await desk.settle();
  await desk.press(FERRYMAN, "Take");
  expect(desk.cardIn(FERRYMAN)?.text).toContain("In work");
  expect((await casesIn(desk)).map(({ body, holder }) => [body, holder])).toEqual([["rivers", "ferryman"]]);
});

test("what is written right after a report is added to it where the asker says so, and nowhere before", async () => {
  const desk = await openDesk();
  await desk.write(ASKER, SERIOUS);
  await desk.write(ASKER, "It was in room 305, serious.");
  expect(desk.textsTo(ASKER).at(-1)).toContain("Nothing has been added yet.");
  expect(await casesIn(desk)).toHaveLength(1);
  await desk.press(ASKER, "Add to the case");
  expect(desk.textsTo(ASKER).at(-1)).toContain("You added: It was in room 305, serious.");
  expect(await casesIn(desk)).toHaveLength(1);
});

test("what is written right after a report and is something else is answered", async () => {
  const desk = await openDesk();
  await desk.write(ASKER, SERIOUS);
  await desk.write(ASKER, "May I accept a boat for a wedding?");
  expect(desk.textsTo(ASKER).join("\n")).toContain("[1]");
  await desk.write(ASKER, "A boat for a wedding");
  await desk.press(ASKER, "No, something else");
  expect(desk.textsTo(ASKER).filter((text) => text.includes("[1]")).length).toBeGreaterThan(1);
});

test("a command in letters that no command has is unknown, not a question", async () => {
  const desk = await openDesk();
  await desk.write(ASKER, "/неизвестно");
  expect(desk.textsTo(ASKER).at(-1)).toContain("/help");
});
