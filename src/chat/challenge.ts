// "Challenge this answer": what is wrong with it is asked for, shown with the question as both would be kept, and kept on a yes.

import type { TokenRow } from "../cases/store.ts";
import { partyOf } from "../cases/tokens.ts";
import { isGrave } from "../triage/assess.ts";
import { ANSWER, type AnswerNote, answerSchema, keepNote, savingBlocks } from "./answer-message.ts";
import type { ChatButton, ChatMessage, Deed } from "./chat-message.ts";
import type { Incoming } from "./incoming.ts";
import { answerWith, dataButton, messageOf } from "./messages-of.ts";
import { askedUnder, offerBlocks, offerUnder } from "./offer-question.ts";
import { type Block, paragraph } from "./rich.ts";
import { WISH_MS } from "./settings.ts";
import { sayTo, type Turn } from "./talk-deps.ts";
import { noteOf, notice, say, type VerbPress } from "./verb-press.ts";
import { canOpen, windowDeed } from "./window.ts";

/** What the remark comes back with; the question stays in memory. */
export const CHALLENGE = "challenge";

export async function askForRemark(press: VerbPress): Promise<Deed[]> {
  const note = { ...noteOf(press), asked: press.token };
  const { language } = note;
  const turn = { ...press.turn, language };
  const { deps, chat, incoming } = turn;
  const wording = sayTo(deps, language);
  if (askedUnder(turn, note.asked) === null) {
    return [{ ...notice(turn, wording("candidate.gone")), isAlert: true }];
  }
  const token = await keepNote(turn, CHALLENGE, note);
  if (canOpen(deps, incoming)) return [remarkForm(turn, token)];
  const wish = { kind: "press", side: "asker", token, until: deps.cases.now() + WISH_MS, language } as const;
  await deps.settings.change(chat, { wish: { ...wish, prompt: null } });
  const blocks = [wording("challenge.ask"), wording("challenge.how"), wording("chat.wishHint")];
  return say(press, messageOf(blocks, { wants: wording("challenge.field"), wantedFor: token }));
}

function remarkForm(turn: Turn, token: string): Deed {
  const wording = sayTo(turn.deps, turn.language);
  const button = wording("press.continue");
  const form = { label: wording("challenge.ask"), value: "", button, data: `${token}.j` };
  return windowDeed(turn, messageOf([wording("challenge.how")]), { form, ground: "" });
}

/** `null` where the text was wanted for something else. */
export async function findChallenge({ deps, address }: Turn, token: string): Promise<AnswerNote | null> {
  const by = { parties: [partyOf({ asker: address })], now: deps.cases.now() };
  const row = await deps.cases.store.transact((tx) => tx.tokens.look(token, by));
  return row?.action === CHALLENGE ? readNote(row) : null;
}

function readNote({ payload }: TokenRow): AnswerNote {
  return answerSchema.parse(JSON.parse(payload));
}

export async function previewRemark(turn: Turn, note: AnswerNote, text: string): Promise<Deed[]> {
  return [answerWith(turn.incoming, await previewMessage(turn, note, text))];
}

type Submitted = Turn<Extract<Incoming, { readonly kind: "submit" }>>;

/** As it was written in the form of a window. */
export async function takeRemark(came: Submitted, row: TokenRow): Promise<Deed[]> {
  const note = readNote(row);
  const turn = { ...came, language: note.language };
  const { text, data } = came.incoming;
  if (text.trim() === "") return [remarkForm(turn, data.split(".")[0] ?? "")];
  return [windowDeed(turn, await previewMessage(turn, note, text), { ground: "" })];
}

/** What is told in a remark may be more than a remark: then the commissioner is offered here as under any answer. */
async function previewMessage(turn: Turn, note: AnswerNote, remark: string): Promise<ChatMessage> {
  const { deps, chat } = turn;
  const { language } = note;
  const wording = sayTo(deps, language);
  const token = await keepNote(turn, ANSWER, note);
  deps.memory.remember(`asked ${chat} ${token}`, remark);
  const { before, commissioner } = seriousPart(turn, { token, note, remark });
  const question = askedUnder(turn, note.asked);
  if (question === null) return messageOf([...before, wording("candidate.gone")], { buttons: commissioner });
  const offer = offerUnder(note, { kind: "challenge", question, remark });
  const send = dataButton(wording("press.send"), `${token}.s`, "primary");
  const cancel = dataButton(wording("press.cancel"), `${token}.u`);
  const blocks = [...before, wording("challenge.preview"), ...offerBlocks(turn, offer)];
  return messageOf(blocks, { buttons: [[send, cancel], ...commissioner], isProtected: true });
}

type Written = { readonly token: string; readonly note: AnswerNote; readonly remark: string };
type Serious = { readonly before: readonly Block[]; readonly commissioner: readonly ChatButton[][] };

function seriousPart({ deps }: Turn, { token, note, remark }: Written): Serious {
  const { language } = note;
  const { triage } = deps.assess({ text: remark, language });
  if (!isGrave(triage.severity) && !triage.offer) return { before: [], commissioner: [] };
  const wording = sayTo(deps, language);
  const before = [...savingBlocks(deps, remark, language), paragraph(wording("offer"))];
  return { before, commissioner: [[dataButton(wording("press.askCommissioner"), `${token}.c`, "primary")]] };
}
