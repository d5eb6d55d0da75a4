// Whose chat a chat is: the configuration may have changed since a card was put there.

import { findPerson, type ReadBodies } from "../../src/cases/bodies.ts";
import type { Board } from "../../src/chat/board.ts";
import type { Moves } from "./moves.ts";

export function createIsHome({ bodies, moves }: { readonly bodies: ReadBodies; readonly moves: Moves }) {
  return async ({ chat, viewer }: Board): Promise<boolean> => {
    if ("person" in viewer) {
      const known = findPerson(bodies(), viewer.person);
      if (!known) return false;
      const { person, body } = known;
      // A body's chat may be the private chat of its commissioner.
      const given = person.id === body.commissioner.id ? body.telegramChat : undefined;
      return [person.telegramUser, given].some((number) => String(number) === chat);
    }
    const group = bodies().bodies.find(({ id }) => id === viewer.body)?.telegramChat;
    return group !== undefined && (await moves.current(String(group))) === (await moves.current(chat));
  };
}
