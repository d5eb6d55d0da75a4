// Which buttons answers and menus have. They may be pressed again; nothing but a choice or a vote comes of them.

import { z } from "zod";

import type { TokenRow } from "../cases/store.ts";
import { switchRecall } from "../recall/opt-out.ts";
import { findOwn } from "./add-more.ts";
import { ANSWER } from "./answer-message.ts";
import { eraseAskers, giveReason, showFull, showTwin, vote } from "./answer-verbs.ts";
import { addTo } from "./bare-reply.ts";
import { prepareCase, reportForm } from "./bring-case.ts";
import { askForRemark } from "./challenge.ts";
import type { Deed } from "./chat-message.ts";
import { receiptForm } from "./commands.ts";
import { listen } from "./listen.ts";
import { forgetMessage, MENU, NEEDS, privacyMessage } from "./menu.ts";
import { chooseBody, chooseLanguage, forgetEverything, openListed, openOwn } from "./menu-verbs.ts";
import { messageOf } from "./messages-of.ts";
import { keepNothing, keepOffered } from "./offer-question.ts";
import { type PressTurn, sayTo } from "./talk-deps.ts";
import { noteOf, show, tooOld, type VerbPress } from "./verb-press.ts";
import { wordsWindow } from "./window.ts";

type Run = (press: VerbPress) => Promise<Deed[]>;
/** `of` is the kind of message that has such a button; `null` means any. */
type Verb = { readonly of: typeof ANSWER | typeof MENU | null; readonly run: Run };

const VERBS: Readonly<Record<string, Verb>> = {
  f: { of: ANSWER, run: showFull },
  t: { of: ANSWER, run: showTwin },
  n: { of: ANSWER, run: async (press) => show(press, messageOf(noteOf(press).steps)) },
  g: { of: ANSWER, run: vote },
  b: { of: ANSWER, run: vote },
  r: { of: ANSWER, run: giveReason },
  o: { of: ANSWER, run: async (press) => listenTo(press, noteOf(press).options[Number(press.rest)]) },
  x: { of: ANSWER, run: eraseAskers },
  j: { of: ANSWER, run: askForRemark },
  s: { of: ANSWER, run: keepOffered },
  u: { of: ANSWER, run: keepNothing },
  c: { of: null, run: bringCase },
  R: { of: null, run: switchRecall },
  h: { of: MENU, run: deletePressed },
  l: { of: MENU, run: chooseLanguage },
  d: { of: MENU, run: chooseBody },
  q: { of: MENU, run: async (press) => listenTo(press, needOf(press)) },
  v: { of: MENU, run: openListed },
  m: { of: MENU, run: addMore },
  k: { of: MENU, run: async (press) => listenTo(press, wordsOf(press)) },
  y: { of: MENU, run: forgetEverything },
  z: { of: MENU, run: deletePressed },
  p: { of: MENU, run: openOwn },
  e: { of: MENU, run: async ({ turn }) => [await receiptForm(turn)] },
  w: { of: MENU, run: async ({ turn }) => [await reportForm(turn)] },
  i: { of: MENU, run: async (press) => show(press, privacyMessage(press.turn)) },
  a: { of: MENU, run: async (press) => show(press, await forgetMessage(press.turn)) },
};

export type Pressing = {
  readonly token: string;
  readonly verb: string;
  readonly row: TokenRow | null;
  /** The press was begun before, and may have had its effect. */
  readonly isRetry: boolean;
};

/** A verb that the message never had is turned down like a button that is too old. */
export async function pressVerb(turn: PressTurn, { token, verb, row, isRetry }: Pressing): Promise<Deed[]> {
  // Being forgotten takes its own button away; whoever has not seen the codes must get them all the same.
  if (row === null && isRetry && verb === "y") return forgetEverything({ turn });
  const letter = verb.charAt(0);
  const known = Object.hasOwn(VERBS, letter) ? VERBS[letter] : undefined;
  const isOfMessage = row !== null && row.caseId === null && (row.action === ANSWER || row.action === MENU);
  if (!known || !isOfMessage || (known.of !== null && known.of !== row.action)) return tooOld(turn, known?.of === MENU);
  return known.run({ turn, token, row, rest: verb.slice(1) });
}

/** Pressed where no answer can stand, it stands in the private chat. */
async function listenTo({ turn }: VerbPress, text: string | undefined): Promise<Deed[]> {
  if (text === undefined) return tooOld(turn);
  const deeds = await listen(turn, { text });
  if (turn.incoming.within === undefined) return deeds;
  return [wordsWindow(turn, sayTo(turn.deps, turn.language)("chat.sentToChat")), ...deeds];
}

function needOf({ turn, rest }: VerbPress): string | undefined {
  const key = NEEDS[Number(rest)];
  return key && sayTo(turn.deps, turn.language)(key);
}

/** What the message with the button was about: from memory, else from the chat itself. */
function wordsOf({ turn, token }: VerbPress): string | undefined {
  const { deps, incoming, chat } = turn;
  return deps.memory.recall(`asked ${chat} ${token}`) ?? incoming.about?.text;
}

const namedSchema = z.object({ codename: z.string() });

async function addMore(press: VerbPress): Promise<Deed[]> {
  const { turn, row } = press;
  const { codename } = namedSchema.parse(JSON.parse(row.payload));
  const text = wordsOf(press);
  const found = text === undefined ? null : await findOwn(turn, codename);
  const added = found && text !== undefined ? await addTo(turn, found, text) : null;
  return added ? [...(await deletePressed(press)), ...added] : tooOld(turn, true);
}

async function deletePressed({ turn }: VerbPress): Promise<Deed[]> {
  const { deps, incoming, language } = turn;
  if (incoming.within !== undefined) return [wordsWindow(turn, sayTo(deps, language)("chat.cancelled"))];
  return [{ kind: "delete", to: incoming.place, id: incoming.messageId }];
}

/** In the language of the answer, where it is an answer's button. */
async function bringCase(press: VerbPress): Promise<Deed[]> {
  const { turn, token, row } = press;
  const language = row.action === ANSWER ? noteOf(press).language : turn.language;
  return prepareCase({ ...turn, language }, { token });
}
