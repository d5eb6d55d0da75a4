// The system card: what Adep is, what it is good for and how good it is, written from a run so that no figure is a memory.

import { RETENTION } from "../src/cases/retention.ts";
import type { ActDocument } from "../src/knowledge/schemas.ts";
import { LANGUAGES } from "../src/language.ts";
import {
  COLUMNS,
  type Figures,
  headlineOf,
  LANGUAGE_NAMES,
  nameOf,
  type Share,
  splitsOf,
  writeInterval,
  writeMean,
  writeTime,
} from "./report/figures.ts";
import { figureOf, GROUPS } from "./report/summary-lines.ts";
import { listWeakest } from "./report/weakest.ts";
import type { Run } from "./results.ts";

export type About = {
  /** The state bodies that run it, by their names; empty where none is configured. */
  readonly bodies: readonly string[];
  readonly acts: readonly Pick<ActDocument, "title" | "edition" | "inForceFrom" | "inForceTo">[];
};

/** The same run and the same facts give the same card. */
export function renderSystemCard(run: Run, about: About): string {
  const figures = headlineOf(run);
  const parts = [
    `# System card of Adep`,
    `Written by \`npm run evals -- card\` from the run of ${writeTime(run.at)}, knowledge \`${run.knowledge}\`, ${run.rows.length} items. Do not change it by hand.`,
    PURPOSE,
    renderActs(about),
    renderFigures(figures),
    renderWeakest(figures),
    renderRuntime(run),
    renderPrivacy(),
    renderAnswerable(about),
  ];
  return `${parts.join("\n\n")}\n`;
}

const PURPOSE = `## What it is
A service that answers civil servants' questions about the ethics of Kazakhstan's civil service in ${joinWords(LANGUAGES.map((language) => LANGUAGE_NAMES[language]))}, in Telegram,
in Slack, on a local page and in the terminal. It finds provisions in a local index and shows summaries of them with act, place and edition, and the
acts' own words where official texts are installed. It generates no text by itself and needs no network and no downloaded model; a language model, where a body
configures one, may choose, order and shorten sentences of these passages, each checked word by word, and the reply says so. What looks serious it passes to the ethics commissioner of the state
body, without the asker's name and with personal data masked as far as it is recognised; a person decides everything that follows.

## What it is for
- Finding out what is allowed, what must be done, by when, and where it is written.
- Reaching the ethics commissioner without giving a name, and hearing back.

## What it is not for
- Legal advice or an official decision: the official text is the act itself, not what is shown of it here.
- Deciding about people, or proving anything: that a text is taken for serious is a reason to look, nothing more.
- Emergencies: it names ways to safety and is no emergency service.
- Official correspondence, state secrets, names of people.
- Matters outside the acts below.`;

function renderActs({ acts }: About): string {
  const lines = acts.map(({ title, edition, inForceFrom, inForceTo }) => {
    const until = inForceTo === null ? "" : ` until ${inForceTo}`;
    return `| ${cell(title.en)} | ${edition} | from ${inForceFrom}${until} |`;
  });
  return ["## The acts it knows", ["| act | edition | in force |", "|---|---|---|", ...lines].join("\n")].join("\n");
}

function renderFigures(figures: Figures): string {
  const splits = splitsOf(figures.rows);
  const lines = GROUPS.filter(({ suite }) => splits.has(suite)).flatMap((group) => [
    `| **${group.title}** (${splits.get(group.suite)}) ${"| ".repeat(COLUMNS.length)}|`,
    ...group.lines.map((line) => {
      const cells = COLUMNS.map((column) => writeShare(line.metric, figureOf(figures, group, line, column)));
      return `| ${line.label} | ${cells.join(" | ")} |`;
    }),
  ]);
  const head = [`| figure | ${COLUMNS.map(nameOf).join(" | ")} |`, `|---|${"---|".repeat(COLUMNS.length)}`];
  return `## How good it is
With the 95 % interval in brackets and the number of items. Nobody tunes on *test* items; where only *dev* items exist, the figure is likely to
flatter. Right articles were labelled by one author, and the questions were written for measuring: real ones may be harder.

${[...head, ...lines].join("\n")}`;
}

function writeShare(metric: string, share: Share | null): string {
  return share ? `${writeMean(metric, share)} (${writeInterval(metric, share)}), n ${share.n}` : "–";
}

function renderWeakest(figures: Figures): string {
  const { least, found } = listWeakest(figures);
  const lines = found.map(
    ({ group, line, column, label, share }) =>
      `| ${group.title} | ${line.label} | ${nameOf(column)} | ${cell(label)} | ${writeShare(line.metric, share)} |`,
  );
  return `## Where it is known to fail
The weakest of all languages and kinds with at least ${least} items. The lowest of many figures are partly low by chance: see the intervals.

${["| of | figure | language | kind | found |", "|---|---|---|---|---|", ...lines].join("\n")}`;
}

function renderRuntime({ latency, indexBytes, node, cores }: Run): string {
  const inMebibytes = (bytes: number): string => `${Math.round(bytes / 2 ** 20)} MiB`;
  return `## What it takes
On ${cores} cores with Node ${node}: an answer takes ${latency.p50.toFixed(1)} ms (median) and ${latency.p95.toFixed(1)} ms (95th percentile), n ${latency.n}; the index takes ${inMebibytes(indexBytes)} on disk.`;
}

function renderPrivacy(): string {
  const { ADDRESS_DAYS, CASE_DAYS, WITHDRAWN_DAYS, INBOX_DAYS, ADVICE_DAYS, CANDIDATE_DAYS } = RETENTION;
  return `## Data and privacy
- An ordinary question on the page is not stored, not logged and not sent anywhere. In a chat it lies sealed until it is answered, then in
  memory for a short while; one that could not be processed is erased after ${INBOX_DAYS} days; the platform keeps it as it keeps all chats. Logs hold fixed messages, never a text, an asker or a token.
- A case keeps the masked text alone. Masking misses some names: see the figures above.
- The asker's address lies sealed, apart from the case, for ${ADDRESS_DAYS} days at most unless the asker agreed to check-ins; *forget me* deletes it at once.
- Closed cases are erased after ${CASE_DAYS} days; withdrawn ones at once but for their count, which goes after ${WITHDRAWN_DAYS}.
- Which provisions an answer in a chat cited lies sealed with the asker's address for ${ADVICE_DAYS} days, so that Adep can tell when the law changes;
  \`/recall off\` stops it, \`/forget\` deletes it. What people agree to offer to the evals lies sealed and masked, without its writer, for
  at most ${CANDIDATE_DAYS} days.
- The commissioner sees the masked text and never who wrote it, unless the asker gives a name. Whoever administers the server could see what
  passes through it, and with the data key what is kept.
- Chats with bots in Telegram are not encrypted from end to end. A Slack workspace belongs to the employer, who may be able to export its messages.
- What Adep has learnt, it has learnt from \`knowledge/\` when its index was built; nothing that askers write goes there.`;
}

function renderAnswerable({ bodies }: About): string {
  const names = bodies.length > 0 ? joinWords(bodies) : "The state body that runs it (none is configured here)";
  return `## Who answers for it
${cell(names)}. Its ethics commissioner works the cases; whoever keeps the texts under \`knowledge/\` answers for what is said.`;
}

function joinWords(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

/** A name from a file must not end the cell or the line it stands in. */
const cell = (text: string): string => text.replace(/\s+/g, " ").replace(/[\\|<>[\]`*_]/g, "\\$&");
