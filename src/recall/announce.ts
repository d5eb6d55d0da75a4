// Tells askers, once, which words of the law that their answers rested on read otherwise now.

import { z } from "zod";

import { type CaseDeps, todayOf } from "../cases/deps.ts";
import { addressOf, type CaseTx } from "../cases/store.ts";
import type { Deed } from "../chat/chat-message.ts";
import type { Outgoing } from "../chat/chat-store.ts";
import { parseSettings } from "../chat/settings.ts";
import type { TalkDeps } from "../chat/talk-deps.ts";
import type { Language } from "../language.ts";
import { changeMessage } from "./change-message.ts";
import { type Concerned, collectAskers } from "./collect-askers.ts";
import { type EditionShelf, type EditionUse, findNews, type News } from "./find-news.ts";

/** How a platform speaks to somebody who has not just written. */
export type Voice = {
  readonly talk: Pick<TalkDeps, "channel" | "platform" | "knowledge" | "privatePlaceOf">;
  /** As it waits to be sent. */
  readonly write: (deeds: readonly Deed[], language: Language) => readonly Outgoing[];
};

export type AnnounceDeps = {
  readonly cases: CaseDeps;
  readonly shelf: EditionShelf;
  readonly voices: readonly Voice[];
  /** This process and no other, such as a random id. */
  readonly holder: string;
  /** Asked before each step: false ends the walk, and another goes on with it. */
  readonly mayGoOn: () => boolean;
  readonly sleep: (ms: number) => Promise<void>;
};

/** So few at a time, and only where no more wait to be sent: whoever asks meanwhile must not stand behind thousands. */
const BATCH = 20;
const MOST_WAITING = 40;
const PAUSE_MS = 500;
const LEASE_MS = 60_000;

/** May be repeated, also after a death in the midst of it: each asker gets one message. False where it was ended before its end. */
export async function announce(deps: AnnounceDeps): Promise<boolean> {
  const { cases, shelf, voices, holder } = deps;
  const { store, log } = cases;
  const before = await store.transact((tx) => tx.editionUse.list());
  const { news, compared, lost } = findNews(before, shelf);
  for (const { document } of lost)
    log("an earlier edition is not there any more: nobody can be told what changed since", document);
  const uses = usesAfter(before, shelf, compared);
  if (uses.length === 0) return true;
  const askers = news.length === 0 ? [] : await collectAskers(store, news);
  const told = await Promise.allSettled(voices.map((voice) => tellAll(deps, voice, { news, askers })));
  for (const one of told) {
    if (one.status === "rejected") throw new Error("telling askers of changed law", { cause: one.reason });
    if (!one.value) return false;
  }
  await store.transact(async (tx) => {
    for (const use of uses) await tx.editionUse.set(use);
    for (const { talk } of voices) {
      await tx.chats.delete(progressOf(talk));
      await tx.leases.release(progressOf(talk), holder);
    }
  });
  return true;
}

/** What is written down anew; also for a language whose text lags behind: what it brings when it comes was told already. */
function usesAfter(before: readonly EditionUse[], shelf: EditionShelf, compared: ReadonlySet<string>): EditionUse[] {
  const inUse = shelf.inUse().map(({ document, language, edition }) => ({ document, language, edition }));
  const isOf = (one: EditionUse) => (use: EditionUse) => use.document === one.document && use.language === one.language;
  const changed = inUse.filter((use) => before.find(isOf(use))?.edition !== use.edition);
  const lagging = before.flatMap((use) => {
    const isLagging = compared.has(use.document) && !inUse.some(isOf(use));
    const others = isLagging ? inUse.filter(({ document }) => document === use.document) : [];
    return others.slice(0, 1).flatMap(({ edition }) => (edition > use.edition ? [{ ...use, edition }] : []));
  });
  return [...changed, ...lagging];
}

type Telling = { readonly news: readonly News[]; readonly askers: readonly Concerned[] };

async function tellAll(deps: AnnounceDeps, voice: Voice, { news, askers }: Telling): Promise<boolean> {
  const own = askers.filter(({ address }) => address.channel === voice.talk.channel);
  if (own.length === 0) return true;
  const about = JSON.stringify(news.map(({ document, edition }) => [document, edition]));
  for (;;) {
    if (!deps.mayGoOn()) return false;
    const step = await deps.cases.store.transact((tx) => tellSome(tx, deps, { voice, about, askers: own }));
    if (step === "over") return true;
    if (step === "busy") await deps.sleep(PAUSE_MS);
  }
}

type Walk = { readonly voice: Voice; readonly about: string; readonly askers: readonly Concerned[] };

/** The messages and how far the walk has come, all or nothing. */
async function tellSome(
  tx: CaseTx,
  { cases, holder }: AnnounceDeps,
  { voice, about, askers }: Walk,
): Promise<"told" | "busy" | "over"> {
  const { talk } = voice;
  const key = progressOf(talk);
  // Held until the transaction ends: two processes never take the same step.
  const isHeld = await tx.leases.take(key, holder, { now: cases.now(), leaseMs: LEASE_MS });
  if (!isHeld || (await tx.outgoing.count(talk.channel)).waiting >= MOST_WAITING) return "busy";
  const after = readProgress(await tx.chats.read(key), about);
  const from = askers.findIndex(({ address }) => addressOf(address) > after);
  const batch = from < 0 ? [] : askers.slice(from, from + BATCH);
  const last = batch.at(-1);
  if (!last) return "over";
  for (const asker of batch) await tellOne(tx, cases, { voice, asker });
  await tx.chats.write(
    key,
    JSON.stringify({ about, after: addressOf(last.address) } satisfies Progress),
    todayOf(cases),
  );
  return "told";
}

type One = { readonly voice: Voice; readonly asker: Concerned };

/** Whoever turned it off, or had everything forgotten, since the walk began hears nothing. */
async function tellOne(tx: CaseTx, cases: CaseDeps, { voice, asker }: One): Promise<void> {
  const { talk, write } = voice;
  const { address } = asker;
  const chosen = parseSettings(await tx.chats.read(addressOf(address)).catch(() => null));
  if (chosen.recall === "off" || !(await tx.advice.has(address))) return;
  const language = chosen.language ?? asker.language;
  const message = await changeMessage(tx, { ...talk, cases }, { ...asker, language });
  if (message === null) return;
  const deed: Deed = { kind: "send", to: talk.privatePlaceOf(address.id), message };
  for (const outgoing of write([deed], language)) await tx.outgoing.post(outgoing);
}

const progressSchema = z.object({ about: z.string(), after: z.string() });
type Progress = z.infer<typeof progressSchema>;

function progressOf({ channel }: Voice["talk"]): string {
  return `recall ${channel}`;
}

/** The address up to which askers were told of these news. */
function readProgress(value: string | null, about: string): string {
  const read = value === null ? null : progressSchema.safeParse(JSON.parse(value)).data;
  return read?.about === about ? read.after : "";
}
