// What a person sees of blocks: their text and their buttons.

import type { Json } from "./slack-server-memory.ts";

export type SeenButton = {
  readonly label: string;
  readonly kind: "button" | "feedback";
  readonly value: string | null;
  readonly url: string | null;
  readonly style: string | null;
  readonly actionId: string;
  readonly blockId: string;
  readonly text: Json;
};
export type Shown = { readonly text?: unknown; readonly blocks?: unknown };

/** Of a message, a view or its blocks. Blocks take the place of a message's text, as on the screen. */
export function textOf(shown: Shown | readonly Json[]): string {
  const blocks = blocksOf(shown);
  if (blocks.length === 0 && !Array.isArray(shown)) return readable(String((shown as Shown).text ?? ""));
  return blocks
    .map(textOfBlock)
    .filter((text) => text !== "")
    .join("\n");
}

export function buttonsOf(shown: Shown | readonly Json[]): SeenButton[] {
  return blocksOf(shown).flatMap((block) => {
    const elements = [...listOf(block["elements"]), ...listOf([block["accessory"]])];
    return elements.flatMap((element) => toButtons(element, String(block["block_id"] ?? "")));
  });
}

export function labelsOf(shown: Shown | readonly Json[]): string[] {
  return buttonsOf(shown).map(({ label }) => label);
}

function blocksOf(shown: Shown | readonly Json[]): Json[] {
  return listOf(Array.isArray(shown) ? shown : (shown as Shown).blocks);
}

function toButtons(element: Json, blockId: string): SeenButton[] {
  const shared = { actionId: String(element["action_id"] ?? ""), blockId, style: wordOf(element["style"]) };
  if (element["type"] === "feedback_buttons") {
    const halves = listOf([element["positive_button"], element["negative_button"]]);
    return halves.map((half) => ({ ...shared, ...faceOf(half), kind: "feedback", url: null }));
  }
  if (element["type"] !== "button") return [];
  return [{ ...shared, ...faceOf(element), kind: "button", url: wordOf(element["url"]) }];
}

function faceOf(element: Json): Pick<SeenButton, "label" | "text" | "value"> {
  const text = recordOf(element["text"]);
  return { label: String(text["text"] ?? ""), text, value: wordOf(element["value"]) };
}

function textOfBlock(block: Json): string {
  switch (block["type"]) {
    case "section":
      return listOf([block["text"], ...listOf(block["fields"])])
        .map(textOfObject)
        .join("\n");
    case "context":
      return listOf(block["elements"]).map(textOfObject).join(" ");
    case "header":
      return textOfObject(recordOf(block["text"]));
    case "markdown":
      return String(block["text"] ?? "");
    case "rich_text":
      return listOf(block["elements"]).map(textOfRich).join("\n");
    case "input":
      return textOfObject(recordOf(block["label"]));
    default:
      return "";
  }
}

function textOfObject(object: Json): string {
  const text = String(object["text"] ?? "");
  return object["type"] === "mrkdwn" ? readable(text) : text;
}

function textOfRich(element: Json): string {
  switch (element["type"]) {
    case "rich_text_list":
      return listOf(element["elements"])
        .map((item) => `• ${textOfRich(item)}`)
        .join("\n");
    case "link":
      return String(element["text"] ?? element["url"] ?? "");
    case "user":
      return `@${element["user_id"]}`;
    case "channel":
      return `#${element["channel_id"]}`;
    case "usergroup":
    case "broadcast":
      return `@${element["range"] ?? element["usergroup_id"]}`;
    case "emoji":
      return `:${element["name"]}:`;
    case "text":
      return String(element["text"] ?? "");
    default:
      return listOf(element["elements"]).map(textOfRich).join("");
  }
}

/** The text of mrkdwn with its links and mentions as a person sees them; its stars and the like stay. */
export function readable(mrkdwn: string): string {
  return mrkdwn
    .replace(/<([^<>|]*)\|([^<>]*)>/g, "$2")
    .replace(/<([^<>]*)>/g, "$1")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
}

/** As Slack writes what people type. */
export function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

function listOf(value: unknown): Json[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "object" && item !== null) : [];
}

function recordOf(value: unknown): Json {
  return typeof value === "object" && value !== null ? (value as Json) : {};
}

function wordOf(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}
