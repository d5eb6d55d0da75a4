// What the buttons of an answer show, and what is thought of it.

import { z } from "zod";

import { todayOf } from "../cases/deps.ts";
import type { Day } from "../day.ts";
import { LANGUAGES } from "../language.ts";
import { keepNote } from "./answer-message.ts";
import type { Deed } from "./chat-message.ts";
import { BAD_REASONS } from "./chat-store.ts";
import { fullBlocks, nameTopic, topicsOf, twinBlocks } from "./look-up.ts";
import { dataButton, messageOf } from "./messages-of.ts";
import { askToKeep } from "./offer-question.ts";
import { sayTo } from "./talk-deps.ts";
import { edit, noteOf, notice, say, show, tooOld, type VerbPress } from "./verb-press.ts";

export async function showFull(press: VerbPress): Promise<Deed[]> {
  const { turn, token, rest } = press;
  const { knowledge } = turn.deps;
  const { provisions: ids, language } = noteOf(press);
  const topics = topicsOf(ids);
  const topic = topics[Number(rest)];
  if (topic === undefined) return tooOld(turn);
  const others = topics.flatMap((other, at) =>
    other === topic ? [] : [[dataButton(nameTopic(knowledge, other, language), `${token}.f${at}`)]],
  );
  return show(
    press,
    messageOf(fullBlocks(knowledge, topic, { ids, language, day: dayOf(press) }), { buttons: others }),
  );
}

export async function showTwin(press: VerbPress): Promise<Deed[]> {
  const language = z.enum(LANGUAGES).safeParse(press.rest).data;
  if (!language) return tooOld(press.turn);
  const wanted = { ids: noteOf(press).provisions, language, day: dayOf(press) };
  return show(press, messageOf(twinBlocks(press.turn.deps.knowledge, wanted)));
}

/** The law that was asked about; messages of an earlier release say nothing of it. */
function dayOf(press: VerbPress): Day {
  return noteOf(press).day ?? todayOf(press.turn.deps.cases);
}

/** Counted without anything of who or what; once for each answer. */
export async function vote(press: VerbPress): Promise<Deed[]> {
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
  const again = await keepNote(turn, row.action, { ...noteOf(press), asked: token });
  const reasons = BAD_REASONS.map((reason, at) => dataButton(wording(`chat.bad.${reason}`), `${again}.r${at}`));
  return say(press, messageOf([wording("chat.bad.why")], { buttons: [reasons.slice(0, 2), reasons.slice(2)] }));
}

export async function giveReason(press: VerbPress): Promise<Deed[]> {
  const { turn, token, rest } = press;
  const { cases } = turn.deps;
  const { provisions, language } = noteOf(press);
  const reason = BAD_REASONS[Number(rest)];
  if (reason === undefined) return tooOld(turn);
  const day = todayOf(cases);
  await cases.store.transact(async (tx) => {
    if (!(await tx.events.claim(`reason:${token}`, day))) return;
    await tx.feedback.explain({ day, language, verdict: "bad", reason, provision: provisions[0] ?? null });
  });
  return [edit(turn, askToKeep(press))];
}

export async function eraseAskers(press: VerbPress): Promise<Deed[]> {
  const { turn } = press;
  const { messageId, language } = noteOf(press);
  return [
    { kind: "delete", to: turn.incoming.place, id: messageId },
    notice(turn, sayTo(turn.deps, language)("chat.erased")),
  ];
}
