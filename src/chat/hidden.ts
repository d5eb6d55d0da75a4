// Text of a case that whoever opened it can take out of the chat again.

import { keepNote } from "./answer-message.ts";
import type { ChatMessage } from "./chat-message.ts";
import { MENU } from "./menu.ts";
import { dataButton, messageOf } from "./messages-of.ts";
import { bold, paragraph, quote } from "./rich.ts";
import type { Turn } from "./talk-deps.ts";

type Hidden = { readonly title: string; readonly part: string; readonly label: string };

/** Text that can be taken out of the chat again, part by part. */
export async function hidden(turn: Turn, { title, part, label }: Hidden): Promise<ChatMessage> {
  const hide = dataButton(label, `${await keepNote(turn, MENU, {})}.h`);
  return messageOf([paragraph(bold(title)), quote(part)], { buttons: [[hide]], isProtected: true });
}
