// Where the card of a case stands in a chat of those who work on it.

import { z } from "zod";

import type { AboutCase, MakeCard, ShowBoard, Viewer } from "../cases/card.ts";
import { CHANNELS } from "../cases/case.ts";
import type { CaseTx } from "../cases/store.ts";
import { LANGUAGES, type Language } from "../language.ts";
import type { Place } from "./chat-message.ts";

const boardSchema = z.object({
  channel: z.enum(CHANNELS),
  /** The platform's own number of the chat. */
  chat: z.string(),
  /** Of the message; `null` while only the topic is there. */
  id: z.string().nullable(),
  thread: z.string().nullable(),
  /** What this chat has been told already, the latest few. */
  told: z.array(z.string()),
  viewer: z.union([
    z.object({ person: z.string() }),
    z.object({ place: z.string(), body: z.string(), language: z.enum(LANGUAGES) }),
  ]),
});
export type Board = z.infer<typeof boardSchema>;

/** Of a case, to a chat of those who work on it. */
export type Telling = {
  readonly chat: string;
  readonly about: Pick<AboutCase, "caseId" | "codename" | "mark">;
  readonly viewer: Viewer;
  readonly make: MakeCard;
};

/** The cards of cases in the chats of a platform, which answers as `Answer`. */
export type Boards<Answer> = {
  /** Opens the card here, or leaves a line beside the one that stands. */
  tell(telling: Telling): Promise<Answer>;
  /** One answer for each chat in which the case stands. */
  refresh(caseId: string, show: ShowBoard): Promise<Answer[]>;
};

export function readBoard(value: string | null): Board | null {
  return value === null ? null : (boardSchema.safeParse(JSON.parse(value)).data ?? null);
}

export async function listBoards(tx: CaseTx, caseId: string): Promise<Board[]> {
  return (await tx.boards.list(caseId)).flatMap((value) => readBoard(value) ?? []);
}

/** Where lines about the case stand: in its topic, or in the thread under its card; `null` while that card is on its way. */
export function placeOfLines({ channel, chat, id, thread }: Board): Place | null {
  if (channel === "slack") return id === null ? null : { chat, thread: id };
  return thread === null ? { chat } : { chat, thread };
}

/** Sees that the case is not worked on here, and nothing else. */
export function nobody(language: Language): Viewer {
  return { place: "", body: "", language };
}
