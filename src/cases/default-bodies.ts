// The one body of a service that has no file of bodies.

import type { Language } from "../language.ts";
import type { Bodies, Person } from "./bodies.ts";

export type CommissionerKeys = {
  /** The language their cards are written in. */
  readonly language: Language;
  readonly telegramChat: number | null;
  /** The first is the commissioner, the others step in, in this order. */
  readonly telegramUsers: readonly number[];
  readonly slackChannel: string | null;
  readonly slackUsers: readonly string[];
};

/** With no keys at all the commissioner works at the local page, and nobody counts as configured. */
export function defaultBodies({
  language,
  telegramChat,
  telegramUsers,
  slackChannel,
  slackUsers,
}: CommissionerKeys): Bodies {
  const count = Math.max(telegramUsers.length, slackUsers.length);
  const people = Array.from({ length: Math.max(count, 1) }, (_, at): Person => {
    const telegramUser = telegramUsers[at];
    const slackUser = slackUsers[at];
    return {
      id: at === 0 ? "commissioner" : `deputy-${at}`,
      ...{ language, page: count === 0, away: false },
      ...(telegramUser === undefined ? {} : { telegramUser }),
      ...(slackUser === undefined ? {} : { slackUser }),
    };
  });
  const [commissioner, ...deputies] = people;
  if (!commissioner) throw new Error("a body needs a commissioner");
  const body = {
    ...{ id: "body", name: NAME, commissioner, deputies },
    ...(telegramChat === null ? {} : { telegramChat }),
    ...(slackChannel === null ? {} : { slackChannel }),
  };
  return { bodies: [body], isConfigured: count > 0 };
}

const NAME = { kk: "мемлекеттік органыңыз", ru: "ваш государственный орган", en: "your state body" };
