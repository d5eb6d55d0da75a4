// The short-lived ids with which the windows of the fake Slack are opened.

import { type Refusal, refuse } from "./slack-server-arguments.ts";

export type Trigger = { readonly user: string; readonly at: number; readonly isInView: boolean; isUsed: boolean };

const REMEMBERED = 50_000;

export function createTriggers(now: () => number, takeId: (start: string) => string) {
  const triggers = new Map<string, Trigger>();
  const life = { triggerMs: 3000 };

  function issueTrigger(user: string, isInView: boolean): string {
    const id = `${Math.floor(now() / 1000)}.${triggers.size}.${takeId("t")}`;
    triggers.set(id, { user, at: now(), isInView, isUsed: false });
    if (triggers.size > REMEMBERED) triggers.delete(triggers.keys().next().value ?? "");
    return id;
  }

  /** Good for one view, and not for long. */
  function exchange(id: string | undefined): Trigger | Refusal {
    const trigger = triggers.get(id ?? "");
    if (!trigger) return refuse("invalid_trigger_id");
    if (trigger.isUsed) return refuse("exchanged_trigger_id");
    if (now() - trigger.at > life.triggerMs) return refuse("expired_trigger_id");
    trigger.isUsed = true;
    return trigger;
  }

  return { issueTrigger, exchange, life };
}
