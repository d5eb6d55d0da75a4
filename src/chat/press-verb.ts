// What the buttons of answers and menus do. They may be pressed again; nothing but a choice or a vote comes of them.

import { z } from "zod";

import { todayOf } from "../cases/deps.ts";
import type { TokenRow } from "../cases/store.ts";
import { LANGUAGES, type Language } from "../language.ts";
import { answerSchema, keepNote } from "./answer-message.ts";
import { prepareCase } from "./bring-case.ts";
import { cardMessage } from "./card-message.ts";
import type { ChatMessage, Deed } from "./chat-message.ts";
import { BAD_REASONS } from "./chat-store.ts";
import { listen } from "./listen.ts";
import { fullBlocks, nameTopic, topicsOf, twinBlocks } from "./look-up.ts";
import { bodyMessage, NEEDS, welcomeMessage } from "./menu.ts";
import { answerWith, dataButton, messageOf } from "./messages-of.ts";
import { type PressTurn, sayTo } from "./talk-deps.ts";

export type VerbPress = {
  readonly turn: PressTurn;
  readonly token: string;
  readonly row: TokenRow;
  /** What follows the letter. */
  readonly rest: string;
};

type Verb = (press: VerbPress) => Promise<Deed[]>;

export const VERBS: Readonly<Record<string, Verb>> = {
  f: showFull,
  t: showTwin,
  n: async (press) => say(press, messageOf(noteOf(press).steps)),
  g: (press) => vote(press),
  b: (press) => vote(press),
  r: giveReason,
  o: async (press) => listen(press.turn, { text: noteOf(press).options[Number(press.rest)] ?? "" }),
  c: ({ turn, token }) => prepareCase(turn, { token }),
  x: eraseAskers,
  h: async ({ turn }) => [{ kind: "delete", to: turn.incoming.place, id: turn.incoming.messageId }],
  l: chooseLanguage,
  d: chooseBody,
  q: async ({ turn, rest }) => listen(turn, { text: sayTo(turn.deps, turn.language)(NEEDS[Number(rest)] ?? NEEDS[0]) }),
  y: forgetEverything,
  z: async ({ turn }) => [{ kind: "delete", to: turn.incoming.place, id: turn.incoming.messageId }],
};

function noteOf({ row }: VerbPress): z.infer<typeof answerSchema> {
  return answerSchema.parse(JSON.parse(row.payload));
}

function say({ turn }: VerbPress, message: ChatMessage): Deed[] {
  return [answerWith(turn.incoming, message)];
}

function notice({ incoming }: PressTurn, text: string): Deed {
  return { kind: "notice", pressId: incoming.pressId, text, isAlert: false };
}

async function showFull(press: VerbPress): Promise<Deed[]> {
  const { turn, token, rest } = press;
  const { knowledge } = turn.deps;
  const { provisions: ids, language } = noteOf(press);
  const topics = topicsOf(ids);
  const topic = topics[Number(rest)] ?? "";
  const others = topics.flatMap((other, at) =>
    other === topic ? [] : [[dataButton(nameTopic(knowledge, other, language), `${token}.f${at}`)]],
  );
  return say(press, messageOf(fullBlocks(knowledge, topic, { ids, language }), { buttons: others }));
}

async function showTwin(press: VerbPress): Promise<Deed[]> {
  const language = z.enum(LANGUAGES).parse(press.rest);
  return say(press, messageOf(twinBlocks(press.turn.deps.knowledge, noteOf(press).provisions, language)));
}

/** Counted without anything of who or what; once for each answer. */
async function vote(press: VerbPress): Promise<Deed[]> {
  const { turn, token, row } = press;
  const verdict = turn.incoming.data.endsWith(".g") ? "good" : "bad";
  const { cases } = turn.deps;
  const { provisions, language } = noteOf(press);
  const wording = sayTo(turn.deps, language);
  const day = todayOf(cases);
  const isFirst = await cases.store.transact(async (tx) => {
    if (!(await tx.events.claim(`vote:${token}`, day))) return false;
    await tx.feedback.count({ day, language, verdict, reason: null, provision: provisions[0] ?? null });
    return true;
  });
  if (!isFirst) return [notice(turn, wording("chat.voted"))];
  if (verdict === "good") return [notice(turn, wording("chat.thanks"))];
  const again = await keepNote(turn, row.action, noteOf(press));
  const reasons = BAD_REASONS.map((reason, at) => dataButton(wording(`chat.bad.${reason}`), `${again}.r${at}`));
  return say(press, messageOf([wording("chat.bad.why")], { buttons: [reasons.slice(0, 2), reasons.slice(2)] }));
}

async function giveReason(press: VerbPress): Promise<Deed[]> {
  const { turn, token, rest } = press;
  const { cases } = turn.deps;
  const { provisions, language } = noteOf(press);
  const reason = BAD_REASONS[Number(rest)] ?? null;
  const day = todayOf(cases);
  await cases.store.transact(async (tx) => {
    if (!(await tx.events.claim(`reason:${token}`, day))) return;
    await tx.feedback.count({ day, language, verdict: "bad", reason, provision: provisions[0] ?? null });
  });
  return [edit(turn, messageOf([sayTo(turn.deps, language)("chat.thanks")]))];
}

function edit({ incoming }: PressTurn, message: ChatMessage): Deed {
  return { kind: "edit", to: incoming.place, id: incoming.messageId, message };
}

async function eraseAskers(press: VerbPress): Promise<Deed[]> {
  const { turn } = press;
  const { messageId, language } = noteOf(press);
  return [
    { kind: "delete", to: turn.incoming.place, id: messageId },
    notice(turn, sayTo(turn.deps, language)("chat.erased")),
  ];
}

/** The first choice is followed by what Adep is, and by the choice of the body where there are several. */
async function chooseLanguage({ turn, rest }: VerbPress): Promise<Deed[]> {
  const language: Language = z.enum(LANGUAGES).parse(rest);
  const { deps, chat, incoming } = turn;
  const settings = await deps.settings.change(chat, { language });
  const changed = { ...turn, settings, language };
  const body = settings.body === null ? await bodyMessage(changed, language) : null;
  return [
    edit(turn, messageOf([sayTo(deps, language)("chat.language.set")])),
    { kind: "send", to: incoming.place, message: await welcomeMessage(changed, language) },
    ...(body ? [{ kind: "send" as const, to: incoming.place, message: body }] : []),
  ];
}

const bodiesSchema = z.object({ bodies: z.array(z.string()) });

async function chooseBody({ turn, row, rest }: VerbPress): Promise<Deed[]> {
  const { deps, chat, language } = turn;
  const id = bodiesSchema.parse(JSON.parse(row.payload)).bodies[Number(rest)];
  const body = deps.cases.bodies().bodies.find((one) => one.id === id);
  const wording = sayTo(deps, language);
  if (!body) return [notice(turn, wording("ask.unknownBody"))];
  await deps.settings.change(chat, { body: body.id });
  return [edit(turn, messageOf([wording("chat.body.set", { body: body.name[language] })]))];
}

async function forgetEverything({ turn }: VerbPress): Promise<Deed[]> {
  const { deps, chat, address, language, incoming } = turn;
  const cards = await deps.reception.leave(address, language);
  await deps.settings.forget(chat);
  deps.memory.forget(chat);
  return [
    edit(turn, messageOf([sayTo(deps, language)("chat.forget.done")])),
    ...cards.map((card) => ({ kind: "send" as const, to: incoming.place, message: cardMessage(card) })),
  ];
}
