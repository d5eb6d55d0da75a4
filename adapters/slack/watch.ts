// Slack's API, watched: what Slack asks to wait for is waited for by whoever calls next, and a token that is taken back is told.

import type { Answer } from "./answer.ts";
import type { SlackApi } from "./api.ts";

export type WatchDeps = {
  readonly api: SlackApi;
  readonly monotonic: () => number;
  readonly log: (message: string, code?: string) => void;
};

export function watchApi({ api, monotonic, log }: WatchDeps): SlackApi {
  const heldUntil = new Map<string, number>();
  let isRefused = false;
  // At the start whoever connects says so.
  let wasAccepted = false;
  const note = (method: string, answer: Answer): void => {
    if (answer.kind === "wait") heldUntil.set(method, monotonic() + answer.retryAfterMs);
    if (answer.kind === "unauthorised" && wasAccepted && !isRefused) {
      isRefused = true;
      log("Slack does not accept SLACK_BOT_TOKEN any more: get a new one and start again; everything else goes on");
    }
    if (answer.kind !== "done") return;
    wasAccepted = true;
    if (!isRefused) return;
    isRefused = false;
    log("Slack accepts SLACK_BOT_TOKEN again");
  };
  return {
    ...api,
    call: async (use, call, options) => {
      const waitMs = (heldUntil.get(call.method) ?? 0) - monotonic();
      if (waitMs > 0) return { kind: "wait", retryAfterMs: waitMs };
      const answer = await api.call(use, call, options);
      note(call.method, answer);
      return answer;
    },
  };
}
