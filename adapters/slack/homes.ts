// Whose chat a chat is: the configuration may have changed since a card was put there.

import { findPerson, type ReadBodies } from "../../src/cases/bodies.ts";
import type { Board } from "../../src/chat/board.ts";

export function createIsHome({ bodies }: { readonly bodies: ReadBodies }) {
  return async ({ chat, viewer }: Board): Promise<boolean> => {
    if ("person" in viewer) return findPerson(bodies(), viewer.person)?.person.slackUser === chat;
    return bodies().bodies.find(({ id }) => id === viewer.body)?.slackChannel === chat;
  };
}
