// The buttons under a message. Each value is opaque; an action_id only says where the button stands.

import type { types } from "@slack/bolt";
import type { ChatButton, ChatMessage } from "../../src/chat/chat-message.ts";
import { toHttps } from "../../src/chat/tidy.ts";
import { toLabel } from "./clean.ts";
import { LONGEST_LABEL, LONGEST_VALUE, MOST_ACTIONS, MOST_ACTIONS_WRITTEN } from "./limits.ts";

export type ButtonBlock = types.ActionsBlock | types.ContextActionsBlock;

export type ButtonOptions = {
  /** Slack's own buttons for a verdict are for messages only. */
  readonly hasVerdicts?: boolean;
  /** The number of the first row, where several sets of buttons stand in one view. */
  readonly firstRow?: number;
};

/** More blocks than this, and rows share them. */
const MOST_ROWS = 20;

type DataButton = Extract<ChatButton, { readonly data: string }>;
type Pair = readonly [good: DataButton, bad: DataButton];

/** Slack would refuse the whole message for one bad button; that is a fault of ours, and thrown. */
export function renderButtons(rows: ChatMessage["buttons"], options: ButtonOptions = {}): ButtonBlock[] {
  const { hasVerdicts = false, firstRow = 0 } = options;
  const blocks: ButtonBlock[] = [];
  let verdicts = 0;
  rows.forEach((row, at) => {
    const pair = hasVerdicts ? pairOf(row) : null;
    const rest = row.flatMap((button, n) =>
      pair?.some((half) => half === button) ? [] : [renderButton(button, `p${firstRow + at}.${n}`)],
    );
    blocks.push(...inActions(rest));
    if (!pair) return;
    blocks.push(renderVerdict(pair, verdicts === 0 ? "v" : `v${verdicts}`));
    verdicts += 1;
  });
  return blocks.length > MOST_ROWS ? pack(blocks) : blocks;
}

/** The first good and the first bad verdict of a row; `null` where one is missing. */
function pairOf(row: readonly ChatButton[]): Pair | null {
  const ofVerdict = (verdict: "good" | "bad"): DataButton | undefined =>
    row.find((button): button is DataButton => button.verdict === verdict && "data" in button);
  const [good, bad] = [ofVerdict("good"), ofVerdict("bad")];
  return good && bad ? [good, bad] : null;
}

function renderButton(button: ChatButton, id: string): types.Button {
  const style = button.style === "plain" ? {} : { style: button.style };
  const common = { type: "button", action_id: id, text: labelOf(button), ...style } as const;
  if (!("url" in button)) return { ...common, value: dataOf(button) };
  const url = toHttps(button.url);
  if (url === null) throw new Error("a button leads to no https address");
  return { ...common, url };
}

function renderVerdict([good, bad]: Pair, id: string): types.ContextActionsBlock {
  return {
    type: "context_actions",
    elements: [
      {
        type: "feedback_buttons",
        action_id: id,
        positive_button: { text: labelOf(good), value: dataOf(good) },
        negative_button: { text: labelOf(bad), value: dataOf(bad) },
      },
    ],
  };
}

function labelOf({ label }: ChatButton): types.PlainTextElement {
  return { type: "plain_text", text: toLabel(label, LONGEST_LABEL), emoji: true };
}

function dataOf({ data }: DataButton): string {
  if (data === "" || data.length > LONGEST_VALUE || !data.isWellFormed()) {
    throw new Error(`the data of a button must have 1 to ${LONGEST_VALUE} characters`);
  }
  return data;
}

/** Blocks of buttons, each of which leaves room for others in a message. */
function inActions(elements: readonly types.ActionsBlockElement[]): types.ActionsBlock[] {
  const blocks: types.ActionsBlock[] = [];
  let open: types.ActionsBlockElement[] = [];
  let written = 0;
  for (const element of elements) {
    const units = JSON.stringify(element).length;
    if (open.length > 0 && (open.length >= MOST_ACTIONS || written + units > MOST_ACTIONS_WRITTEN)) {
      blocks.push({ type: "actions", elements: open });
      open = [];
      written = 0;
    }
    open.push(element);
    written += units;
  }
  return open.length > 0 ? [...blocks, { type: "actions", elements: open }] : blocks;
}

/** The same buttons in the same order, in blocks that are as full as they can be. */
function pack(blocks: readonly ButtonBlock[]): ButtonBlock[] {
  const packed: ButtonBlock[] = [];
  let open: types.ActionsBlockElement[] = [];
  for (const block of blocks) {
    if (block.type === "actions") open.push(...block.elements);
    else {
      packed.push(...inActions(open), block);
      open = [];
    }
  }
  return [...packed, ...inActions(open)];
}
