// What the fake Slack is told when it starts, and what holds otherwise. Nothing here is real.

import type { Patience } from "./slack-server-deliver.ts";
import type { Identity, Room } from "./slack-server-memory.ts";

export const OWN: Identity = {
  team: "T0FAKETEAM",
  domain: "fake-team",
  enterprise: "E0FAKEORG",
  app: "A0FAKEAPP",
  user: "U0FAKEBOT",
  bot: "B0FAKEBOT",
  name: "adep",
};
export const TOKENS = { bot: "xoxb-canary-bot-token", app: "xapp-canary-app-token" };
/** What the app asked to be told of. */
export const EVENTS = ["app_home_opened", "message.im", "app_mention", "member_joined_channel"];

export type ChannelFields = Partial<Pick<Room, "kind" | "name" | "isArchived">> & {
  readonly members?: readonly string[];
  /** Whether the bot is in it; it is, unless told otherwise. */
  readonly hasBot?: boolean;
};
export type Settings = {
  readonly signingSecret?: string;
  /** Installed for a whole organisation: `team` is `null` where people press. */
  readonly isEnterprise?: boolean;
  readonly patience?: Partial<Patience>;
  /** How many deliveries are on their way at once over HTTP. */
  readonly concurrency?: number;
  /** How many calls and deliveries are remembered at least. */
  readonly kept?: number;
  readonly port?: number;
};

export const PATIENCE: Patience = {
  timeLimitMs: 3000,
  retryDelaysMs: [0, 60_000, 300_000],
  isRepeatingAll: false,
  duplicateShare: 0,
};
