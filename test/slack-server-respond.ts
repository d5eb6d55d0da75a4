// The addresses at which the fake Slack takes answers to a command or a press, five times within half an hour.

import { z } from "zod";
import { type Answered, done, type Refusal, refuse } from "./slack-server-arguments.ts";
import type { createChat } from "./slack-server-chat.ts";
import { faultOfMessage } from "./slack-server-checks.ts";
import type { Ephemeral, Json, Memory, Stored } from "./slack-server-memory.ts";

/** What was pressed; `null` for a command, whose answers Slack never finds again. */
export type Original = Stored | Ephemeral | null;
type Ground = {
  readonly user: string;
  readonly channel: string;
  readonly thread: string | null;
  readonly original: Original;
};
type Address = Ground & { readonly at: number; uses: number };
type Deps = { readonly memory: Memory; readonly chat: ReturnType<typeof createChat>; readonly now: () => number };

const REMEMBERED = 50_000;
const flag = z.boolean().default(false);
const response = z.looseObject({
  text: z.string().default(""),
  blocks: z.array(z.looseObject({ type: z.string() })).default([]),
  response_type: z.enum(["ephemeral", "in_channel"]).default("ephemeral"),
  replace_original: flag,
  delete_original: flag,
});

export type Responses = ReturnType<typeof createResponses>;

export function createResponses({ memory, chat, now }: Deps) {
  const addresses = new Map<string, Address>();
  const limits = { uses: 5, lifeMs: 30 * 60_000 };

  function issue(ground: Ground): string {
    const id = memory.takeId("R");
    addresses.set(id, { ...ground, at: now(), uses: 0 });
    if (addresses.size > REMEMBERED) addresses.delete(addresses.keys().next().value ?? "");
    return id;
  }

  function respond(id: string, body: Json): Answered {
    const address = addresses.get(id);
    if (!address || now() - address.at > limits.lifeMs) return refuse("expired_url");
    if (address.uses >= limits.uses) return refuse("used_url");
    const read = response.safeParse(body);
    if (!read.success) return refuse("invalid_payload");
    const { text, blocks, ...wanted } = read.data;
    const { original } = address;
    if (wanted.delete_original) return original ? use(address, () => removeOriginal(original)) : refuse("no_original");
    if (text === "" && blocks.length === 0) return refuse("no_text");
    const fault = faultOfMessage({ text, blocks });
    if (fault) return fault;
    const written = { text, blocks: memory.nameBlocks(blocks) };
    if (wanted.replace_original && original) return use(address, () => replaceOriginal(original, written));
    return use(address, () =>
      wanted.response_type === "in_channel" ? postOpenly(address, read.data) : whisper(address, written),
    );
  }

  function use(address: Address, act: () => Refusal | undefined): Answered {
    address.uses += 1;
    return act() ?? done();
  }

  function replaceOriginal(original: Stored | Ephemeral, written: Pick<Stored, "text" | "blocks">): undefined {
    if ("isOwn" in original) chat.change(original, written);
    else Object.assign(original, { ...written, edits: original.edits + 1 });
  }

  function removeOriginal(original: Stored | Ephemeral): undefined {
    original.isDeleted = true;
  }

  /** Works where the bot is no member, too. */
  function postOpenly({ channel, thread }: Address, { text, blocks }: z.infer<typeof response>): Refusal | undefined {
    const posted = chat.post({ channel, text, blocks, thread_ts: thread ?? undefined });
    return posted.ok ? undefined : posted;
  }

  function whisper({ user, channel, thread }: Address, written: Pick<Stored, "text" | "blocks">): undefined {
    chat.keepAside({ user, channel, thread, via: "response_url", ...written });
  }

  return { issue, respond, limits };
}
