// What Telegram shows of the bot before anybody writes: commands and descriptions, for each language and each kind of reader.

import { createHash } from "node:crypto";
import { z } from "zod";

import type { Bodies, Person } from "../../src/cases/bodies.ts";
import type { CaseStore } from "../../src/cases/store.ts";
import { ASKER_COMMANDS, PERSON_COMMANDS } from "../../src/chat/commands.ts";
import type { Day } from "../../src/day.ts";
import type { Knowledge } from "../../src/knowledge/knowledge.ts";
import { LANGUAGES, type Language } from "../../src/language.ts";
import { type MessageKey, say } from "../../src/messages.ts";
import type { TelegramApi } from "./api.ts";

type Wanted = { readonly method: string; readonly payload: Readonly<Record<string, unknown>> };
type Messages = Knowledge["messages"];

/** Whoever has chosen no language of ours sees Kazakh. */
const DEFAULT: Language = "kk";

export function listProfile(messages: Messages, { bodies }: Bodies): Wanted[] {
  const people = bodies.flatMap(({ commissioner, deputies }) => [commissioner, ...deputies]);
  const languages = [undefined, ...LANGUAGES];
  return [
    ...languages.flatMap((code) => describe(messages, code)),
    ...languages.map((code) => commands(messages, code, { type: "all_private_chats" })),
    ...languages.map((code) => groupCommands(messages, code)),
    ...people.flatMap((person) => personCommands(messages, person)),
  ];
}

function inLanguage(code: Language | undefined): { readonly language_code?: Language } {
  return code === undefined ? {} : { language_code: code };
}

function describe(messages: Messages, code: Language | undefined): Wanted[] {
  const own = messages[code ?? DEFAULT];
  const language = inLanguage(code);
  return [
    { method: "setMyDescription", payload: { description: say(own, "chat.about"), ...language } },
    { method: "setMyShortDescription", payload: { short_description: say(own, "chat.about.short"), ...language } },
  ];
}

type Name = "start" | (typeof ASKER_COMMANDS)[number] | (typeof PERSON_COMMANDS)[number];

function listed(messages: Messages, code: Language | undefined, names: readonly Name[]) {
  return names.map((command) => ({
    command,
    description: say(messages[code ?? DEFAULT], `command.${command}` as MessageKey),
  }));
}

function commands(messages: Messages, code: Language | undefined, scope: object): Wanted {
  const names: readonly Name[] = ["start", ...ASKER_COMMANDS];
  return { method: "setMyCommands", payload: { commands: listed(messages, code, names), scope, ...inLanguage(code) } };
}

function groupCommands(messages: Messages, code: Language | undefined): Wanted {
  const payload = {
    commands: listed(messages, code, ["help"]),
    scope: { type: "all_group_chats" },
    ...inLanguage(code),
  };
  return { method: "setMyCommands", payload };
}

function personCommands(messages: Messages, { telegramUser, language }: Person): Wanted[] {
  if (telegramUser === undefined) return [];
  const names: readonly Name[] = [...PERSON_COMMANDS, "start", ...ASKER_COMMANDS];
  const scope = { type: "chat", chat_id: telegramUser };
  return [{ method: "setMyCommands", payload: { commands: listed(messages, language, names), scope } }];
}

export type ProfileDeps = {
  readonly api: TelegramApi;
  readonly store: CaseStore;
  readonly today: () => Day;
  readonly log: (message: string, code?: string) => void;
};

const KEY = "telegram profile";
/** Hashes of what was set, and whom commands of their own were set for. */
const keptSchema = z
  .union([
    z.array(z.string()).transform((set) => ({ set, people: [] })),
    z.object({ set: z.array(z.string()), people: z.array(z.number()) }),
  ])
  .catch({ set: [], people: [] });
type Kept = z.infer<typeof keptSchema>;

/** Only what has changed since it was last set, for Telegram takes few of these calls. */
export async function setProfile({ api, store, today, log }: ProfileDeps, wanted: readonly Wanted[]): Promise<void> {
  const kept = await readKept(store);
  const people = new Set(kept.people);
  const hashOf = (one: Wanted): string => createHash("sha256").update(JSON.stringify(one)).digest("base64url");
  const set = wanted.map(hashOf).filter((hash) => kept.set.includes(hash));
  const keep = (): Promise<void> =>
    store.transact((tx) => tx.chats.write(KEY, JSON.stringify({ set, people: [...people] } satisfies Kept), today()));
  const named = new Set(wanted.flatMap((one) => personOf(one) ?? []));
  const gone = [...people].filter((person) => !named.has(person)).map(takeBack);
  for (const one of [...gone, ...wanted.filter((each) => !kept.set.includes(hashOf(each)))]) {
    const { kind } = await api.call(one.method, one.payload);
    if (kind === "wait" || kind === "failed" || kind === "unauthorised") {
      log("the commands of the bot could not be set; they are tried again at the next start", kind);
      return keep();
    }
    const person = personOf(one);
    if (one.method === "deleteMyCommands") {
      if (person !== null) people.delete(person);
      continue;
    }
    // A commissioner who has never written to the bot has no chat for commands of their own yet.
    if (kind !== "done") continue;
    set.push(hashOf(one));
    if (person !== null) people.add(person);
  }
  return keep();
}

async function readKept(store: CaseStore): Promise<Kept> {
  return keptSchema.parse(JSON.parse((await store.transact((tx) => tx.chats.read(KEY))) ?? "[]"));
}

/** Whoever was taken off the list sees what everybody sees. */
function takeBack(person: number): Wanted {
  return { method: "deleteMyCommands", payload: { scope: { type: "chat", chat_id: person } } };
}

const scopeSchema = z.object({ scope: z.object({ type: z.literal("chat"), chat_id: z.number() }) });

function personOf({ payload }: Wanted): number | null {
  return scopeSchema.safeParse(payload).data?.scope.chat_id ?? null;
}
