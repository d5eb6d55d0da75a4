// What Telegram shows of the bot before anybody writes.

import { describe, expect, test } from "vitest";

import type { Answer } from "../adapters/telegram/answer.ts";
import { listProfile, setProfile } from "../adapters/telegram/profile.ts";
import type { Bodies } from "../src/cases/bodies.ts";
import { todayOf } from "../src/cases/deps.ts";
import { LANGUAGES } from "../src/language.ts";
import { openBench } from "./case-fakes.ts";
import { GARDENER, IN_PRIVATE, openQuickTelegram, openTelegramBench, RAKE, sentencesOf } from "./chat-fakes.ts";
import { smallKnowledge } from "./fakes.ts";

const { messages } = smallKnowledge();
type Scope = { readonly type: string; readonly chat_id?: number };
type Commands = readonly { readonly command: string; readonly description: string }[];

const ONE_ONLY: Bodies = {
  isConfigured: true,
  bodies: IN_PRIVATE.bodies.map((body) => ({ ...body, deputies: [] })),
};

/** Commands by scope and language, as `setMyCommands` sets them. */
function commandsOf(bodies: Bodies): ReadonlyMap<string, Commands> {
  const wanted = listProfile(messages, bodies).filter(({ method }) => method === "setMyCommands");
  return new Map(
    wanted.map(({ payload }) => {
      const { type, chat_id: chat = "" } = payload["scope"] as Scope;
      return [
        `${type} ${chat} ${payload["language_code"] ?? ""}`.replace(/ +/g, " ").trim(),
        payload["commands"] as Commands,
      ];
    }),
  );
}

const namesOf = (commands: Commands | undefined): string[] => (commands ?? []).map(({ command }) => command);

describe("the commands", () => {
  test("of an asker stand in each language, and in Kazakh for whoever has chosen none of these", () => {
    const commands = commandsOf(IN_PRIVATE);
    const names = ["start", "help", "language", "mycase", "receipt", "asof", "privacy", "recall", "forget", "cancel"];
    for (const language of LANGUAGES) {
      const own = commands.get(`all_private_chats ${language}`);
      expect(namesOf(own)).toEqual(names);
      expect(own?.[1]?.description).toBe(messages[language]["command.help"]);
    }
    expect(commands.get("all_private_chats")).toEqual(commands.get("all_private_chats kk"));
  });

  test("in groups are none but the help, in each language", () => {
    const commands = commandsOf(IN_PRIVATE);
    for (const language of ["", ...LANGUAGES]) {
      expect(namesOf(commands.get(`all_group_chats ${language}`.trim()))).toEqual(["help"]);
    }
  });

  test("of the desk stand in the chats of those who work on cases only, first and in each one's own language", () => {
    const commands = commandsOf(IN_PRIVATE);
    const ofDesk = [...commands].filter(([, own]) => namesOf(own).includes("queue")).map(([scope]) => scope);
    expect(ofDesk).toEqual([`chat ${GARDENER}`, `chat ${RAKE}`]);
    expect(namesOf(commands.get(`chat ${GARDENER}`)).slice(0, 3)).toEqual(["queue", "case", "start"]);
    expect(commands.get(`chat ${GARDENER}`)?.[0]?.description).toBe(messages.en["command.queue"]);
    expect(commands.get(`chat ${RAKE}`)?.[0]?.description).toBe(messages.ru["command.queue"]);
  });

  test("name nobody who is not in Telegram", () => {
    const bodies = IN_PRIVATE.bodies.map(({ commissioner: { telegramUser: _, ...commissioner }, ...body }) => {
      return { ...body, commissioner, deputies: [] };
    });
    expect([...commandsOf({ isConfigured: true, bodies }).keys()].filter((scope) => scope.startsWith("chat "))).toEqual(
      [],
    );
  });
});

test("the descriptions stand in each language, and in Kazakh for everybody else", () => {
  const wanted = listProfile(messages, IN_PRIVATE).filter(({ method }) => method === "setMyDescription");
  expect(wanted.map(({ payload }) => [payload["language_code"], payload["description"]])).toEqual([
    [undefined, messages.kk["chat.about"]],
    ...LANGUAGES.map((language) => [language, messages[language]["chat.about"]]),
  ]);
});

