// The scorers whose training takes longest, as a function of plain data: it runs in a process beside the rest.

import type { Knowledge } from "../knowledge/knowledge.ts";
import type { Classifier } from "../retrieval/classifier.ts";
import { buildConceptFinder } from "../text/concepts.ts";
import { type TriageScorer, trainTriage } from "../triage/scorer.ts";
import { trainTopics } from "./topic-training.ts";

export type Scorers = { readonly topics: Classifier; readonly triage: TriageScorer };

/** Share of the work that the topics are. */
const TOPICS = 0.6;

export function trainScorers(knowledge: Knowledge, onShare: (share: number) => void): Scorers {
  const topics = trainTopics(knowledge, (share) => onShare(TOPICS * share));
  const words = { lexicon: buildConceptFinder(knowledge.lexicon), signals: knowledge.signals };
  const triage = trainTriage(knowledge, { concepts: buildConceptFinder(knowledge.thesaurus), words });
  onShare(1);
  return { topics, triage };
}
