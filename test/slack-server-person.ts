// One person in the fake Slack, and everything they can do there.

import type { Attached, Comings } from "./slack-server-comings.ts";
import type { Stored } from "./slack-server-memory.ts";
import type { Act, Doings, Manner, Written } from "./slack-server-people.ts";
import type { Presses, Where, Which } from "./slack-server-presses.ts";
import type { View } from "./slack-server-view.ts";
import type { Windows } from "./slack-server-windows.ts";

export type PersonFields = {
  readonly name?: string;
  /** Of an organisation's app: `team` is `null` where they press. */
  readonly isEnterprise?: boolean;
};
export type Person = ReturnType<typeof createPerson>;
type Known = Required<PersonFields> & { readonly id: string; readonly room: string; readonly botUser: string };
type Means = {
  readonly doings: Doings;
  readonly presses: Presses;
  readonly windows: Windows;
  readonly comings: Comings;
};

/** Every deed comes back at once; `ack` says later how the bot took it, and never rejects. */
export function createPerson(
  { id, room, botUser, name, isEnterprise }: Known,
  { doings, presses, windows, comings }: Means,
) {
  const who = { id, name, isEnterprise };
  return {
    id,
    name,
    /** Their own room with the bot. */
    room,
    /** In their own room. A mention is written as `<@U…>`. */
    writes: (text: string, manner?: Manner): Written => doings.write(who, id, text, manner),
    mentions: (channel: string, text: string, manner?: Manner): Written =>
      doings.write(who, channel, `<@${botUser}> ${text}`, manner),
    /** In a channel, to nobody in particular. */
    says: (channel: string, text: string, manner?: Manner): Written => doings.write(who, channel, text, manner),
    command: (command: string, text = "", channel = room) => doings.command(who, command, text, channel),
    presses: (where: Where, which: Which): Act & { readonly triggerId: string } => presses.press(who, where, which),
    gives: (verdict: "positive" | "negative", where: Where = "dm"): Act => presses.give(who, verdict, where),
    submits: (view: View | "window", text: string | null = null): Act & { readonly triggerId: string } =>
      windows.submit(who, view, text),
    /** `null` where Slack does not tell the bot. */
    closes: (view: View | "window" = "window"): Act | null => windows.close(who, view),
    opensHome: (): Act => comings.open(who, "home"),
    opensMessages: (): Act => comings.open(who, "messages"),
    edits: (message: Stored, text: string): Act => doings.edit(who, message, text),
    deletes: (message: Stored): Act => doings.remove(who, message),
    sendsFile: ({ name = "letter.pdf", type = "application/pdf", text = "" }: Attached = {}, channel = room): Written =>
      comings.sendFile(who, channel, { name, type, text }),
    joins: (channel: string): Act => comings.join(who, channel, null),
    /** Brings the bot into the channel. */
    invitesBot: (channel: string): Act => comings.join({ ...who, id: botUser }, channel, id),
  };
}
