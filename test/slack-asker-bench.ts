// An asker's side of Slack: each step tells what was said, where, and looks that nobody reads junk or anything that is live.

import { expect } from "vitest";

import type { Language } from "../src/language.ts";
import {
  ASKER,
  GARDENER,
  OTHER_ASKER,
  openSlackBench,
  SERIOUS,
  type SlackBench,
  type SlackBenchOptions,
  sentencesOf,
} from "./slack-fakes.ts";
import { buttonsOf, labelsOf, textOf } from "./slack-server-look.ts";
import type { Ephemeral, Json, Stored } from "./slack-server-memory.ts";
import type { Person } from "./slack-server-person.ts";
import type { View } from "./slack-server-view.ts";
import { SUBJECTS } from "./small-texts.ts";

/** What one step came to for one person. */
export type Seen = {
  /** In their own room with Adep. */
  readonly said: readonly Readonly<Stored>[];
  readonly changed: readonly Readonly<Stored>[];
  /** For their eyes only, wherever. */
  readonly aside: readonly Readonly<Ephemeral>[];
  readonly window: View | null;
  readonly home: View | null;
};

export type AskerBench = Omit<SlackBench, "person"> & {
  readonly asker: Person;
  person(id: string): Person;
  /** Lets the person do this, and waits until all has come of it. */
  step(who: Person, act: (who: Person) => unknown): Promise<Seen>;
  /** The same as the asker. */
  does(act: (who: Person) => unknown): Promise<Seen>;
  say: ReturnType<typeof sentencesOf>;
};

type Options = SlackBenchOptions & { readonly spoken?: Language | null };

export const CONFIRM = { escalation: { mode: "confirm", delayMinutes: 0 } } as const;
export const KNIFE = "He threatens me with a knife, it is critical.";
export const BOAT: Readonly<Record<Language, string>> = {
  kk: "туысыма қызметтік қайықты беруге бола ма?",
  ru: "можно ли дать брату служебную лодку?",
  en: "may I lend the service boat to my brother?",
};

/** What code says when it goes wrong, gaps that were not filled, ids. */
const JUNK =
  /undefined|\bnull\b|NaN|\[object|\{\w+\}|Error\b|slack:|law-\d|decree-\d|\b(?:gardens|rivers|ferryman)\b|\b[UCDWTA]0[A-Z0-9]{6,}|canary|(?<![\w-])(?=[\w-]*[a-z])(?=[\w-]*\d)[\w-]{22}(?![\w-])/u;

/** The asker has been spoken to in English before, unless another language is named. */
export async function openAskerBench(options: Options = {}): Promise<AskerBench> {
  const { spoken = "en", ...rest } = options;
  const bench = await openSlackBench(rest);
  if (spoken) for (const id of [ASKER, OTHER_ASKER, GARDENER]) bench.memory.remember(`spoken slack:${id}`, spoken);
  const { server, settle } = bench;
  const step: AskerBench["step"] = async (who, act) => {
    const look = () => server.postsIn(who.id);
    const before = new Map(look().map(({ ts, edits }) => [ts, edits]));
    const asides = new Map(server.ephemeralsFor(who.id).map(({ ts, edits }) => [ts, edits]));
    const [window, home] = [server.viewOf(who.id), server.homeOf(who.id)];
    await act(who);
    await settle();
    const changed = (view: View | null, old: View | null) => (view?.hash === old?.hash ? null : view);
    const seen = {
      said: look().filter(({ ts }) => !before.has(ts)),
      changed: look().filter(({ ts, edits }) => before.has(ts) && before.get(ts) !== edits),
      aside: server.ephemeralsFor(who.id).filter(({ ts, edits }) => asides.get(ts) !== edits),
      window: changed(server.viewOf(who.id), window),
      home: changed(server.homeOf(who.id), home),
    };
    for (const one of [...seen.said, ...seen.changed, ...seen.aside, seen.window, seen.home]) {
      if (one) expect([textOf(one), ...labelsOf(one)].join("\n").replace(/<@\w+>/g, "")).not.toMatch(JUNK);
    }
    expectHarmless(bench);
    return seen;
  };
  const asker = bench.person(ASKER);
  return { ...bench, asker, step, does: (act) => step(asker, act), say: sentencesOf(bench, spoken ?? "kk") };
}

/** Nothing that was ever said, shown or published holds a mention, an emoji, a stranger's link or a form of mrkdwn. */
export function expectHarmless({ server }: Pick<SlackBench, "server">): void {
  for (const { method, payload } of server.calls()) {
    if (!/^(?:chat\.post|chat\.update|views\.|respond)/.test(method)) continue;
    const { text, blocks, view } = payload;
    expect(liveIn(view === undefined ? { text, blocks: read(blocks) } : read(view)), method).toEqual([]);
    if (method === "chat.postMessage") expect(payload).toMatchObject(QUIET);
  }
}

/** Arguments go as a form. */
const QUIET = { unfurl_links: "false", unfurl_media: "false", link_names: "false" };

function read(given: unknown): unknown {
  return typeof given === "string" ? JSON.parse(given) : given;
}

const OWN_LINKS = /^https:\/\/(?:gardens\.example|slack\.com\/app_redirect)/;
const LIVE = new Set(["user", "usergroup", "channel", "broadcast", "emoji", "date", "color", "image", "markdown"]);

/** What could be pressed, could reach out to somebody, or would not be shown as it is. */
export function liveIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(liveIn);
  if (typeof value !== "object" || value === null) return [];
  const { type, text, url, verbatim, emoji, blocks } = value as Json;
  const own: string[] = [];
  const address = String(url ?? "");
  if (LIVE.has(String(type))) own.push(`${type}`);
  if (url !== undefined && !OWN_LINKS.test(address)) own.push(`url ${address}`);
  if (type === "mrkdwn") {
    if (verbatim !== true) own.push("mrkdwn that is not verbatim");
    own.push(...liveMarkup(String(text)));
  }
  // Beside blocks a text is for notifications, which read mrkdwn.
  if (Array.isArray(blocks) && typeof text === "string") own.push(...liveMarkup(text));
  if (type === "plain_text" && emoji !== false && /:[a-z_]+:/.test(String(text))) own.push(`emoji in ${text}`);
  return [...own, ...Object.values(value).flatMap(liveIn)];
}

