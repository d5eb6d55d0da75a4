// `npm run cases -- list`, `show` and `stats`.

import type { Case, CaseState } from "./cases/case.ts";
import { factsOf } from "./cases/case-file.ts";
import { alignColumns, toJsonCase, writeCase, writeErrands, writeList } from "./cases/case-listing.ts";
import { addDays, dueOf } from "./cases/deadlines.ts";
import { type CaseDeps, todayOf } from "./cases/deps.ts";
import { countCases, type Statistics } from "./cases/statistics.ts";
import type { CaseTx } from "./cases/store.ts";
import { type Counted, countVotes } from "./chat/count-votes.ts";
import { dayInKazakhstan, writeDay } from "./day.ts";
import type { Knowledge } from "./knowledge/knowledge.ts";

export type Output = { readonly json?: true };

export function print({ json }: Output, lines: readonly string[], value: unknown): void {
  process.stdout.write(`${json ? JSON.stringify(value) : lines.join("\n")}\n`);
}

export async function findNamed(tx: CaseTx, codename: string): Promise<Case> {
  const found = await tx.cases.findByCodename(codename.trim());
  if (!found) throw new Error("there is no case of that codename (npm run cases -- list shows them)");
  return found;
}

type ListOptions = Output & { readonly state?: readonly CaseState[]; readonly body?: string };

export async function list({ store }: CaseDeps, options: ListOptions): Promise<void> {
  const { state, body } = options;
  const { cases, errands } = await store.transact(async (tx) => ({
    cases: await tx.cases.list(state ? { states: state } : {}),
    errands: await tx.outbox.count(),
  }));
  const shown = cases.filter((one) => body === undefined || one.body === body);
  const { oldestDueAt, ...counts } = errands;
  const messages = {
    ...counts,
    oldestDueOn: oldestDueAt === null ? null : dayInKazakhstan(new Date(oldestDueAt)),
  };
  print(options, [...writeList(shown), writeErrands(messages)], {
    cases: shown.map((one) => ({ ...factsOf(one), due: dueOf(one) })),
    messages,
  });
}

type ShowOptions = Output & { readonly text?: true };

export async function show(deps: CaseDeps, codename: string, options: ShowOptions): Promise<void> {
  const withText = options.text === true;
  const shown = await deps.store.transact(async (tx) => {
    const found = await findNamed(tx, codename);
    const entries = await tx.cases.entries(found.id).catch((cause: unknown) => {
      throw new Error(`a line of ${found.codename} does not open (npm run cases -- verify says which)`, { cause });
    });
    const read = { day: todayOf(deps), caseId: found.id, actor: "owner", action: "read", detail: "text" } as const;
    if (withText) await tx.audit.append(read);
    const records = (await tx.audit.all()).filter(({ caseId }) => caseId === found.id);
    return { found, entries, records, withText };
  });
  print(options, writeCase(shown), toJsonCase(shown));
}

type StatsOptions = Output & { readonly from?: string; readonly to?: string; readonly least: number };

const YEAR_DAYS = 365;
const CATEGORY = "category.";

export async function stats(deps: CaseDeps, { messages }: Knowledge, options: StatsOptions): Promise<void> {
  const to = options.to ?? todayOf(deps);
  const from = options.from ?? addDays(to, -YEAR_DAYS);
  if (from > to) throw new Error("--from must not be after --to");
  const counted = await deps.store.transact(async (tx) => ({
    cases: await tx.cases.list({}),
    records: await tx.audit.all(),
    votes: await tx.feedback.list(),
  }));
  const keys = Object.keys(messages.en).filter((key) => key.startsWith(CATEGORY));
  const categories = keys.map((key) => key.slice(CATEGORY.length));
  const { calendar } = deps;
  const statistics = countCases({ ...counted, categories, calendar, from, to, least: options.least });
  const answers = countVotes({ votes: counted.votes, from, to, least: options.least });
  print(options, writeStatistics(statistics, answers), { ...statistics, answers });
}

function writeStatistics(statistics: Statistics, { verdicts, reasons }: Counted): string[] {
  const { from, to, least, total, rated, medianWorkingDays } = statistics;
  const table = (title: string, cells: Readonly<Record<string, unknown>>): string[] => [
    ...["", title],
    ...alignColumns(Object.entries(cells).map(([name, cell]) => [`  ${name}`, String(cell)])),
  ];
  return [
    `cases opened ${writeDay(from)} to ${writeDay(to)} and still kept: ${total}`,
    ...table("by month", statistics.byMonth),
    ...table("by category", statistics.byCategory),
    ...table("by severity", statistics.bySeverity),
    ...table("by state", statistics.byState),
    ...table("closed ones by outcome", statistics.byOutcome),
    ...table(`rated: ${rated}`, statistics.byRating),
    ...table("median working days", { "to take": medianWorkingDays.toTake, "to close": medianWorkingDays.toClose }),
    ...table("answers in chats, as they were thought of", verdicts),
    ...table("why an answer was not good", reasons),
    ...["", `<${least} is anything from 0 to ${least - 1}; what is hidden would let a small number be computed.`],
  ];
}
