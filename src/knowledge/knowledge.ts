// Everything Adep may say, in memory: read once at start, checked, never changed while the service runs.

import type { NameWords } from "../cases/mask.ts";
import type { WorkingDays } from "../cases/working-days.ts";
import type { Shelf } from "../editions/shelf.ts";
import type { Language } from "../language.ts";
import { MESSAGE_KEYS } from "../messages.ts";
import type { Thesaurus } from "../text/concepts.ts";
import { KnowledgeFault } from "./fault.ts";
import type { Provision } from "./provisions.ts";
import type {
  ActDocument,
  Calibration,
  Correspondence,
  EmergencyContact,
  Example,
  Messages,
  Outside,
  SignalRule,
  TriageText,
} from "./schemas.ts";
import type { Situation } from "./situations.ts";

export const PROMPTS = ["wording", "query", "second-look"] as const;
export type Prompts = Readonly<Record<(typeof PROMPTS)[number], string>>;

export type Knowledge = {
  /** SHA-256 of every file an index is built from: one built from other texts does not fit. */
  readonly hash: string;
  readonly documents: ReadonlyMap<string, ActDocument>;
  readonly provisions: readonly Provision[];
  /** Names of acts that Adep does not hold: "article 52 of the labour code" is no reference. */
  readonly otherActs: readonly string[];
  readonly examples: readonly Example[];
  readonly outside: readonly Outside[];
  readonly situations: readonly Situation[];
  readonly correspondence: readonly Correspondence[];
  readonly thesaurus: Thesaurus;
  readonly triage: readonly TriageText[];
  /** Classes of words that play the same part in a scene, for triage. */
  readonly lexicon: Thesaurus;
  readonly signals: readonly SignalRule[];
  readonly messages: Readonly<Record<Language, Messages>>;
  readonly calibration: Calibration;
  readonly workingDays: WorkingDays;
  readonly codenames: readonly string[];
  readonly personalNames: NameWords;
  readonly emergency: readonly EmergencyContact[];
  /** What a language model is told to do, where one is configured. */
  readonly prompts: Prompts;
  /** The acts' own words, where they have been imported. */
  readonly shelf: Shelf;
};

/** Every id that one file takes from another must exist. Throws a `KnowledgeFault` at the first that does not. */
export function checkReferences(knowledge: Knowledge): void {
  const ids = new Set(knowledge.provisions.map(({ id }) => id));
  const must = (file: string, id: string): void => {
    if (!ids.has(id)) throw new KnowledgeFault(file, id, "is not a provision under knowledge/provisions/");
  };
  for (const { provision } of knowledge.examples) must(`questions/${provision.split("/")[0]}.jsonl`, provision);
  for (const { id, provisions } of knowledge.situations) {
    for (const provision of provisions) must(`situations/${id}.md`, provision);
  }
  for (const { now, before } of knowledge.correspondence) {
    must("correspondence.json", now);
    must("correspondence.json", before);
  }
  for (const { document, id } of knowledge.provisions) {
    if (!knowledge.documents.has(document))
      throw new KnowledgeFault("documents.json", document, `is missing, though ${id} needs it`);
  }
  for (const { id, all, none } of knowledge.signals) {
    for (const word of [...all.flat(), ...none]) {
      if (!knowledge.lexicon[word])
        throw new KnowledgeFault("triage.json", id, `names ${word}, which is not in triage-lexicon.json`);
    }
  }
  for (const [language, messages] of Object.entries(knowledge.messages)) {
    for (const key of MESSAGE_KEYS) {
      if (messages[key] === undefined) throw new KnowledgeFault(`messages/${language}.json`, key, "is missing");
    }
  }
}
