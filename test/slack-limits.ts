// What Slack takes in a message, a window or a home page, as strict as Slack's own reading: nothing unknown, nothing too long.

import { z } from "zod";

/** Slack's word for what is wrong, and where it is. */
export type LimitFault = { readonly code: string; readonly reason: string };

type Json = Readonly<Record<string, unknown>>;

const words = (most: number) =>
  z
    .string()
    .min(1)
    .max(most)
    .refine((text) => text.isWellFormed(), "half a character");
const id = words(255);
const https = words(3000).refine((url) => URL.canParse(url) && new URL(url).protocol === "https:", "no https address");
const plainText = (most: number) =>
  z.strictObject({ type: z.literal("plain_text"), text: words(most), emoji: z.boolean().optional() });
const mrkdwn = z.strictObject({ type: z.literal("mrkdwn"), text: words(3000), verbatim: z.boolean().optional() });
const textObject = z.discriminatedUnion("type", [plainText(3000), mrkdwn]);

const style = z
  .strictObject({ bold: z.boolean(), italic: z.boolean(), strike: z.boolean(), code: z.boolean() })
  .partial();
const richElement = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("text"), text: words(3000), style: style.optional() }),
  z.strictObject({ type: z.literal("link"), url: https, text: words(3000).optional(), style: style.optional() }),
  z.strictObject({ type: z.literal("user"), user_id: id, style: style.optional() }),
  z.strictObject({ type: z.literal("broadcast"), range: z.enum(["here", "channel", "everyone"]) }),
  z.strictObject({ type: z.literal("channel"), channel_id: id }),
  z.strictObject({ type: z.literal("emoji"), name: words(100), unicode: words(100).optional() }),
]);
const section = z.strictObject({ type: z.literal("rich_text_section"), elements: z.array(richElement).min(1) });
const richSegment = z.discriminatedUnion("type", [
  section,
  z.strictObject({ type: z.literal("rich_text_quote"), elements: z.array(richElement).min(1) }),
  z.strictObject({ type: z.literal("rich_text_preformatted"), elements: z.array(richElement).min(1) }),
  z.strictObject({
    type: z.literal("rich_text_list"),
    style: z.enum(["bullet", "ordered"]),
    elements: z.array(section).min(1),
  }),
]);

const button = z
  .strictObject({
    type: z.literal("button"),
    action_id: id.optional(),
    text: plainText(75),
    value: words(2000).optional(),
    url: words(3000)
      .refine((url) => URL.canParse(url))
      .optional(),
    style: z.enum(["primary", "danger"]).optional(),
    accessibility_label: words(75).optional(),
  })
  .refine(({ value, url }) => value !== undefined || url !== undefined, "a button does nothing");
const half = z.strictObject({ text: plainText(75), value: words(2000), accessibility_label: words(75).optional() });
const feedback = z.strictObject({
  type: z.literal("feedback_buttons"),
  action_id: id.optional(),
  positive_button: half,
  negative_button: half,
});
const field = z
  .strictObject({
    type: z.literal("plain_text_input"),
    action_id: id.optional(),
    multiline: z.boolean().optional(),
    min_length: z.int().min(0).max(3000).optional(),
    max_length: z.int().min(1).max(3000).optional(),
    initial_value: words(3000).optional(),
    placeholder: plainText(150).optional(),
    focus_on_load: z.boolean().optional(),
  })
  .refine(({ initial_value = "", max_length = 3000 }) => initial_value.length <= max_length, "too long for its field");

const block_id = id.optional();
const common = [
  z.strictObject({ type: z.literal("divider"), block_id }),
  z.strictObject({ type: z.literal("header"), block_id, text: plainText(150) }),
  z.strictObject({ type: z.literal("section"), block_id, text: textObject, accessory: button.optional() }),
  z.strictObject({ type: z.literal("context"), block_id, elements: z.array(textObject).min(1).max(10) }),
  z.strictObject({ type: z.literal("actions"), block_id, elements: z.array(button).min(1).max(25) }),
  z.strictObject({ type: z.literal("rich_text"), block_id, elements: z.array(richSegment).min(1) }),
] as const;
const messageBlock = z.discriminatedUnion("type", [
  ...common,
  z.strictObject({ type: z.literal("context_actions"), block_id, elements: z.array(feedback).min(1).max(5) }),
]);
const viewBlock = z.discriminatedUnion("type", [
  ...common,
  z.strictObject({
    type: z.literal("input"),
    block_id,
    label: plainText(2000),
    element: field,
    hint: plainText(2000).optional(),
    optional: z.boolean().optional(),
    dispatch_action: z.boolean().optional(),
  }),
]);

