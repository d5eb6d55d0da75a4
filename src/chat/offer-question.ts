// What a person lets Adep keep so that an answer can be put right: asked each time, shown as it is kept, and kept once.

import type { Candidate } from "../candidates/candidate.ts";
import { keepOnce, maskOffer, type Offer, wasKept } from "../candidates/keep.ts";
import type { Outcome } from "../question.ts";
import { isGrave } from "../triage/assess.ts";
import type { AnswerNote } from "./answer-message.ts";
import type { ChatMessage, Deed } from "./chat-message.ts";
import { BAD_REASONS } from "./chat-store.ts";
import { dataButton, messageOf } from "./messages-of.ts";
import { type Block, bold, paragraph, quote } from "./rich.ts";
import { sayTo, type Turn } from "./talk-deps.ts";
import { edit, noteOf, type VerbPress } from "./verb-press.ts";

/** Stands in memory only, and not for long; `null` where it is gone. */
export function askedUnder({ deps, chat }: Turn, token: string | undefined): string | null {
  return token === undefined ? null : deps.memory.recall(`asked ${chat} ${token}`);
}

/** After the reason for a vote. What may be serious is for the commissioner, and is copied nowhere else. */
export function askToKeep(press: VerbPress): ChatMessage {
  const { turn, token, rest } = press;
  const { language, asked } = noteOf(press);
  const say = sayTo(turn.deps, language);
  const question = askedUnder(turn, asked);
  const isOffered = question !== null && !isGrave(turn.deps.assess({ text: question, language }).triage.severity);
  if (!isOffered) return messageOf([say("chat.thanks")]);
  const yes = dataButton(say("candidate.yes"), `${token}.s${rest}`);
  const no = dataButton(say("candidate.no"), `${token}.u`);
  return messageOf([say("chat.thanks"), say("candidate.ask")], { buttons: [[yes, no]] });
}

/** The yes: to a question after a vote, or to a challenge that was shown. */
export async function keepOffered(press: VerbPress): Promise<Deed[]> {
  const { token } = press;
  const { deps } = press.turn;
  const { language } = noteOf(press);
  const turn = { ...press.turn, language };
  const offer = offerOf(press);
  if (offer === null) {
    const key = (await wasKept(deps.cases, token)) ? "candidate.keptBefore" : "candidate.gone";
    return [edit(turn, messageOf([sayTo(deps, language)(key)]))];
  }
  await keepOnce(deps.cases, token, offer);
  const blocks = [sayTo(deps, language)("candidate.kept"), ...offerBlocks(turn, offer)];
  return [edit(turn, messageOf(blocks, { isProtected: true }))];
}

export async function keepNothing(press: VerbPress): Promise<Deed[]> {
  const { deps } = press.turn;
  const { language } = noteOf(press);
  // What has no name on it cannot be found again, so a yes is not taken back.
  const key = (await wasKept(deps.cases, press.token)) ? "candidate.keptBefore" : "candidate.not";
  return [edit({ ...press.turn, language }, messageOf([sayTo(deps, language)(key)]))];
}

/** With a reason it goes with a vote; without one the remark was remembered under this button. */
function offerOf(press: VerbPress): Offer | null {
  const { turn, token, rest } = press;
  const note = noteOf(press);
  const question = askedUnder(turn, note.asked);
  const reason = rest === "" ? null : (BAD_REASONS[Number(rest)] ?? null);
  const remark = reason === null ? askedUnder(turn, token) : "";
  if (question === null || remark === null) return null;
  const kind = reason === null ? "challenge" : "bad-answer";
  return { ...offerUnder(note, { kind, question, remark }), reason };
}

type Said = { readonly kind: Candidate["kind"]; readonly question: string; readonly remark: string };

export function offerUnder(note: AnswerNote, { kind, question, remark }: Said): Offer {
  const common = { kind, language: note.language, text: question, remark, outcome: outcomeOf(note) };
  return { ...common, reason: null, severity: { given: null, right: null } };
}

/** What an answer came to shows in what it led on to, where it was not written down. */
function outcomeOf({ outcome, provisions, options }: AnswerNote): Outcome | null {
  if (outcome !== undefined) return outcome;
  if (provisions.length === 0) return null;
  return options.length > 0 ? "clarify" : "answered";
}

/** The very words that are kept. */
export function offerBlocks({ deps }: Turn, offer: Offer): Block[] {
  const say = sayTo(deps, offer.language);
  const { text, remark } = maskOffer(deps.cases, offer);
  if (remark === "") return [quote(text)];
  return [
    ...[paragraph(bold(say("candidate.question"))), quote(text)],
    ...[paragraph(bold(say("candidate.remark"))), quote(remark)],
  ];
}
