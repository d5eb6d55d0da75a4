// Asking Telegram for updates, one process at a time. An update is confirmed only after it was made durable.

import { setTimeout as delay } from "node:timers/promises";
import { z } from "zod";
import type { Answer } from "./answer.ts";
import type { TelegramApi } from "./api.ts";
import { createTrouble, type Step } from "./poller-trouble.ts";

export type Poller = {
  /** Ends a running call, waits until what came is durable, and confirms it. */
  stop(): Promise<void>;
};

export type PollerDeps = {
  readonly api: TelegramApi;
  /** Resolves once the updates are durable. The same ones may come again. */
  readonly onUpdates: (updates: readonly unknown[]) => Promise<void>;
  readonly log: (message: string, code?: string) => void;
  readonly allowedUpdates: readonly string[];
  readonly isLeader: () => boolean;
  readonly timeoutSeconds?: number;
  /** Ends early when the signal says so. */
  readonly sleep?: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly random?: () => number;
};

const LEADER_LOOK_MS = 1000;
/** An empty answer that comes sooner was no long polling, and asking again at once would be a flood. */
const TOO_SOON_MS = 500;
const TOO_SOON_PAUSE_MS = 50;
const CONFIRM_MS = 3000;

const updatesSchema = z.array(z.looseObject({ update_id: z.int().nonnegative() }));

/** Goes on whatever happens, until it is stopped. */
export function startPoller(deps: PollerDeps): Poller {
  const { log, random = Math.random, sleep = sleepFor } = deps;
  const ending = new AbortController();
  const trouble = createTrouble({ log, random });
  const intake = createIntake(deps, ending.signal);

  async function run(): Promise<void> {
    while (!ending.signal.aborted) {
      const pauseMs = await intake
        .step()
        .then(trouble.note)
        .catch(() => LEADER_LOOK_MS);
      if (pauseMs > 0) await sleep(pauseMs, ending.signal).catch(() => undefined);
    }
    if (!trouble.isOn()) await intake.confirm().catch(() => undefined);
  }

  const running = run();
  return {
    stop: () => {
      ending.abort();
      return running;
    },
  };
}

function createIntake(
  { api, onUpdates, allowedUpdates, isLeader, timeoutSeconds = 30 }: PollerDeps,
  signal: AbortSignal,
) {
  /** All before it is durable; `null` where all of that is confirmed. */
  let offset: number | null = null;

  async function step(): Promise<Step> {
    if (!isLeader()) {
      offset = null;
      return { kind: "idle", pauseMs: LEADER_LOOK_MS };
    }
    const began = performance.now();
    const from = offset === null ? {} : { offset };
    const answer = await api.call(
      "getUpdates",
      { ...from, limit: 100, timeout: timeoutSeconds, allowed_updates: allowedUpdates },
      { timeoutMs: (timeoutSeconds + 10) * 1000, signal },
    );
    if (answer.kind !== "done") return signal.aborted ? { kind: "idle", pauseMs: 0 } : toStep(answer);
    const updates = updatesSchema.safeParse(answer.result);
    if (!updates.success) return { kind: "network", code: "BODY" };
    if (updates.data.length > 0) return take(updates.data);
    // Numbers may begin anywhere after a quiet week, so none is kept.
    offset = null;
    return { kind: "went", pauseMs: performance.now() - began < TOO_SOON_MS ? TOO_SOON_PAUSE_MS : 0 };
  }

  async function take(updates: readonly { readonly update_id: number }[]): Promise<Step> {
    try {
      await onUpdates(updates);
    } catch {
      return { kind: "store" };
    }
    offset = Math.max(...updates.map(({ update_id }) => update_id)) + 1;
    return { kind: "went", pauseMs: 0 };
  }

  async function confirm(): Promise<void> {
    if (offset === null || !isLeader()) return;
    await api.call("getUpdates", { offset, limit: 1, timeout: 0 }, { timeoutMs: CONFIRM_MS });
  }

  return { step, confirm };
}

function toStep(answer: Exclude<Answer, { kind: "done" }>): Step {
  if (answer.kind === "wait") return { kind: "went", pauseMs: answer.retryAfterMs };
  if (answer.kind === "conflict" || answer.kind === "unauthorised") return { kind: answer.kind };
  if (answer.kind === "failed") return { kind: "network", code: answer.code };
  return { kind: "refused", code: answer.kind === "refused" ? String(answer.code) : answer.kind };
}

async function sleepFor(ms: number, signal: AbortSignal): Promise<void> {
  await delay(ms, undefined, { signal });
}
