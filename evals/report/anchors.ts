// Published figures, printed beside ours as context: each was measured on other data, so none is a rival.

export type Anchor = {
  readonly source: string;
  readonly measured: string;
  readonly figures: string;
  readonly items: string;
};

export const ANCHORS: readonly Anchor[] = [
  {
    source: "BSARD (Belgian statutes, French)",
    measured: "lay questions, the right article among 100 of 22,600",
    figures: "BM25 51.3 %, trained two-tower model 74.8 %",
    items: "1,100 questions",
  },
  {
    source: "Kaz-RAG-search, Akorda (official texts, Kazakh)",
    measured: "nDCG@10 among 471 passages",
    figures: "BM25 on stems .517, BGE-M3 .679",
    items: "244 questions",
  },
  {
    source: "Kazakh legal RAG (Kalzhanov 2026)",
    measured: "accuracy of the answer",
    figures: "hybrid search 82.2 %, BM25 alone 5.5 points less",
    items: "270 runs",
  },
  {
    source: "GOV.UK Chat (two pilots)",
    measured: "accurate answers, a partial one counted as wrong",
    figures: "rose from 76 % to 90 %",
    items: "26,000 questions asked",
  },
  {
    source: "Legal research tools (Stanford, arXiv 2405.20362)",
    measured: "answers with something made up",
    figures: "from more than 17 % to about 33 %, by tool",
    items: "202 questions",
  },
];
