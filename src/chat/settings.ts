// What an asker chose in a chat, and the text that is waited for there. Nothing is kept of a chat that chose nothing.

import { z } from "zod";

import { type CaseDeps, todayOf } from "../cases/deps.ts";
import type { CaseTx } from "../cases/store.ts";
import { LANGUAGES } from "../language.ts";

/** What the next text is meant for. */
const wishSchema = z.discriminatedUnion("kind", [
  z.object({
    ...{ kind: z.literal("press"), token: z.string(), side: z.enum(["asker", "person"]), until: z.number() },
    /** Of the card that asked for it. */
    language: z.enum(LANGUAGES),
    /** The message that asked for it, once it has arrived. */
    prompt: z.string().nullable().default(null),
  }),
  z.object({ kind: z.literal("receipt"), until: z.number() }),
  z.object({ kind: z.literal("report"), until: z.number() }),
]);
export type Wish = z.infer<typeof wishSchema>;

const settingsSchema = z.object({
  language: z.enum(LANGUAGES).nullable(),
  body: z.string().nullable(),
  asOf: z.iso.date().nullable(),
  wish: wishSchema.nullable(),
  /** What answers rest on is kept unless this is said. */
  recall: z.literal("off").nullable().default(null),
});
export type Settings = z.infer<typeof settingsSchema>;

export const NOTHING_CHOSEN: Settings = { language: null, body: null, asOf: null, wish: null, recall: null };

/** A text that is waited for this long; later it is a question like any other. */
export const WISH_MS = 30 * 60_000;

export type SettingsStore = {
  read(chat: string): Promise<Settings>;
  change(chat: string, change: Partial<Settings>): Promise<Settings>;
  /** From then on a text that answers another prompt is known not to be meant for this one. */
  notePrompt(prompt: Prompt): Promise<void>;
  forget(chat: string): Promise<void>;
};

/** Of a chat as the store has it. */
export function parseSettings(value: string | null): Settings {
  return (value === null ? null : settingsSchema.safeParse(JSON.parse(value)).data) ?? NOTHING_CHOSEN;
}

export function createSettings(deps: Pick<CaseDeps, "store" | "now" | "log">): SettingsStore {
  const { store } = deps;
  // Choices that do not open any more must not keep a person from being heard.
  const readIn = async (tx: CaseTx, chat: string): Promise<Settings> =>
    parseSettings(
      await tx.chats.read(chat).catch(() => {
        deps.log("what was chosen in a chat does not open any more");
        return null;
      }),
    );
  return {
    read: (chat) => store.transact((tx) => readIn(tx, chat)),
    notePrompt: ({ chat, token, id }) =>
      store.transact(async (tx) => {
        const known = await readIn(tx, chat);
        const { wish } = known;
        if (wish?.kind !== "press" || wish.token !== token) return;
        const noted = { ...known, wish: { ...wish, prompt: id } };
        await tx.chats.write(chat, JSON.stringify(noted), todayOf(deps));
      }),
    change: (chat, change) =>
      store.transact(async (tx) => {
        const changed = { ...(await readIn(tx, chat)), ...change };
        const isEmpty = Object.values(changed).every((value) => value === null);
        if (isEmpty) await tx.chats.delete(chat);
        else await tx.chats.write(chat, JSON.stringify(changed), todayOf(deps));
        return changed;
      }),
    forget: (chat) => store.transact((tx) => tx.chats.delete(chat)),
  };
}

/** The message by which a text was asked for, as the platform numbers it. */
export type Prompt = { readonly chat: string; readonly token: string; readonly id: string };
