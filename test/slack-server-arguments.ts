// How the fake Slack reads what it is sent, and the words in which it refuses.

import type { IncomingMessage } from "node:http";
import { parse } from "node:querystring";
import { z } from "zod";
import type { Json } from "./slack-server-memory.ts";

export type Outcome = { readonly ok: true } & Json;
export type Refusal = { readonly ok: false; readonly error: string } & Json;
export type Answered = Outcome | Refusal;
export type Method = (payload: Json) => Answered;

export const done = (fields: Json = {}): Outcome => ({ ok: true, ...fields });

export function refuse(error: string, ...messages: readonly string[]): Refusal {
  if (messages.length === 0) return { ok: false, error };
  return {
    ok: false,
    error,
    errors: messages,
    response_metadata: { messages: messages.map((text) => `[ERROR] ${text}`) },
  };
}

/** Written as JSON within a form. */
const NESTED = new Set(["blocks", "view", "prompts", "attachments", "metadata", "loading_messages"]);

export async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}

/** `null` where it cannot be read. */
export function readArguments(body: string, type: string): Json | null {
  try {
    if (type.startsWith("application/json")) return z.record(z.string(), z.unknown()).parse(JSON.parse(body));
    const fields = Object.entries(parse(body, "&", "=", { maxKeys: 200 }));
    return Object.fromEntries(fields.map(([name, value]) => [name, NESTED.has(name) ? unfold(String(value)) : value]));
  } catch {
    return null;
  }
}

function unfold(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

const blocks = z.array(z.looseObject({ type: z.string() }));
const flag = z.union([z.boolean(), z.stringbool()]).default(false);
const count = z.coerce.number().int();

export const sending = z.looseObject({
  channel: z.string(),
  text: z.string().default(""),
  blocks: blocks.optional(),
  thread_ts: z.string().optional(),
});
export type Sending = z.infer<typeof sending>;
export const aside = sending.extend({ user: z.string() });
export const editing = sending.extend({ ts: z.string() });
export const ofMessage = z.looseObject({ channel: z.string(), ts: z.string() });
export const reading = z.looseObject({
  channel: z.string(),
  oldest: z.string().default("0"),
  latest: z.string().optional(),
  inclusive: flag,
  limit: count.min(1).max(999).default(100),
  cursor: z.string().optional(),
});
export type Reading = z.infer<typeof reading>;
export const opening = z.looseObject({ users: z.string().optional(), channel: z.string().optional() });
export const view = z.looseObject({ type: z.string(), blocks, private_metadata: z.string().default("") });
export type GivenView = z.infer<typeof view>;
export const viewing = z.looseObject({
  view,
  trigger_id: z.string().optional(),
  view_id: z.string().optional(),
  external_id: z.string().optional(),
  user_id: z.string().optional(),
  hash: z.string().optional(),
});
export type Viewing = z.infer<typeof viewing>;
const prompt = z.object({ title: z.string().min(1), message: z.string().min(1) });
export const prompting = z.looseObject({
  channel_id: z.string(),
  thread_ts: z.string().optional(),
  title: z.string().default(""),
  prompts: z.array(prompt).min(1).max(4),
});
export const stating = z.looseObject({ channel_id: z.string(), thread_ts: z.string(), status: z.string() });

/** Refuses what does not fit the schema, as Slack does. */
export function method<Payload>(schema: z.ZodType<Payload>, perform: (payload: Payload) => Answered): Method {
  return (payload) => {
    const read = schema.safeParse(payload);
    if (read.success) return perform(read.data);
    const at = read.error.issues[0]?.path.join("/") ?? "";
    if (at === "channel") return refuse("channel_not_found");
    if (at.startsWith("blocks")) return refuse("invalid_blocks", `malformed [json-pointer:/${at}]`);
    return refuse("invalid_arguments", `malformed [json-pointer:/${at}]`);
  };
}
