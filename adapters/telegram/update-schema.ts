// What is read of an update from Telegram; whatever else it holds, names and handles first of all, is left behind.

import { z } from "zod";

const id = z.int();
const text = z
  .string()
  .min(1)
  .transform((given) => given.toWellFormed())
  .optional()
  .catch(undefined);
/** Only whether it is there. */
const mark = z
  .unknown()
  .optional()
  .transform((given) => given !== undefined && given !== null && given !== false);

const sender = z.object({ id, is_bot: mark, language_code: z.string().optional().catch(undefined) });
const chat = z.object({ id, type: z.enum(["private", "group", "supergroup", "channel"]) });
const placed = z.object({
  message_id: id,
  chat,
  message_thread_id: id.optional().catch(undefined),
  is_topic_message: mark,
});
const answered = z
  .object({
    message_id: id,
    from: z.object({ id }).optional().catch(undefined),
    text,
    caption: text,
    forum_topic_created: mark,
  })
  .optional()
  .catch(undefined);

/** In the order in which they are looked for: an animation is a document as well, a venue a location. */
export const MEDIA_FIELDS = {
  photo: "photo",
  voice: "voice",
  audio: "voice",
  video: "video",
  video_note: "video",
  animation: "video",
  document: "document",
  sticker: "sticker",
  venue: "location",
  location: "location",
  contact: "contact",
  poll: "poll",
  dice: "other",
  game: "other",
  story: "other",
  paid_media: "other",
  checklist: "other",
} as const;

// `fromEntries` forgets which names there are.
const mediaMarks = Object.fromEntries(Object.keys(MEDIA_FIELDS).map((field) => [field, mark])) as Record<
  keyof typeof MEDIA_FIELDS,
  typeof mark
>;

export const messageSchema = placed.extend({
  from: sender.optional().catch(undefined),
  sender_chat: mark,
  text,
  caption: text,
  reply_to_message: answered,
  media_group_id: z.string().optional().catch(undefined),
  edit_date: mark,
  forward_origin: mark,
  forward_from: mark,
  forward_from_chat: mark,
  forward_date: mark,
  ...mediaMarks,
});
export type TelegramMessage = z.infer<typeof messageSchema>;

export const pressSchema = z.object({
  id: z.string().min(1),
  from: sender,
  data: z.string().min(1),
  message: placed.extend({ reply_to_message: answered }),
});

const standing = z.object({ status: z.string() });
export const membershipSchema = z.object({
  chat,
  from: sender,
  old_chat_member: standing,
  new_chat_member: standing,
});

export const updateSchema = z.object({
  update_id: id.nonnegative(),
  message: z.unknown().optional(),
  edited_message: z.unknown().optional(),
  channel_post: z.unknown().optional(),
  callback_query: z.unknown().optional(),
  my_chat_member: z.unknown().optional(),
});
