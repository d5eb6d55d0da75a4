// Why a connection to Slack cannot be opened.

import type { Answer } from "./answer.ts";
import type { SlackApi } from "./api.ts";
import { LOST, type Troubled } from "./socket-trouble.ts";

/** What hinders the opening is learnt from Slack's answer, which the library makes a fault of. */
export function createHindrance(api: Pick<SlackApi, "call">, signal: AbortSignal) {
  let found: Troubled = LOST;
  const fetch = async (): Promise<Response> => {
    const answer = await api.call("messages", { method: "apps.connections.open", payload: {} }, { signal });
    if (answer.kind === "done") return Response.json(answer.result);
    found = toTroubled(answer);
    return Response.json({ ok: false, error: "not_opened" });
  };
  return { fetch, found: () => found };
}

function toTroubled(answer: Exclude<Answer, { kind: "done" }>): Troubled {
  switch (answer.kind) {
    case "unauthorised":
    // A token of another kind, or without the right to connect.
    case "closed":
      return { kind: "unauthorised" };
    case "failed":
      return { kind: "network", code: answer.code };
    case "wait":
      return { kind: "refused", code: "ratelimited", waitMs: answer.retryAfterMs };
    case "refused":
      return OTHER_REFUSALS[answer.code] ?? { kind: "refused", code: answer.code };
    case "gone":
    case "lost":
    case "stale":
      return { kind: "refused", code: answer.kind };
  }
}

const UNAUTHORISED: Troubled = { kind: "unauthorised" };
const OTHER_REFUSALS: Readonly<Record<string, Troubled | undefined>> = {
  user_removed_from_team: UNAUTHORISED,
  team_disabled: UNAUTHORISED,
  app_not_found: UNAUTHORISED,
  socket_mode_not_enabled: { kind: "disabled" },
  too_many_websockets: { kind: "crowded" },
};
