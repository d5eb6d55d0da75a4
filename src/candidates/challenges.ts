// A challenge where nothing is remembered between two forms: what was asked and what is held against the answer come along each time.

import type { CaseDeps } from "../cases/deps.ts";
import type { Knowledge } from "../knowledge/knowledge.ts";
import type { Language } from "../language.ts";
import type { Outcome } from "../question.ts";
import { isGrave } from "../triage/assess.ts";
import type { Assess } from "../triage/assess-question.ts";
import { writeEmergency } from "../write-emergency.ts";
import { keepOnce, maskOffer, type Offer } from "./keep.ts";

export type Challenge = {
  readonly language: Language;
  readonly question: string;
  readonly remark: string;
  readonly outcome: Outcome;
};

export type Challenges = {
  preview(challenge: Challenge): ChallengePreview;
  /** Nothing more happens where something was kept under this key. */
  keep(key: string, challenge: Challenge): Promise<Offer>;
};

export type ChallengePreview = {
  /** The very words that would be kept. */
  readonly offer: Offer;
  /** What is told may be more than a remark. */
  readonly isCommissionerOffered: boolean;
  readonly emergency: readonly string[];
};

type Deps = {
  readonly cases: CaseDeps;
  readonly assess: Assess;
  readonly knowledge: Pick<Knowledge, "messages" | "emergency">;
};

export function createChallenges({ cases, assess, knowledge }: Deps): Challenges {
  const toOffer = ({ language, question, remark, outcome }: Challenge): Offer =>
    maskOffer(cases, {
      ...{ kind: "challenge", language, text: question, remark, reason: null, outcome },
      severity: { given: null, right: null },
    });
  return {
    preview: (challenge) => {
      const { remark, language } = challenge;
      const { triage } = assess({ text: remark, language });
      const isCommissionerOffered = isGrave(triage.severity) || triage.offer;
      return {
        offer: toOffer(challenge),
        isCommissionerOffered,
        emergency: writeEmergency(knowledge, triage, language),
      };
    },
    keep: async (key, challenge) => {
      const offer = toOffer(challenge);
      await keepOnce(cases, key, offer);
      return offer;
    },
  };
}
