import { expect, test } from "vitest";

import { ASKER, GARDENER, openTelegramBench, SERIOUS } from "./chat-fakes.ts";

test("a question is answered with its citations, in one message", async () => {
  const { server } = await openTelegramBench();
  server.say(ASKER, ASKER, "May I accept a boat for a wedding?");
  const [message] = await server.waitFor(() => (server.messagesTo(ASKER).length > 0 ? server.messagesTo(ASKER) : null));
  expect(message?.text).toContain("[1]");
});

test("a serious text becomes a case that the commissioner is told of", async () => {
  const { server } = await openTelegramBench();
  server.know(GARDENER);
  server.say(ASKER, ASKER, SERIOUS);
  const told = await server.waitFor(() => server.messagesTo(GARDENER)[0], 8000);
  expect(told.text).toContain("A case for you");
});
