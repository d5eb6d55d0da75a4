// How fast each method of Slack may be called. Slack counts for each method and workspace.

import type { Limit } from "../../src/chat/flow.ts";

/** `channel` counts what goes to one channel. */
export type MethodPace = { readonly overall: Limit; readonly channel: Limit };
/** By method. */
export type Paces = ReadonlyMap<string, MethodPace>;

/** Measured at Slack's end, so a little less than it says. */
const ONE_A_SECOND: Limit = { count: 1, windowMs: 1_050 };
/** Tier 3: 50 a minute and more. */
const TIER_3: Limit = { count: 45, windowMs: 60_000 };
/** Tier 4: 100 a minute and more. */
const TIER_4: Limit = { count: 90, windowMs: 60_000 };

/** Methods that are not named go at once. */
export const PACES: Paces = new Map([
  ["chat.postMessage", { overall: { count: 10, windowMs: 1_000 }, channel: ONE_A_SECOND }],
  ["chat.update", { overall: TIER_3, channel: ONE_A_SECOND }],
  ["chat.delete", { overall: TIER_3, channel: ONE_A_SECOND }],
  ["chat.postEphemeral", { overall: TIER_4, channel: TIER_4 }],
]);

/** No time at all has to pass between two calls. */
export const UNPACED: MethodPace = { overall: { count: 1, windowMs: 0 }, channel: { count: 1, windowMs: 0 } };
