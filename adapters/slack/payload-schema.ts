// What is read of a payload from Slack; whatever else it holds, names and handles first of all, is left behind.

import { z } from "zod";

import { LANGUAGES, type Language } from "../../src/language.ts";

/** A person's id. */
export const person = z.string().regex(/^[UW][A-Z0-9]{2,30}$/);
export const room = z.string().regex(/^[CDG][A-Z0-9]{2,30}$/);
const ts = z.string().regex(/^\d{1,20}\.\d{1,10}$/);
/** Any other id of Slack's own, passed back as it came. */
const id = z.string().regex(/^[\x21-\x7e]{1,255}$/);
const url = z.string().regex(/^https?:\/\/[\x21-\x7e]{1,2000}$/);

const text = z
  .string()
  .transform((given) => given.toWellFormed())
  .catch("");
/** Only whether it is there. */
const mark = z
  .unknown()
  .optional()
  .transform((given) => given !== undefined && given !== null && given !== false);
const maybe = <Schema extends z.ZodType>(schema: Schema) => schema.optional().catch(undefined);
const named = maybe(z.object({ id: maybe(id) }));
const locale = maybe(z.string());

/** What an event, a press and a command have in common. */
export const bodySchema = z.object({
  type: maybe(z.string()),
  command: mark,
  event: maybe(z.looseObject({ type: z.string() })),
  event_id: maybe(id),
  trigger_id: maybe(id),
  team_id: maybe(id),
  team: named,
  enterprise_id: maybe(id),
  enterprise: named,
  api_app_id: maybe(id),
});
export type Body = z.infer<typeof bodySchema>;

const file = z.object({ mimetype: text, subtype: text });
const attachment = z.object({ is_share: mark, is_msg_unfurl: mark, text, fallback: text });
/** One that cannot be read must not hide the others. */
const list = <Schema extends z.ZodType>(schema: Schema) =>
  z
    .array(z.unknown())
    .catch([])
    .transform((given) => given.flatMap((one) => schema.safeParse(one).data ?? []));

const posted = z.object({
  user: person,
  bot_id: mark,
  bot_profile: mark,
  is_ephemeral: mark,
  subtype: maybe(z.string()),
  text,
  ts,
  thread_ts: maybe(ts),
  edited: mark,
  files: list(file),
  attachments: list(attachment),
  user_locale: locale,
});

export const messageSchema = posted.extend({ channel: room, channel_type: maybe(z.string()) });
export type SlackMessage = z.infer<typeof messageSchema>;

export const changeSchema = z.object({
  channel: room,
  channel_type: maybe(z.string()),
  message: posted,
  previous_message: maybe(z.object({ text })),
});

export const openedSchema = z.object({ user: person, channel: maybe(room), tab: z.enum(["home", "messages"]) });

export const commandSchema = z.object({
  user_id: person,
  channel_id: maybe(room),
  response_url: maybe(url),
  trigger_id: id,
  text,
});

const view = z.object({ id, private_metadata: z.string().max(3000).catch("") });
const whoever = z.object({ id: person, locale });

export const pressSchema = z.object({
  user: whoever,
  trigger_id: id,
  actions: z.array(z.object({ value: z.string().min(1).max(2000) })).min(1),
  view: maybe(view.extend({ type: z.enum(["modal", "home"]) })),
  channel: maybe(z.object({ id: room })),
  message: maybe(z.object({ ts: maybe(ts), thread_ts: maybe(ts) })),
  container: maybe(z.object({ message_ts: maybe(ts), thread_ts: maybe(ts), is_ephemeral: mark })),
  response_url: maybe(url),
});

export const submitSchema = z.object({
  user: whoever,
  trigger_id: id,
  view: view.extend({
    callback_id: z.literal("w"),
    state: z.object({ values: z.object({ f: z.object({ t: z.object({ value: text }) }) }) }),
  }),
});

/** As a person's app is set, where Slack tells. */
export function toHint(given: string | undefined): Language | null {
  const start = given?.toLowerCase().split(/[-_]/u, 1)[0];
  return LANGUAGES.find((language) => language === start) ?? null;
}
