// Faults that fall on the fake Slack while it works: on what it is asked, and on what it delivers.

import { setTimeout as wait } from "node:timers/promises";

import type { SlackServer } from "../slack-server.ts";
import type { Result } from "../slack-server-deliver.ts";
import type { Fault } from "../slack-server-faults.ts";
import type { Chance } from "./seeded.ts";

const FAULTS: readonly Fault[] = [
  { refusal: "internal_error" },
  { refusal: "fatal_error" },
  { status: 500 },
  { status: 502 },
  { status: 503, isDone: true },
  { status: 504, isDone: true },
  "drop-before",
  "drop-after",
  "drop-after",
  "html",
  "hang-before",
  "hang-after",
];
/** With how many of sixteen faults each is met. */
const MET: readonly string[] = [
  ...Array<string>(7).fill("chat.postMessage"),
  ...Array<string>(3).fill("respond"),
  ...["chat.postEphemeral", "chat.update", "views.publish", "conversations.open"],
  ...["conversations.history", "assistant.threads.setStatus"],
];
/** One of so many faults is a 429. */
const LIMITED = 12;

/** One fault after another until it is stopped; returns how many fell. */
export function startRain(server: SlackServer, chance: Chance, everyMs: number): () => number {
  let count = 0;
  let isOver = false;
  const rain = async (): Promise<void> => {
    while (!isOver) {
      await wait(everyMs / 2 + chance.below(everyMs));
      if (isOver) return;
      const method = chance.pick(MET);
      // Every answer to a command has an address of its own, and a limit of its own.
      if (method !== "respond" && chance.below(LIMITED) === 0) server.limit(method, 1 + chance.below(3));
      else server.plan(method, chance.pick(FAULTS));
      count += 1;
    }
  };
  void rain();
  return () => {
    isOver = true;
    return count;
  };
}

export type Troubles = {
  /** Exact copies of what was delivered before, and those that were not turned away. */
  readonly replays: number;
  readonly replaysTaken: number;
  readonly lostAcks: number;
  readonly overtaken: number;
};

/** One of so many deliveries is overtaken by later ones, is replayed, or its acknowledgement is lost. */
const ONE_OF = 20;
const LONGEST_DETOUR_MS = 2_500;

/** For deliveries over HTTP and over sockets. */
export function troubleDeliveries({ push, sockets, patience }: SlackServer, chance: Chance): Troubles {
  const troubles = { replays: 0, replaysTaken: 0, lostAcks: 0, overtaken: 0 };
  patience.duplicateShare = 0.08;
  const { send } = push;
  const { carry } = sockets;
  const isMet = (): boolean => chance.below(ONE_OF) === 0;

  async function detour(): Promise<void> {
    if (!isMet()) return;
    troubles.overtaken += 1;
    await wait(chance.below(LONGEST_DETOUR_MS));
  }

  /** Slack hears nothing of it, and will come again. */
  function lose<Taken extends Result | null>(result: Taken): Result | Taken {
    if (!result?.isTaken || !isMet()) return result;
    troubles.lostAcks += 1;
    return { ...result, isTaken: false, reason: "http_timeout", isFinal: false };
  }

  push.send = async (signed, isAgain) => {
    // Commands and presses are not repeated by Slack, and wait for nothing.
    const isEvent = signed.headers["content-type"] === "application/json";
    if (isEvent) await detour();
    const result = await send(signed, isAgain);
    // Of what the bot said itself nothing is kept, so nothing is known of it either.
    if (result.isTaken && isMet() && !signed.body.includes('"bot_id"')) {
      troubles.replays += 1;
      void wait(chance.below(LONGEST_DETOUR_MS)).then(async () => {
        if ((await send(signed)).isTaken) troubles.replaysTaken += 1;
      });
    }
    return isEvent ? lose(result) : result;
  };
  sockets.carry = async (parcel, attempt) => {
    const isEvent = parcel.kind === "event";
    if (isEvent) await detour();
    const result = await carry(parcel, attempt);
    return isEvent ? lose(result) : result;
  };
  return troubles;
}
