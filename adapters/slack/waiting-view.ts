// What stands in a window between handing in and the answer. Who it is for is not looked up by then, so it speaks all languages.

import { messageOf } from "../../src/chat/messages-of.ts";
import type { Knowledge } from "../../src/knowledge/knowledge.ts";
import { LANGUAGES } from "../../src/language.ts";
import { say } from "../../src/messages.ts";
import { renderWords } from "./window.ts";

export function createWaitingView({ messages }: Pick<Knowledge, "messages">): () => object {
  const words = LANGUAGES.map((language) => say(messages[language], "chat.window.wait")).join(" · ");
  const face = { title: say(messages.kk, "chat.window.title"), close: say(messages.kk, "chat.window.close") };
  const view = renderWords(messageOf([words]), face);
  return () => view;
}
