import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Part, renderMessage } from "../../adapters/slack/render.ts";
import type { ChatMessage } from "../../src/chat/chat-message.ts";
import { faultOfParts, hugeMessages, isPlain, sayAll, smallMessages } from "../slack-messages.ts";

const MARK = "m1a2b3";
const BATCHES = 10;
const SMALL = 9_900;
const HUGE = 100;

/** Cheaper than three expectations a message. */
function troubleWith(message: ChatMessage, parts: readonly Part[]): string | null {
  const fault = faultOfParts(parts, MARK);
  if (fault !== null) return fault;
  if (!sayAll(parts, message)) return "not all of its words";
  return parts.every(isPlain) ? null : "a fallback with signs";
}

function isSound(message: ChatMessage): void {
  const trouble = troubleWith(message, renderMessage(message, MARK));
  if (trouble !== null) throw new Error(trouble);
}

describe("100,000 hostile and huge messages", () => {
  test.each(Array.from({ length: BATCHES }, (_, batch) => [batch]))(
    "are taken by Slack, say all of their words, and are words only: batch %i",
    (batch) => {
      expect(fc.check(fc.property(smallMessages, isSound), { seed: batch, numRuns: SMALL })).toMatchObject({
        ...{ failed: false, numRuns: SMALL, counterexample: null },
      });
      expect(fc.check(fc.property(hugeMessages, isSound), { seed: batch, numRuns: HUGE })).toMatchObject({
        ...{ failed: false, numRuns: HUGE, counterexample: null },
      });
    },
  );
});