const viewCommon = {
  blocks: z.array(viewBlock).min(1).max(100),
  private_metadata: z.string().max(3000).optional(),
  callback_id: id.optional(),
  external_id: id.optional(),
};
const view = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("home"), ...viewCommon }),
  z.strictObject({
    type: z.literal("modal"),
    ...viewCommon,
    title: plainText(24),
    close: plainText(24).optional(),
    submit: plainText(24).optional(),
    clear_on_close: z.boolean().optional(),
    notify_on_close: z.boolean().optional(),
  }),
]);

const MOST_TEXT = 40_000;
/** Where messages were refused that others had measured. */
const MOST_WRITTEN = 13_200;
const MOST_VIEW_BYTES = 250_000;

/** `null` where Slack would take it, else Slack's word for the fault. */
export function checkMessage(message: { readonly text?: unknown; readonly blocks?: unknown }): string | null {
  return faultOfMessage(message)?.code ?? null;
}

export function checkView(given: unknown): string | null {
  return faultOfView(given)?.code ?? null;
}

export function faultOfMessage({
  text,
  blocks,
}: {
  readonly text?: unknown;
  readonly blocks?: unknown;
}): LimitFault | null {
  if (text !== undefined && typeof text !== "string") return { code: "invalid_arguments", reason: "text is no text" };
  if (blocks === undefined) return text ? tooLong(text) : { code: "no_text", reason: "neither text nor blocks" };
  if (!Array.isArray(blocks)) return { code: "invalid_blocks_format", reason: "blocks are no list" };
  if (blocks.length === 0 && !text) return { code: "no_text", reason: "neither text nor blocks" };
  if (blocks.length > 50) return { code: "invalid_blocks", reason: `${blocks.length} blocks` };
  const read = z.array(messageBlock).safeParse(blocks);
  if (!read.success) return { code: "invalid_blocks", reason: whereOf(read.error) };
  const twice = twiceIn(blocks);
  if (twice !== null) return { code: "invalid_blocks", reason: twice };
  const { length } = JSON.stringify(blocks);
  if (length > MOST_WRITTEN) return { code: "msg_blocks_too_long", reason: `${length} characters` };
  return tooLong(text ?? "");
}

export function faultOfView(given: unknown): LimitFault | null {
  const read = view.safeParse(given);
  if (!read.success) return { code: "invalid_arguments", reason: whereOf(read.error) };
  const { data } = read;
  const hasInput = data.blocks.some(({ type }) => type === "input");
  if (hasInput && data.type === "modal" && data.submit === undefined) {
    return { code: "invalid_arguments", reason: "a field without a button that hands it in" };
  }
  const twice = twiceIn(data.blocks);
  if (twice !== null) return { code: "invalid_arguments", reason: twice };
  const bytes = Buffer.byteLength(JSON.stringify(given));
  return bytes > MOST_VIEW_BYTES ? { code: "view_too_large", reason: `${bytes} bytes` } : null;
}

function tooLong(text: string): LimitFault | null {
  return text.length > MOST_TEXT ? { code: "msg_too_long", reason: `${text.length} characters` } : null;
}

/** Slack itself would take the same action_id in two blocks; then nobody could tell the buttons apart. */
function twiceIn(blocks: readonly Json[]): string | null {
  const seen = new Set<string>();
  for (const block of blocks) {
    const elements = [...((block["elements"] ?? []) as Json[]), ...([block["element"] ?? []].flat() as Json[])];
    const named = [block["block_id"], ...elements.map((element) => element["action_id"])];
    for (const [at, name] of named.entries()) {
      const key = `${at === 0 ? "block" : "action"} ${String(name)}`;
      if (name !== undefined && seen.has(key)) return `twice: ${key}`;
      if (name !== undefined) seen.add(key);
    }
  }
  return null;
}

function whereOf({ issues }: z.ZodError): string {
  return issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("; ");
}
