// What people do in the fake Slack with the windows a bot opened: fill them in, close them.

import { view as readView } from "./slack-server-arguments.ts";
import type { Ack } from "./slack-server-deliver.ts";
import type { Json } from "./slack-server-memory.ts";
import type { Who } from "./slack-server-payloads.ts";
import type { Act, Deps, Doings } from "./slack-server-people.ts";
import type { View } from "./slack-server-view.ts";

export type Windows = ReturnType<typeof createWindows>;

export function createWindows({ views, payloads }: Deps, doings: Doings) {
  function windowOf(who: Who, where: View | "window"): View {
    const found = where === "window" ? views.stacks.get(who.id)?.at(-1) : where;
    if (!found) throw new Error("no window is open");
    return found;
  }

  /** What the person wrote goes into the first field, and is held to the field's own limits. */
  function submit(who: Who, where: View | "window", text: string | null): Act & { readonly triggerId: string } {
    const surface = windowOf(who, where);
    if (!surface["submit"]) throw new Error("this window cannot be handed in");
    const view = { ...surface, state: { values: fill(surface, text) } };
    const triggerId = views.issueTrigger(who.id, true);
    const fields = { trigger_id: triggerId, view, response_urls: [] };
    const act = doings.bring("interaction", payloads.interaction(who, "view_submission", fields));
    return { ...act, triggerId, ack: act.ack.then((ack) => follow(who, surface, ack)) };
  }

  /** What Slack does with a window once the bot said what becomes of it. */
  function follow(who: Who, surface: View, ack: Ack): Ack {
    if (!ack.isAcknowledged) return ack;
    const said = (typeof ack.body === "object" ? ack.body : null) as {
      response_action?: string;
      view?: unknown;
    } | null;
    const given = readView.safeParse(said?.view);
    if (said?.response_action === "errors") return ack;
    if (said?.response_action === "clear") views.stacks.set(who.id, []);
    else if (said?.response_action === "update" && given.success) views.replace(who.id, surface, given.data);
    else if (said?.response_action === "push" && given.success) views.pushOn(who.id, given.data);
    else views.leave(who.id, surface.id);
    return ack;
  }

  function close(who: Who, where: View | "window"): Act | null {
    const surface = windowOf(who, where);
    views.leave(who.id, surface.id);
    if (surface["notify_on_close"] !== true) return null;
    return doings.bring("interaction", payloads.interaction(who, "view_closed", { view: surface, is_cleared: false }));
  }

  return { submit, close };
}

type Field = {
  readonly type: string;
  readonly action_id: string;
  readonly initial_value?: string;
  readonly min_length?: number;
  readonly max_length?: number;
};

/** `null` leaves what stands there. */
function fill(view: View, text: string | null): Json {
  const block = view.blocks.find(({ type }) => type === "input");
  if (!block) return {};
  const field = block["element"] as Field;
  const value = text ?? field.initial_value ?? "";
  const length = value.length;
  const isMissing = length === 0 && block["optional"] !== true;
  if (isMissing || (length > 0 && length < (field.min_length ?? 0)) || length > (field.max_length ?? 3000)) {
    throw new Error(`Slack would not let ${length} characters be handed in`);
  }
  return { [block.block_id]: { [field.action_id]: { type: field.type, value: value === "" ? null : value } } };
}
