import { CompiledQuery } from "kysely";
import { describe, expect, test } from "vitest";

import { ASKER_PRESSES } from "../src/cases/asker-presses.ts";
import type { Card } from "../src/cases/card.ts";
import { CASE_STATES, type Case, type CaseState } from "../src/cases/case.ts";
import { PERSON_PRESSES } from "../src/cases/person-presses.ts";
import { makeToken } from "../src/cases/tokens.ts";
import { ACTORS, type ActorRow, isAllowed, payloadOf, QUESTIONS, SHOWING } from "./authority-table.ts";
import { type CaseBench, openBench } from "./case-fakes.ts";

const language = "en" as const;
const PRESSES = [...new Set([...Object.keys(ASKER_PRESSES), ...Object.keys(PERSON_PRESSES)])];
const WHICH = ["own", "other"] as const;
type Cell = {
  readonly actor: ActorRow;
  readonly press: string;
  readonly state: CaseState;
  readonly which: (typeof WHICH)[number];
  readonly text: string;
};

const CELLS: readonly Cell[] = ACTORS.flatMap((actor) =>
  PRESSES.flatMap((press) =>
    CASE_STATES.flatMap((state) =>
      WHICH.flatMap((which) => ["Some words", ""].map((text) => ({ actor, press, state, which, text }))),
    ),
  ),
);
const WAITS_FOR_TEXT = ["details", "answer", "name", "reopen", "note"];
const isQuestion = ({ actor, press, text }: Cell): boolean =>
  QUESTIONS.includes(press) ||
  (text === "" && WAITS_FOR_TEXT.includes(press) && !(press === "reopen" && actor.side === "person"));
/** A press that takes no text is the same with one. */
const isNew = ({ press, text }: Cell): boolean => text !== "" || [...QUESTIONS, ...WAITS_FOR_TEXT].includes(press);

const asAsker = (id: string) => ({ kind: "asker" as const, address: { channel: "page" as const, id } });

let made = 0;

function someCase({ actor, state, which }: Cell): Case {
  made += 1;
  const isWaiting = state === "opened" || state === "told" || state === "reopened";
  const people =
    which === "own"
      ? { body: "gardens", handlers: actor.handlers, excluded: actor.excluded ?? [], holder: actor.holder }
      : { body: "rivers", handlers: ["ferryman"], excluded: [], holder: "ferryman" };
  return {
    ...{ id: `case-${made}`, codename: `Saiga-${made}`, state, severity: "serious", category: null, language },
    ...{ channel: "page", origin: "auto", openedOn: "2026-09-07", acknowledgeBy: "2026-09-10" },
    ...{ feedbackBy: "2026-09-28", closedOn: state === "closed" || state === "withdrawn" ? "2026-09-07" : null },
    ...{ destination: null, outcome: null, checkIns: false, version: 1, ...people },
    // Only a holder's own card is made for a case that waits and is held.
    holder: isWaiting && actor.own !== "holder" && which === "own" ? null : people.holder,
  };
}

async function prepare(bench: CaseBench, cell: Cell): Promise<string> {
  const made = someCase(cell);
  const { address } = asAsker(cell.which === "own" ? "asker-one" : "asker-two");
  await bench.deps.store.transact(async (tx) => {
    await tx.cases.insert(made);
    await tx.cases.addEntry(made.id, { kind: "report", by: "asker", day: "2026-09-07", text: "The report" });
    await tx.askers.link(made.id, { address, language, expiresOn: "2027-03-01" });
  });
  return made.id;
}

async function press(bench: CaseBench, caseId: string, { actor, press: action, which, text }: Cell): Promise<Card> {
  const owner = actor.buttonOf ?? (which === "own" ? "asker-one" : "asker-two");
  const party =
    actor.side === "person" ? { person: actor.id } : { asker: asAsker(which === "own" ? owner : "asker-two").address };
  const payload = payloadOf(action, which === "own" ? "spade" : "gardener");
  const token = await bench.deps.store.transact((tx) => makeToken(tx, bench.deps, { party, caseId, action, payload }));
  const by = actor.side === "person" ? { kind: "person" as const, id: actor.id } : asAsker(actor.id);
  before = await look(bench, caseId);
  return bench.press({ actor: by, token, language, text });
}

