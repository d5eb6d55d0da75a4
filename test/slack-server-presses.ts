// What people do in the fake Slack with the buttons a bot showed them.

import { buttonsOf, type SeenButton } from "./slack-server-look.ts";
import type { Ephemeral, Json, Stored } from "./slack-server-memory.ts";
import type { Who } from "./slack-server-payloads.ts";
import type { Act, Deps, Doings } from "./slack-server-people.ts";
import type { View } from "./slack-server-view.ts";

/** Where the button is: "dm" the latest message with it in the person's own room, "aside" the latest only they see, or a channel's id. */
export type Where = "dm" | "window" | "home" | "aside" | (string & {}) | Stored | Ephemeral | View;
/** By its label, its place, or as a forger would, by whatever is to be sent. */
export type Which =
  | string
  | number
  | { readonly label?: string; readonly index?: number; readonly value?: string; readonly actionId?: string };
type Surface = Stored | Ephemeral | View;

export type Presses = ReturnType<typeof createPresses>;

export function createPresses({ memory, views, responses, payloads, respondUrl }: Deps, doings: Doings) {
  /** Where somebody could press this, the latest first. */
  function surfaces(who: Who, where: Where): readonly Surface[] {
    if (typeof where !== "string") return [where];
    if (where === "window") return (views.stacks.get(who.id) ?? []).slice(-1);
    if (where === "home") return [views.homes.get(who.id)].filter((view) => view !== undefined);
    if (where === "aside") return memory.ephemerals.filter((seen) => seen.user === who.id && !seen.isDeleted).reverse();
    const { messages } = doings.roomAt(where === "dm" ? who.id : where);
    return messages.filter((stored) => stored.isOwn && !stored.isDeleted).reverse();
  }

  /** Throws where nobody could press this. */
  function findButton(
    who: Who,
    where: Where,
    which: Which,
  ): { readonly surface: Surface; readonly button: SeenButton } {
    const { label, index, value, actionId } = toWanted(which);
    for (const surface of surfaces(who, where)) {
      const buttons = buttonsOf(surface).filter((button) => actionId === undefined || button.actionId === actionId);
      const named = label === undefined ? buttons : buttons.filter((button) => button.label === label);
      const alike = named.length > 0 ? named : buttons.filter((button) => button.label.includes(label ?? ""));
      const button = alike[index ?? 0];
      if (button) return { surface, button: value === undefined ? button : { ...button, value } };
    }
    throw new Error(`nowhere there is a button ${JSON.stringify(which)}`);
  }

  function press(who: Who, where: Where, which: Which): Act & { readonly triggerId: string } {
    const { surface, button } = findButton(who, where, which);
    const triggerId = views.issueTrigger(who.id, "root_view_id" in surface && surface.type === "modal");
    const fields = { trigger_id: triggerId, ...describe(who, surface), actions: [toAction(button, memory.takeTs())] };
    return { ...doings.bring("interaction", payloads.interaction(who, "block_actions", fields)), triggerId };
  }

  function describe(who: Who, surface: Surface): Json {
    if ("root_view_id" in surface) return { container: { type: "view", view_id: surface.id }, view: surface };
    const { ts, channel, thread } = surface;
    const isAside = !("isOwn" in surface);
    const place = { channel_id: channel, message_ts: ts, ...(thread === null ? {} : { thread_ts: thread }) };
    const address = responses.issue({ user: who.id, channel, thread, original: surface });
    return {
      container: { type: "message", ...place, is_ephemeral: isAside },
      channel: payloads.channelOf(doings.roomAt(channel)),
      ...(isAside ? {} : { message: doings.shown(surface) }),
      state: { values: {} },
      response_url: respondUrl(address),
    };
  }

  function give(who: Who, verdict: "positive" | "negative", where: Where): Act {
    const index = verdict === "positive" ? 0 : 1;
    for (const surface of surfaces(who, where)) {
      const button = buttonsOf(surface).filter(({ kind }) => kind === "feedback")[index];
      if (button) return press(who, surface, { actionId: button.actionId, index });
    }
    throw new Error("nowhere anything can be said of an answer");
  }

  return { press, give };
}

function toWanted(which: Which): Exclude<Which, string | number> {
  if (typeof which === "string") return { label: which };
  return typeof which === "number" ? { index: which } : which;
}

function toAction({ kind, actionId, blockId, text, value, url, style }: SeenButton, ts: string): Json {
  const named = { action_id: actionId, block_id: blockId, text, action_ts: ts };
  const extra = {
    ...(value === null ? {} : { value }),
    ...(url === null ? {} : { url }),
    ...(style === null ? {} : { style }),
  };
  return { ...named, ...extra, type: kind === "feedback" ? "feedback_buttons" : "button" };
}
