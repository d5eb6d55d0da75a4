// A message of an asker: triage and escalation first, the answer after them. A case does not wait for an answer, nor need one.

import type { Ask } from "./ask.ts";
import type { Card } from "./cases/card.ts";
import type { Address } from "./cases/case.ts";
import { plainCard } from "./cases/plain-card.ts";
import type { Heard, Reception } from "./cases/reception.ts";
import type { Knowledge } from "./knowledge/knowledge.ts";
import { say } from "./messages.ts";
import type { Question, Reply } from "./question.ts";
import { isGrave, NAMES } from "./triage/assess.ts";
import type { Assess, Assessed } from "./triage/assess-question.ts";

export type Hearing = {
  readonly question: Question;
  readonly address: Address;
  /** The platform's own id of the message. */
  readonly event?: string;
  /** The state body the asker chose. */
  readonly body?: string;
  /** There are several bodies and none was chosen: the asker is asked before anything is sent. */
  readonly isBodyOpen?: boolean;
  /** The message comes again where this rejects, so a fault of the store is passed on instead of being told. */
  readonly comesAgain?: boolean;
};

export type HeardReply = {
  readonly reply: Reply;
  /** The case that was opened, what would be sent, or word that nothing could be sent; `null` for an ordinary question. */
  readonly card: Card | null;
};

export type Hear = {
  hear(hearing: Hearing): Promise<HeardReply>;
  /** *Ask the commissioner*, and the yes to an offer: what would be sent, with the choice. Rejects where the store fails. */
  prepare(hearing: Hearing): Promise<Card>;
};

export type HearDeps = {
  readonly ask: Ask;
  readonly assess: Assess;
  readonly reception: Reception;
  readonly messages: Knowledge["messages"];
  readonly log: (message: string, cause: unknown) => void;
};

/** What a verdict on a question makes of it as a report. */
export function toReport({ text }: Question, { triage, language }: Assessed): Omit<Heard, "address"> {
  const { severity, category, signals } = triage;
  return { text, language, severity, category, isAboutCommissioner: signals.includes("about-commissioner") };
}

type Escalating = Required<Pick<Hearing, "isBodyOpen" | "comesAgain">> & {
  /** The commissioner is named, and nobody can say whether as the one who did it: the asker must say, before anybody is told. */
  readonly isDoubtful: boolean;
};

function toEscalating({ isBodyOpen = false, comesAgain = false }: Hearing, { triage }: Assessed): Escalating {
  const { signals } = triage;
  return { isBodyOpen, comesAgain, isDoubtful: signals.includes(NAMES) && !signals.includes("about-commissioner") };
}

export function createHear({ ask, assess, reception, messages, log }: HearDeps): Hear {
  const toHeard = ({ question, address, event, body }: Hearing, assessed: Assessed): Heard => ({
    ...toReport(question, assessed),
    address,
    ...(event === undefined ? {} : { event }),
    ...(body === undefined ? {} : { body }),
  });
  const escalate = async (heard: Heard, { isBodyOpen, comesAgain, isDoubtful }: Escalating): Promise<Card> => {
    try {
      if (isBodyOpen) return await reception.askBody(heard);
      return await (isDoubtful
        ? reception.prepare({ ...heard, isAboutCommissioner: true })
        : reception.escalate(heard));
    } catch (cause) {
      if (comesAgain) throw cause;
      log("a case could not be opened", cause);
      return plainCard({ title: say(messages[heard.language], "case.failed"), result: "unavailable" });
    }
  };
  return {
    prepare: (hearing) => {
      const heard = toHeard(hearing, assess(hearing.question));
      return hearing.isBodyOpen ? reception.askBody(heard) : reception.prepare(heard);
    },
    hear: async (hearing) => {
      const assessed = assess(hearing.question);
      const card = isGrave(assessed.triage.severity)
        ? await escalate(toHeard(hearing, assessed), toEscalating(hearing, assessed))
        : null;
      return { reply: await ask(hearing.question, assessed.triage), card };
    },
  };
}
