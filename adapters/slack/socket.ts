// Slack over a connection that Adep opens: nothing needs to be reachable from outside. Opened anew whenever it ends, for ever.

import { setTimeout as delay } from "node:timers/promises";

import { type AcknowledgeDeps, createAcknowledge } from "./acknowledge.ts";
import { type Line, type LineDeps, openLine } from "./socket-line.ts";
import { createSocketTrouble } from "./socket-trouble.ts";

export type SocketDeps = AcknowledgeDeps &
  Pick<LineDeps, "api" | "dispatcher"> & {
    /** Told once Slack delivers, and each time it does so after a trouble. */
    readonly onConnected?: () => void;
    readonly sleep?: (ms: number, signal: AbortSignal) => Promise<void>;
    readonly random?: () => number;
    readonly limits?: Partial<SocketLimits>;
  };

export type SocketLimits = {
  /** How long Slack may take to greet. */
  readonly helloMs: number;
  /** A connection that ends sooner was none. */
  readonly settleMs: number;
};

export type SlackSocket = {
  /** Takes in nothing more. Ends in time, whether Slack answers or not. */
  stop(): Promise<void>;
};

/** Where Slack asks for another connection each time. */
const ASKED_AGAIN_MS = 1_000;

const LIMITS: SocketLimits = { helloMs: 10_000, settleMs: 5_000 };

/** Never throws, and leaves no rejection unheard. */
export function startSocket(deps: SocketDeps): SlackSocket {
  const { api, dispatcher, log, onConnected = () => undefined, sleep = sleepUntil, random = Math.random } = deps;
  const { helloMs, settleMs } = { ...LIMITS, ...deps.limits };
  const ending = new AbortController();
  const { signal } = ending;
  const stopped = new Promise<"stopped">((resolve) => signal.addEventListener("abort", () => resolve("stopped")));
  const trouble = createSocketTrouble({ log, random });
  const { acknowledge } = createAcknowledge(deps);
  const lines = new Set<Line>();
  const closings = new Set<Promise<void>>();
  let isConnected = false;

  function open(): Line {
    const line = openLine({ api, acknowledge, helloMs, signal, ...(dispatcher ? { dispatcher } : {}) });
    lines.add(line);
    return line;
  }

  function close(line: Line): void {
    lines.delete(line);
    const closing = line.close().finally(() => closings.delete(closing));
    closings.add(closing);
  }

  function settle(): void {
    trouble.end();
    if (!isConnected) onConnected();
    isConnected = true;
  }

  /** Until it ends, or another is to take its place: then it stays open. */
  async function keep(line: Line): Promise<void> {
    if (!trouble.isOn()) settle();
    const settling = new AbortController();
    const early = await Promise.race([line.leaving, stopped, sleep(settleMs, settling.signal)]);
    settling.abort();
    if (early === "stopped") return;
    if (early === undefined) settle();
    const leaving = early ?? (await Promise.race([line.leaving, stopped]));
    if (leaving === "stopped") return;
    const isSudden = early !== undefined;
    if (leaving.kind === "asked") return isSudden ? sleep(ASKED_AGAIN_MS, signal) : undefined;
    close(line);
    if (isSudden || leaving.kind !== "network") await wait(leaving);
  }

  async function wait(troubled: Parameters<typeof trouble.note>[0]): Promise<void> {
    isConnected = false;
    await sleep(trouble.note(troubled), signal);
  }

  async function run(): Promise<void> {
    while (!signal.aborted) {
      const old = [...lines];
      const line = open();
      const hindrance = await Promise.race([line.opened, stopped]);
      if (hindrance === "stopped") return;
      if (hindrance) {
        close(line);
        await wait(hindrance);
      } else {
        for (const one of old) close(one);
        await keep(line);
      }
    }
  }

  const running = run();
  return {
    stop: async () => {
      ending.abort();
      await running;
      for (const line of [...lines]) close(line);
      await Promise.all(closings);
    },
  };
}

function sleepUntil(ms: number, signal: AbortSignal): Promise<void> {
  return delay(ms, undefined, { signal, ref: false }).catch(() => undefined);
}
