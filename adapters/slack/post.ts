// Calls that send: each waits for its turn, and what Slack asks for in return is obeyed.

import { createGate, createPace, type Gate, type Pace, type Sleep } from "../../src/chat/pace.ts";
import { type Answer, STOPPED } from "./answer.ts";
import type { SlackApi } from "./api.ts";
import type { Call, Use } from "./call.ts";
import { type MethodPace, PACES, type Paces, UNPACED } from "./paces.ts";

export type Post = {
  /** Waits for the turn of the method and channel; once aborted it waits no longer, and nothing is sent. Never rejects. */
  send(use: Use, call: Call, signal?: AbortSignal): Promise<Answer>;
  /** How long the call would have to wait now, in milliseconds, if nobody waited already. */
  waitMs(call: Call): number;
};

export type PostDeps = {
  readonly api: Pick<SlackApi, "call">;
  /** In milliseconds. */
  readonly monotonic: () => number;
  readonly sleep: Sleep;
  /** In place of the usual ones. */
  readonly limits?: Paces;
};

type Way = { readonly pace: Pace; readonly gate: Gate };

export function createPost({ api, monotonic, sleep, limits = PACES }: PostDeps): Post {
  // One for each method, as Slack counts: there are no more than Adep's own code names.
  const ways = new Map<string, Way>();
  const wayOf = (method: string): Way => {
    const way = ways.get(method) ?? openWay(limits.get(method) ?? UNPACED);
    ways.set(method, way);
    return way;
  };
  const openWay = ({ overall, channel }: MethodPace): Way => {
    const pace = createPace({ overall, chat: channel, group: channel }, monotonic);
    return { pace, gate: createGate(pace, sleep) };
  };
  return {
    waitMs: (call) => wayOf(call.method).pace.waitMs(channelOf(call), false),
    send: async (use, call, signal) => {
      const { pace, gate } = wayOf(call.method);
      if (!(await hasTurn(gate, channelOf(call), signal))) return STOPPED;
      const answer = await api.call(use, call);
      // For everybody: Slack counts all channels of the workspace together.
      if (answer.kind === "wait") pace.holdOff(null, answer.retryAfterMs);
      return answer;
    },
  };
}

type Soon = { readonly mostMs: number; readonly signal?: AbortSignal };

/** Where the turn is farther off than that, nothing is sent and the time is returned: others have the place meanwhile. */
export async function sendSoon(post: Post, use: Use, call: Call, { mostMs, signal }: Soon): Promise<Answer> {
  const busyMs = post.waitMs(call);
  return busyMs > mostMs ? { kind: "wait", retryAfterMs: busyMs } : post.send(use, call, signal);
}

function hasTurn(gate: Gate, channel: string, signal: AbortSignal | undefined): Promise<boolean> {
  return gate.enter(channel, false, signal).then(
    () => true,
    () => false,
  );
}

function channelOf({ payload: { channel } }: Call): string {
  return typeof channel === "string" ? channel : "";
}
