// The measuring questions: `dev` and `short-dev` to tune with, `test` only to measure with. None of them stands in
// knowledge/questions. `short-dev` is what people type in a chat: two to five words. In the sets of dataset-schemas.ts
// each item names its split.

import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { z } from "zod";

import {
  type Ambiguous,
  type Attack,
  ambiguousSchema,
  attackSchema,
  type Conversation,
  conversationSchema,
  type ItemSplit,
  type PersonalData,
  personalDataSchema,
  type Trap,
  type Twins,
  trapSchema,
  twinsSchema,
} from "./dataset-schemas.ts";
import {
  type HeldBack,
  heldBackSchema,
  type InsideItem,
  insideSchema,
  type OutsideItem,
  outsideSchema,
} from "./plain-schemas.ts";

export const SPLITS = ["dev", "short-dev", "test"] as const;
export type Split = (typeof SPLITS)[number];

export const readInside = (split: Split): Promise<InsideItem[]> => readItems(`${split}.jsonl`, insideSchema);
export const readOutside = (split: Split): Promise<OutsideItem[]> => readItems(`${split}-outside.jsonl`, outsideSchema);

/** Labelled texts kept back from training. */
export const readTriageTest = (): Promise<HeldBack[]> => readItems("triage-test.jsonl", heldBackSchema);

/** Without a split: the items of both. */
type Read<Item> = (split?: ItemSplit) => Promise<Item[]>;

export const readTraps: Read<Trap> = async (split) => only(split, await readItems("traps.jsonl", trapSchema));
export const readAmbiguous: Read<Ambiguous> = async (split) =>
  only(split, await readItems("ambiguous.jsonl", ambiguousSchema));
export const readConversations: Read<Conversation> = async (split) =>
  only(split, await readItems("conversations.jsonl", conversationSchema));
export const readTwins: Read<Twins> = async (split) => only(split, await readItems("twins.jsonl", twinsSchema));
export const readAttacks: Read<Attack> = async (split) => only(split, await readItems("attacks.jsonl", attackSchema));
export const readPersonalData: Read<PersonalData> = async (split) =>
  only(split, await readItems("personal-data.jsonl", personalDataSchema));

function only<Item extends { split: ItemSplit }>(split: ItemSplit | undefined, items: Item[]): Item[] {
  return split ? items.filter((item) => item.split === split) : items;
}

async function readItems<Schema extends z.ZodType>(file: string, schema: Schema): Promise<z.infer<Schema>[]> {
  const content = await readFile(fileURLToPath(new URL(`datasets/${file}`, import.meta.url)), "utf8");
  return content
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line, at) => {
      const parsed = schema.safeParse(JSON.parse(line));
      if (!parsed.success) throw new Error(`evals/datasets/${file} line ${at + 1}: ${parsed.error.issues[0]?.message}`);
      return parsed.data;
    });
}
