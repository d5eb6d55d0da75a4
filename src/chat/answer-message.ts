// An answer as a message: the answer, its citations, what must be noted, the label; what leads on stands on buttons.

import { z } from "zod";

import { newId } from "../cases/deps.ts";
import { BUTTON_MS, partyOf } from "../cases/tokens.ts";
import { LANGUAGES, type Language } from "../language.ts";
import { OUTCOMES, type Reply } from "../question.ts";
import { isGrave } from "../triage/assess.ts";
import { writeEmergency } from "../write-emergency.ts";
import type { ChatButton, ChatMessage } from "./chat-message.ts";
import { citationBlocks } from "./look-up.ts";
import { dataButton, messageOf } from "./messages-of.ts";
import { type Block, bold, italic, note, paragraph } from "./rich.ts";
import { sayTo, type TalkDeps, type Turn } from "./talk-deps.ts";

/** What the buttons of an answer carry on: ids and fixed sentences, never the question. */
export const answerSchema = z.object({
  provisions: z.array(z.string()),
  language: z.enum(LANGUAGES),
  /** The law of this day; `null`: of the day on which the button is pressed. */
  day: z.iso.date().nullable().default(null),
  steps: z.array(z.string()),
  options: z.array(z.string()),
  /** The asker's own message. */
  messageId: z.string(),
  outcome: z.enum(OUTCOMES).exactOptional(),
  /** The answer under which this was asked or shown. */
  asked: z.string().exactOptional(),
});
export type AnswerNote = z.infer<typeof answerSchema>;

export const ANSWER = "answer";

/** One row in the store serves all buttons of a message; each adds a letter for what it does. */
export async function keepNote(
  { deps, address }: Pick<Turn, "deps" | "address">,
  action: string,
  note: unknown,
): Promise<string> {
  const { cases } = deps;
  const token = newId(cases);
  await cases.store.transact((tx) =>
    tx.tokens.put(token, {
      ...{ party: partyOf({ asker: address }), action, caseId: null, bundle: null, payload: JSON.stringify(note) },
      expiresAt: cases.now() + BUTTON_MS,
    }),
  );
  return token;
}

export type Answering = {
  /** Notes of the chat itself, such as the day whose law is asked about. */
  readonly notes: readonly string[];
  /** What saves was said already, with the case. */
  readonly isEmergencySaid: boolean;
  /** `null`: without buttons, as in a group. */
  readonly token: string | null;
  readonly isCommissionerOffered: boolean;
};

export function answerMessage(
  { knowledge }: Pick<TalkDeps, "knowledge">,
  reply: Reply,
  answering: Answering,
): ChatMessage {
  const { parts, citations, language } = reply;
  const { notes, isEmergencySaid, token, isCommissionerOffered } = answering;
  const say = sayTo({ knowledge }, language);
  // Buttons lead to the next steps of an answer; where there is none, the steps are the answer.
  const steps = citations.length === 0 || token === null ? parts.nextSteps : [];
  const offer = say("offer");
  const isOffer = (note: string): boolean => note === offer && !isCommissionerOffered;
  const blocks = [
    ...(isEmergencySaid ? [] : emergencyBlocks(reply)),
    paragraph([parts.answer, ...parts.choices.map((choice) => `• ${choice}`)].join("\n")),
    ...citations.flatMap((citation, at) => citationBlocks(knowledge, citation, { language, number: at + 1 })),
    ...[...notes, ...parts.notes.filter((one) => !isOffer(one))].map((one) => paragraph(one)),
    ...(steps.length > 0 ? [paragraph(steps.join("\n"))] : []),
    note(italic(parts.label)),
  ];
  return messageOf(
    blocks,
    token === null ? {} : { buttons: answerButtons(knowledge, reply, { token, isCommissionerOffered }) },
  );
}

export function emergencyBlocks({ parts }: Reply): Block[] {
  const [title, ...lines] = parts.emergency;
  return title === undefined ? [] : [paragraph(bold(title)), ...lines.map((line) => paragraph(line))];
}

/** What saves, where a text that is no question for the law tells of danger. */
export function savingBlocks({ knowledge, assess }: TalkDeps, text: string, language: Language): Block[] {
  return writeEmergency(knowledge, assess({ text }).triage, language).map((line) => paragraph(line));
}

type Buttons = { readonly token: string; readonly isCommissionerOffered: boolean };

function answerButtons(
  knowledge: TalkDeps["knowledge"],
  { language, citations, parts, triage }: Reply,
  { token, isCommissionerOffered }: Buttons,
): ChatButton[][] {
  const say = sayTo({ knowledge }, language);
  const press = (label: string, verb: string): ChatButton => dataButton(label, `${token}.${verb}`);
  const options = parts.choices.map((choice, at) => [press(choice, `o${at}`)]);
  const law = [
    press(say("chat.full"), "f0"),
    ...twinsOf(language).map((other) => press(say(`chat.twin.${other}`), `t${other}`)),
  ];
  const steps = parts.nextSteps.length > 0 && citations.length > 0 ? [press(say("chat.next"), "n")] : [];
  const verdicts: ChatButton[] = [
    { ...press("👍", "g"), verdict: "good" },
    { ...press("👎", "b"), verdict: "bad" },
  ];
  // What may be serious is for the commissioner, and is copied nowhere else.
  const challenge = citations.length > 0 && !isGrave(triage.severity) ? [press(say("challenge"), "j")] : [];
  const commissioner = dataButton(say("press.askCommissioner"), `${token}.c`, triage.offer ? "primary" : "plain");
  return [
    ...options,
    ...(citations.length > 0 ? [law] : []),
    [...steps, ...verdicts, ...challenge],
    ...(isCommissionerOffered ? [[commissioner]] : []),
  ];
}

function twinsOf(language: Language): Language[] {
  return LANGUAGES.filter((other) => other !== language);
}
