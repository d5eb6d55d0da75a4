// The windows and home pages of the fake Slack.

import {
  type Answered,
  done,
  type GivenView,
  type Method,
  method,
  refuse,
  type Viewing,
  viewing,
} from "./slack-server-arguments.ts";
import { faultOfView } from "./slack-server-checks.ts";
import type { Identity, Memory } from "./slack-server-memory.ts";
import { createTriggers } from "./slack-server-triggers.ts";
import { createBuilder, type View } from "./slack-server-view.ts";

type Deps = { readonly memory: Memory; readonly own: Identity; readonly now: () => number };

const DEEPEST = 3;

export type Views = ReturnType<typeof createViews>;

export function createViews({ memory, own, now }: Deps) {
  const { issueTrigger, exchange, life } = createTriggers(now, memory.takeId);
  /** Of each person, the topmost last. */
  const stacks = new Map<string, View[]>();
  const homes = new Map<string, View>();
  const owners = new Map<string, string>();
  const build = createBuilder({ memory, own, now });

  function open({ view, trigger_id }: Viewing): Answered {
    const fault = view.type === "modal" ? faultOfView(view) : refuse("invalid_arguments", "not a modal");
    if (fault) return fault;
    const trigger = exchange(trigger_id);
    if ("ok" in trigger) return trigger;
    const id = memory.takeId("V");
    const opened = build(view, { id, previous: null, root: id });
    owners.set(id, trigger.user);
    stacks.set(trigger.user, [opened]);
    return done({ view: opened });
  }

  function push({ view, trigger_id }: Viewing): Answered {
    const fault = faultOfView(view);
    if (fault) return fault;
    const trigger = exchange(trigger_id);
    if ("ok" in trigger) return trigger;
    const stack = stacks.get(trigger.user) ?? [];
    const [top] = stack.slice(-1);
    if (!trigger.isInView || !top) return refuse("not_found");
    return pushOn(trigger.user, view, stack);
  }

  function pushOn(user: string, view: GivenView, stack: readonly View[] = stacks.get(user) ?? []): Answered {
    if (stack.length >= DEEPEST) return refuse("push_limit_reached");
    const id = memory.takeId("V");
    const pushed = build(view, { id, previous: stack.at(-1)?.id ?? null, root: stack[0]?.id ?? id });
    owners.set(id, user);
    stacks.set(user, [...stack, pushed]);
    return done({ view: pushed });
  }

  function update({ view, view_id, external_id, hash }: Viewing): Answered {
    const fault = faultOfView(view);
    if (fault) return fault;
    const found = find(
      ({ id, external_id: name }) => (view_id ? id === view_id : name !== "" && name === external_id),
      view_id,
    );
    if (!found) return refuse("not_found");
    if (hash !== undefined && hash !== found.view.hash) return refuse("hash_conflict");
    return done({ view: replace(found.user, found.view, view) });
  }

  function find(isSought: (view: View) => boolean, id?: string): { user: string; view: View } | null {
    const users = id === undefined ? [...stacks.keys()] : [owners.get(id) ?? ""];
    for (const user of users) {
      const view = stacks.get(user)?.find(isSought);
      if (view) return { user, view };
    }
    return null;
  }

  function replace(user: string, before: View, given: GivenView): View {
    const after = build(given, { id: before.id, previous: before.previous_view_id, root: before.root_view_id });
    stacks.set(
      user,
      (stacks.get(user) ?? []).map((view) => (view.id === before.id ? after : view)),
    );
    return after;
  }

  /** Closes this window and those above it. */
  function leave(user: string, id: string): void {
    const stack = stacks.get(user) ?? [];
    const at = stack.findIndex((view) => view.id === id);
    if (at >= 0) stacks.set(user, stack.slice(0, at));
  }

  function publish({ view, user_id, hash }: Viewing): Answered {
    const fault = view.type === "home" ? faultOfView(view) : refuse("invalid_arguments", "not a home");
    if (fault) return fault;
    const user = user_id ?? "";
    const before = homes.get(user);
    if (!memory.people.has(user)) return refuse("user_not_found");
    if (hash !== undefined && hash !== before?.hash) return refuse("hash_conflict");
    const id = before?.id ?? memory.takeId("V");
    const published = build(view, { id, previous: null, root: id });
    homes.set(user, published);
    return done({ view: published });
  }

  const methods = new Map<string, Method>([
    ["views.open", method(viewing, open)],
    ["views.push", method(viewing, push)],
    ["views.update", method(viewing, update)],
    ["views.publish", method(viewing, publish)],
  ]);
  return { methods, stacks, homes, life, issueTrigger, replace, pushOn, leave };
}
