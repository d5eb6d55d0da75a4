// Acts that were hurt on their way, imported over a good edition: none may crash, hang, or take the good one's place wrongly.

import { readKnowledge } from "../../adapters/file-knowledge.ts";
import { readSource } from "../../adapters/readers/read-source.ts";
import type { Edition } from "../../src/editions/edition.ts";
import { type Imported, importText, keepable } from "../../src/editions/import-text.ts";
import type { Knowledge } from "../../src/knowledge/knowledge.ts";
import { ACTS, type Form, fileOf, linesIn, type Made, nameOf } from "./act-files.ts";
import { countDisplaced, faultIn, type Good } from "./kept-editions.ts";
import { BYTE_HURTS, LINE_HURTS } from "./mutating-bytes.ts";
import { type Chance, createChance } from "./seeded.ts";

export type ImportFigures = {
  readonly mutations: number;
  /** By what became of them: why the file was no text, why the text was refused, or that it would be kept. */
  readonly outcomes: Readonly<Record<string, number>>;
  readonly keptByHurt: Readonly<Record<string, number>>;
  /** Rejected otherwise than by one line for people. */
  readonly crashes: readonly string[];
  /** Would be kept though it is no whole edition: fewer than half of the units, words from nowhere, one id twice. */
  readonly wrong: readonly string[];
  /** Kept units that hold mostly words of another one, and those of them in texts where no doubt was told. */
  readonly displaced: number;
  readonly untold: number;
  readonly slowestMs: number;
};

type Counts = Record<string, number>;
type Seen = Record<"mutations" | "displaced" | "untold" | "slowestMs", number> &
  Record<"outcomes" | "keptByHurt", Counts> &
  Record<"crashes" | "wrong", string[]>;

const DAY = "2026-05-01";
const ORIGIN = { source: "act", checksum: "0".repeat(64), importedAt: "2026-08-15T00:00:00.000Z" };

export async function mutateImports(run: {
  readonly count: number;
  readonly seed: number;
  readonly forms: readonly Form[];
}): Promise<ImportFigures> {
  const knowledge = await readKnowledge("knowledge", "spoken");
  const good = await readGood(knowledge);
  const seen: Seen = {
    ...{ mutations: 0, outcomes: {}, keptByHurt: {}, crashes: [], wrong: [] },
    ...{ displaced: 0, untold: 0, slowestMs: 0 },
  };
  for (let at = 0; at < run.count; at += 1) {
    const chance = createChance(run.seed * 1_000_003 + at);
    const made: Made = { act: chance.pick(ACTS), form: chance.pick(run.forms), language: chance.pick(["kk", "ru"]) };
    const { name, bytes } = await hurt(made, chance, knowledge);
    await judge({ made, name: `${at} ${made.form} ${name}`, hurtBy: name, bytes, good, knowledge, seen });
  }
  return { ...seen, outcomes: sorted(seen.outcomes), keptByHurt: sorted(seen.keptByHurt) };
}

async function readGood(knowledge: Knowledge): Promise<Good[]> {
  const wanted = ACTS.flatMap((act) =>
    (["kk", "ru"] as const).map((language): Made => ({ act, language, form: "plain" })),
  );
  return Promise.all(
    wanted.map(async (made) => {
      const source = await readSource(await fileOf("plain", linesIn(made, knowledge).join("\n")), nameOf("plain"));
      const imported = importOf(made, source, { knowledge, installed: [] });
      const edition = keepable(imported, false);
      if (!edition) throw new Error(`${made.act} in ${made.language} is no good edition`);
      return { edition, doubts: imported.read.doubts.length };
    }),
  );
}

function importOf(
  { act, language }: Made,
  source: Awaited<ReturnType<typeof readSource>>,
  { knowledge, installed }: { readonly knowledge: Knowledge; readonly installed: readonly Edition[] },
): Imported {
  const document = knowledge.documents.get(act);
  if (!document) throw new Error(`no act ${act}`);
  return importText(knowledge, source, {
    document,
    language,
    edition: DAY,
    inForceFrom: null,
    origin: ORIGIN,
    installed,
  });
}

async function hurt(made: Made, chance: Chance, knowledge: Knowledge): Promise<{ name: string; bytes: Uint8Array }> {
  const lines = linesIn(made, knowledge);
  const name = chance.pick([...Object.keys(LINE_HURTS), ...Object.keys(BYTE_HURTS)]);
  const inLines = LINE_HURTS[name];
  const other = linesIn({ ...made, language: made.language === "kk" ? "ru" : "kk" }, knowledge);
  const bytes = await fileOf(made.form, inLines ? inLines(lines, chance, other) : lines.join("\n"));
  return { name, bytes: BYTE_HURTS[name]?.(bytes, chance) ?? bytes };
}

type Judging = {
  readonly made: Made;
  readonly name: string;
  readonly hurtBy: string;
  readonly bytes: Uint8Array;
  readonly good: readonly Good[];
  readonly knowledge: Knowledge;
  readonly seen: Seen;
};

async function judge({ made, name, hurtBy, bytes, good, knowledge, seen }: Judging): Promise<void> {
  const began = performance.now();
  const told = await importAs(made, bytes, { knowledge, installed: good.map(({ edition }) => edition) });
  seen.mutations += 1;
  seen.slowestMs = Math.max(seen.slowestMs, Math.round(performance.now() - began));
  if ("fault" in told) {
    if (!/^(?:The|This) [^\n]{1,300}\.$/u.test(told.fault)) seen.crashes.push(`${name}: ${told.fault}`);
    return count(seen.outcomes, `unreadable: ${told.fault}`);
  }
  if (keepable(told, true)?.units.length === 0) seen.wrong.push(`${name}: would be kept without a unit`);
  const kept = keepable(told, false);
  if (!kept) return count(seen.outcomes, `refused: ${told.refusals[0]?.replaceAll(/\d+/gu, "n") ?? "nothing in it"}`);
  count(seen.outcomes, "kept");
  count(seen.keptByHurt, hurtBy);
  const before = good.find(
    ({ edition }) => edition.document === made.act && edition.language === made.language,
  ) as Good;
  const fault = faultIn(kept, before.edition);
  if (fault) seen.wrong.push(`${name}: ${fault}`);
  const displaced = countDisplaced(kept, before.edition);
  seen.displaced += displaced;
  if (told.read.doubts.length <= before.doubts) seen.untold += displaced;
}

async function importAs(
  made: Made,
  bytes: Uint8Array,
  installed: Parameters<typeof importOf>[2],
): Promise<Imported | { fault: string }> {
  try {
    return importOf(made, await readSource(bytes, nameOf(made.form)), installed);
  } catch (fault) {
    return { fault: fault instanceof Error ? fault.message : String(fault) };
  }
}

function count(counts: Counts, what: string): void {
  counts[what] = (counts[what] ?? 0) + 1;
}

function sorted(counts: Counts): Counts {
  return Object.fromEntries(Object.entries(counts).sort(([, one], [, other]) => other - one));
}