describe("setting it", () => {
  async function open(answer: (method: string, payload: Readonly<Record<string, unknown>>) => Answer = () => DONE) {
    const { deps } = await openBench();
    const calls: { method: string; payload: Readonly<Record<string, unknown>> }[] = [];
    const said: string[] = [];
    const call = async (method: string, payload: Readonly<Record<string, unknown>>): Promise<Answer> => {
      calls.push({ method, payload });
      return answer(method, payload);
    };
    const log = (message: string, code = ""): void => void said.push(`${message} ${code}`.trim());
    const common = { api: { call }, store: deps.store, log, today: () => todayOf(deps) };
    const set = (bodies: Bodies): Promise<void> => setProfile(common, listProfile(messages, bodies));
    return { calls, said, set };
  }
  const DONE: Answer = { kind: "done", result: true };

  test("passes all the limits that Telegram has for texts, names and languages", async () => {
    const { api, deps, calls } = await openQuickTelegram();
    const wanted = listProfile(deps.messages, IN_PRIVATE);
    await setProfile({ api, store: deps.store, log: deps.log, today: () => todayOf(deps) }, wanted);
    expect(calls).toHaveLength(wanted.length);
    expect(calls.filter(({ answer }) => answer.kind !== "done")).toEqual([]);
  });

  test("is done once: at the next start nothing is sent", async () => {
    const { calls, set } = await open();
    await set(IN_PRIVATE);
    const first = calls.length;
    await set(IN_PRIVATE);
    expect(calls).toHaveLength(first);
  });

  test("is done again where somebody came or a language changed", async () => {
    const { calls, set } = await open();
    await set(ONE_ONLY);
    const first = calls.length;
    await set(IN_PRIVATE);
    expect(calls.slice(first).map(({ payload }) => payload["scope"])).toContainEqual({ type: "chat", chat_id: RAKE });
  });

  test("sends what has changed and nothing else", async () => {
    const { calls, set } = await open();
    await set(ONE_ONLY);
    const first = calls.length;
    await set(IN_PRIVATE);
    expect(calls.slice(first)).toHaveLength(1);
  });

  test("takes the commands of the desk back from whoever is no longer there", async () => {
    const { calls, set } = await open();
    await set(IN_PRIVATE);
    const first = calls.length;
    await set(ONE_ONLY);
    const taken = calls.slice(first).filter(({ method }) => method === "deleteMyCommands");
    expect(taken.map(({ payload }) => payload["scope"])).toEqual([{ type: "chat", chat_id: RAKE }]);
  });

  test.each<Answer>([
    { kind: "wait", retryAfterMs: 60_000 },
    { kind: "failed", code: "TIMEOUT", isUncertain: true },
    { kind: "unauthorised" },
  ])("stops where Telegram says $kind, with one line, and is done at the next start", async (fault) => {
    let left = 5;
    const { calls, said, set } = await open(() => (left-- === 1 ? fault : DONE));
    await set(IN_PRIVATE);
    expect(calls).toHaveLength(5);
    expect(said).toEqual([
      `the commands of the bot could not be set; they are tried again at the next start ${fault.kind}`,
    ]);
    await set(IN_PRIVATE);
    // The four that were set are not set again.
    expect(calls).toHaveLength(5 + listProfile(messages, IN_PRIVATE).length - 4);
  });

  test("does not stop at a commissioner who has never written, and tries again at the next start", async () => {
    const isNew = (payload: Readonly<Record<string, unknown>>): boolean =>
      JSON.stringify(payload["scope"]) === JSON.stringify({ type: "chat", chat_id: GARDENER });
    let hasWritten = false;
    const { calls, said, set } = await open((_, payload) => (isNew(payload) && !hasWritten ? { kind: "gone" } : DONE));
    await set(IN_PRIVATE);
    expect(calls.at(-1)?.payload["scope"]).toEqual({ type: "chat", chat_id: RAKE });
    expect(said).toEqual([]);
    hasWritten = true;
    const first = calls.length;
    await set(IN_PRIVATE);
    expect(calls.slice(first).filter(({ payload }) => isNew(payload))).toHaveLength(1);
  });
});

test("at the start the bot shows all of it, once", async () => {
  const { server, deps } = await openTelegramBench();
  const scope = JSON.stringify({ type: "chat", chat_id: RAKE });
  const commands = await server.waitFor(() => server.profile.commands.get(scope), 20_000);
  expect(commands).toContainEqual({ command: "queue", description: sentencesOf({ deps }, "ru")("command.queue") });
  expect(server.profile.descriptions.get("kk")).toBe(deps.messages.kk["chat.about"]);
  expect(server.calls("setMyCommands")).toHaveLength(10);
});