let before = "";

/** The case with all that belongs to it, and how much there is of everything else. */
async function look(bench: CaseBench, caseId: string): Promise<string> {
  const of = (table: string, key: string): string =>
    `(select json_group_array(json_array(${table}.rowid, ${COLUMNS[table]})) from ${table} where ${key} = '${caseId}')`;
  const count = (table: string): string => `(select count(*) from ${table})`;
  const parts = [
    ...[of("cases", "id"), of("entries", "case_id"), of("askers", "case_id"), of("receipts", "case_id")],
    ...[of("outbox", "case_id"), count("cases"), count("entries"), count("outbox"), count("tokens")],
    ...[count("audit"), count("events"), count("askers"), count("receipts"), "(select sealed from settings limit 1)"],
  ];
  const query = CompiledQuery.raw(`select json_array(${parts.join(", ")}) as seen`);
  const { rows } = await bench.opened.database.db.executeQuery<{ readonly seen: string }>(query);
  return rows[0]?.seen ?? "";
}

const COLUMNS: Readonly<Record<string, string>> = {
  cases: "state, version, handlers, excluded, holder, body, outcome, check_ins",
  entries: "seq, kind, sealed",
  askers: "sealed, expires_on",
  receipts: "hash",
  outbox: "key, state",
};

const NEUTRAL = { lines: [], quote: null, buttons: [], input: null, whole: null, result: "refused" };

/** Cells that are not as the table says, in words. */
async function findWrong(cells: readonly Cell[]): Promise<string[]> {
  const bench = await openBench();
  await bench.opened.database.db.executeQuery(CompiledQuery.raw("pragma synchronous = off"));
  const refused = bench.deps.messages.en["press.refused"];
  const ready = new Map<string, string>();
  const wrong: string[] = [];
  for (const cell of cells) {
    const { actor, press: name, state, which, text } = cell;
    const place = `${actor.name} ${state} ${which}`;
    const caseId = ready.get(place) ?? (await prepare(bench, cell));
    ready.set(place, caseId);
    const card = await press(bench, caseId, cell);
    const isSame = (await look(bench, caseId)) === before;
    const isNeutral = JSON.stringify({ ...card, title: "" }) === JSON.stringify({ title: "", ...NEUTRAL });
    const isRefused = isNeutral && card.title === refused && isSame;
    const isDone =
      isQuestion(cell) || SHOWING.includes(name)
        ? card.result === "shown"
        : card.result === "done" || card.result === "erased";
    const where = `${place}: ${name}${text === "" ? " without words" : ""}`;
    if (isAllowed(actor[which], name, state) ? !isDone : !isRefused) wrong.push(`${where} → ${card.result}`);
    if (!isSame) ready.delete(place);
  }
  return wrong;
}

describe("authority", () => {
  test("is as the table says, in every cell that has an effect", async () => {
    const cells = CELLS.filter((cell) => isNew(cell) && !isQuestion(cell));
    expect(cells.length).toBeGreaterThan(1000);
    expect(await findWrong(cells)).toEqual([]);
  });

  test("is needed to be asked anything", async () => {
    const cells = CELLS.filter((cell) => isNew(cell) && isQuestion(cell));
    expect(await findWrong(cells.filter(({ actor, which }) => actor[which] === "none"))).toEqual([]);
  });

  // Whoever has a right to the case is asked for words, or shown a choice, also where the answer would be refused then.
  test("and a state that fits are needed to be asked for words", async () => {
    const cells = CELLS.filter((cell) => isNew(cell) && isQuestion(cell));
    expect(await findWrong(cells.filter(({ actor, which }) => actor[which] !== "none"))).toEqual([]);
  });
});
