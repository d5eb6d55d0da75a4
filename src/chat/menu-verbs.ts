// What the choices outside of answers and cases do: language, body, being forgotten.

import { z } from "zod";

import type { Card } from "../cases/card.ts";
import { partyOf } from "../cases/tokens.ts";
import { LANGUAGES } from "../language.ts";
import { boardMessage, cardBlocks, cardMessage } from "./card-message.ts";
import { viewOfAsker, viewOfPerson } from "./case-views.ts";
import type { ChatMessage, Deed } from "./chat-message.ts";
import { homeDeed } from "./home.ts";
import { bodyMessage, welcomeMessage } from "./menu.ts";
import { messageOf } from "./messages-of.ts";
import { NOTHING_CHOSEN } from "./settings.ts";
import { type PressTurn, sayTo } from "./talk-deps.ts";
import { edit, notice, tooOld, type VerbPress } from "./verb-press.ts";
import { canOpen, cardWindow, codeNote, windowDeed } from "./window.ts";

/** The first choice is followed by what Adep is, and by the choice of the body where there are several. */
export async function chooseLanguage({ turn, rest }: VerbPress): Promise<Deed[]> {
  const language = z.enum(LANGUAGES).safeParse(rest).data;
  const { deps, chat, incoming } = turn;
  if (!language) return tooOld(turn);
  const settings = await deps.settings.change(chat, { language });
  const changed = { ...turn, settings, language };
  if (incoming.within === "home") return [await homeDeed(changed)];
  const body = settings.body === null ? await bodyMessage(changed, language) : null;
  return [
    edit(turn, messageOf([sayTo(deps, language)("chat.language.set")])),
    { kind: "send", to: incoming.place, message: await welcomeMessage(changed, language) },
    ...(body ? [{ kind: "send" as const, to: incoming.place, message: body }] : []),
  ];
}

const bodiesSchema = z.object({ bodies: z.array(z.string()) });

export async function chooseBody({ turn, row, rest }: VerbPress): Promise<Deed[]> {
  const { deps, chat, language } = turn;
  const id = bodiesSchema.safeParse(JSON.parse(row.payload)).data?.bodies[Number(rest)];
  const body = deps.cases.bodies().bodies.find((one) => one.id === id);
  const wording = sayTo(deps, language);
  if (!body) return [notice(turn, wording("ask.unknownBody"))];
  const settings = await deps.settings.change(chat, { body: body.id });
  if (turn.incoming.within === "home") return [await homeDeed({ ...turn, settings })];
  return [edit(turn, messageOf([wording("chat.body.set", { body: body.name[language] })]))];
}

export async function forgetEverything({ turn }: Pick<VerbPress, "turn">): Promise<Deed[]> {
  const { deps, chat, address, language, incoming } = turn;
  const cards = await deps.reception.leave(address, { language, event: incoming.event });
  // Drafts, and what is known of answers, with the buttons that carried them.
  await deps.cases.store.transact((tx) => tx.tokens.deleteOf(partyOf({ asker: address })));
  await deps.settings.forget(chat);
  deps.memory.forget(chat);
  // The words go; the language in which this person reads may stay for its half hour.
  deps.memory.remember(`spoken ${chat}`, language);
  const done = messageOf([sayTo(deps, language)(cards.length === 0 ? "chat.forget.done.none" : "chat.forget.done")]);
  if (deps.platform.hasWindows) return forgottenHere(turn, done, cards);
  return [
    edit(turn, done),
    ...cards.map((card) => ({ kind: "send" as const, to: incoming.place, message: cardMessage(card) })),
  ];
}

/** The codes in one window and nowhere else; the buttons of one's own page are gone with the rest, so it is made anew. */
async function forgottenHere(turn: PressTurn, done: ChatMessage, cards: readonly Card[]): Promise<Deed[]> {
  const keep = cards.length === 0 ? [] : [codeNote(turn)];
  const message = messageOf([...done.blocks, ...keep, ...cards.flatMap(cardBlocks)]);
  const fresh = { ...turn, settings: NOTHING_CHOSEN };
  const behind = turn.incoming.within === undefined ? [edit(turn, done)] : [];
  return [windowDeed(turn, message, { ground: "", isOnly: cards.length > 0 }), ...behind, await homeDeed(fresh)];
}

const listSchema = z.object({ cases: z.array(z.string()) });

/** A case of the queue, below the list; who may see it is asked now. */
export async function openListed({ turn, row, rest }: VerbPress): Promise<Deed[]> {
  const { deps, person, incoming } = turn;
  const caseId = listSchema.safeParse(JSON.parse(row.payload)).data?.cases[Number(rest)];
  if (!person || caseId === undefined) return tooOld(turn, true);
  const { id, language } = person.person;
  const card = await viewOfPerson(deps, id, { caseId, language });
  if (card && canOpen(deps, incoming)) return [cardWindow({ ...turn, language }, card, { ground: "" })];
  return card ? [{ kind: "send", to: incoming.place, message: boardMessage(card, id) }] : tooOld(turn, true);
}

/** A case of one's own, in a window; whether it still is, is asked now. */
export async function openOwn({ turn, row, rest }: VerbPress): Promise<Deed[]> {
  const { deps, address, language } = turn;
  const caseId = listSchema.safeParse(JSON.parse(row.payload)).data?.cases[Number(rest)];
  const own = await deps.cases.store.transact((tx) => tx.askers.casesOf(address));
  const card = caseId !== undefined && own.includes(caseId) ? await viewOfAsker(turn, { caseId, language }) : null;
  return card ? [cardWindow(turn, card, { ground: "" })] : tooOld(turn, true);
}
