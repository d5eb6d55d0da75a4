// What Slack hears of a delivery: nothing before it is durable.

import type { App, ReceiverEvent } from "@slack/bolt";
import { z } from "zod";

import type { Language } from "../../src/language.ts";
import type { SlackIntake } from "./intake.ts";

export type AcknowledgeDeps = {
  readonly intake: SlackIntake;
  /** Stands in a window whose form was handed in until its answer comes. */
  readonly waitingView: (language: Language | null) => object;
  readonly log: (message: string, code?: string) => void;
};

export class Replayed extends Error {}

/** Rejects where the delivery must come again: then Slack hears no word of success. */
export type Acknowledge = (event: ReceiverEvent) => Promise<void>;

export function createAcknowledge({ intake, waitingView, log }: AcknowledgeDeps): {
  readonly acknowledge: Acknowledge;
  /** Said once, until something is stored again. */
  readonly onTooSlow: () => void;
} {
  let isFailing = false;
  const begin = (): void => {
    if (!isFailing) log("what Slack delivered could not be stored; Slack delivers it again");
    isFailing = true;
  };
  const take = async ({ body, customProperties }: ReceiverEvent): Promise<"stored" | "replayed" | "ignored"> => {
    const signature = signatureSchema.safeParse(customProperties).data?.signature ?? null;
    try {
      return await intake(body, { signature });
    } catch (fault) {
      begin();
      throw fault;
    }
  };
  const acknowledge: Acknowledge = async (event) => {
    const outcome = await take(event);
    if (outcome === "replayed") throw new Replayed("this was delivered before, and stored");
    if (isFailing && outcome === "stored") {
      log("what Slack delivers is stored again");
      isFailing = false;
    }
    const isForm = outcome === "stored" && formSchema.safeParse(event.body).success;
    await (isForm ? event.ack({ response_action: "update", view: waitingView(null) }) : event.ack());
  };
  return { acknowledge, onTooSlow: begin };
}

const signatureSchema = z.object({ signature: z.string() });
const formSchema = z.object({ type: z.literal("view_submission") });

/** A receiver asks nothing else of an app. */
export function asApp(acknowledge: Acknowledge): App {
  return { processEvent: acknowledge } as unknown as App;
}