function liveMarkup(text: string): string[] {
  const links = [...text.matchAll(/<([^<>|]*)\|[^<>]*>/g)].filter(([, url = ""]) => !OWN_LINKS.test(url));
  const bare = text.replace(/<https:[^<>|]*\|[^<>]*>/g, "");
  const signs = /[<>*_~`@#]|:[^\s:]+:/.exec(bare);
  return [...links.map(([whole]) => whole), ...(signs ? [`${signs[0]} in ${bare}`] : [])];
}

/** The methods by which these words went into any chat, even for one person only, or as a mere notification. */
export function waysInto({ server }: Pick<SlackBench, "server">, words: string): string[] {
  const isChat = (method: string): boolean => method.startsWith("chat.") || method === "respond";
  return server
    .calls()
    .filter(({ method, payload }) => isChat(method) && Object.values(payload).join("\n").includes(words))
    .map(({ method }) => method);
}

/** A case that the commissioner has taken in the channel. */
export async function openTaken(options: Options = {}): Promise<AskerBench> {
  const bench = await openAskerBench(options);
  await bench.does((asker) => asker.writes(SERIOUS));
  await bench.step(bench.person(GARDENER), (gardener) => gardener.presses(deskOf(bench), "Take"));
  return bench;
}

/** Opens the form for a report on one's own page. */
export async function opensReport({ does, say }: AskerBench): Promise<Seen> {
  await does((asker) => asker.opensHome());
  return does((asker) => asker.presses("home", say("chat.home.report")));
}

/** Where the commissioner's card stands. */
function deskOf({ people }: AskerBench): string {
  return people.bodies.bodies[0]?.slackChannel ?? "dm";
}

/** What the commissioner presses and writes in windows; returns what the asker heard of it. */
export async function writesToAsker(
  bench: AskerBench,
  [first, ...presses]: readonly [string, ...string[]],
  { text, send }: { readonly text: string; readonly send: string },
): Promise<readonly Readonly<Stored>[]> {
  const gardener = bench.person(GARDENER);
  const before = bench.server.postsIn(ASKER).length;
  await bench.step(gardener, (one) => one.presses(deskOf(bench), first));
  for (const label of presses) await bench.step(gardener, (one) => one.presses("window", label));
  await bench.step(gardener, (one) => one.submits("window", text));
  await bench.step(gardener, (one) => one.presses("window", send));
  return bench.server.postsIn(ASKER).slice(before);
}

/** What the asker writes in the window that this button opens. */
export async function writesInWindow(bench: AskerBench, label: string, text: string): Promise<Seen> {
  await bench.does((asker) => asker.presses("dm", label));
  return bench.does((asker) => asker.submits("window", text));
}

export function summaryOf(id: string, language: Language): string {
  return SUBJECTS.find((subject) => subject.id === id)?.summary[language] ?? "no such provision";
}

/** How many sources an answer names in small print. */
export function countSources(answer: Readonly<Stored> | undefined): number {
  const blocks = answer?.blocks ?? [];
  return blocks.filter((block) => block.type === "context" && textOf([block]).includes(" · ")).length;
}

/** What the first button would send. */
export function firstValue(stored: Readonly<Stored> | undefined): string {
  return (stored && buttonsOf(stored)[0]?.value) ?? "no value";
}

export async function votesOf({ opened }: Pick<SlackBench, "opened">): Promise<string[]> {
  const rows = await opened.database.db.selectFrom("feedback").selectAll().execute();
  const counted = rows.filter(({ count }) => Number(count) > 0);
  return counted.map(({ verdict, reason, count }) => [verdict, reason, Number(count)].join(" "));
}

export async function casesOf({ deps }: Pick<SlackBench, "deps">): Promise<number> {
  return (await deps.store.transact((tx) => tx.cases.list({}))).length;
}

/** The come-back code in what is shown. */
export function codeIn(view: View | null): string {
  return /^[0-9A-Z]{5}(?:-[0-9A-Z*~$=]+)+$/mu.exec(view ? textOf(view) : "")?.[0] ?? "no code";
}

/** The words of what is shown; empty where nothing is. */
export function wordsOf(shown: Parameters<typeof textOf>[0] | null | undefined): string {
  return shown ? textOf(shown) : "";
}
