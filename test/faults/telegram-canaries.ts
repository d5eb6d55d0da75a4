// Words, numbers and the token of a run: whether any of them stands in clear in what the service said or wrote.

import { readFileSync } from "node:fs";
import { readdir } from "node:fs/promises";
import path from "node:path";

import { createSearch } from "./searching.ts";
import type { Asked } from "./telegram-people.ts";
import { COMMISSIONER } from "./telegram-service.ts";

export type Canaries = { readonly canaries: number; readonly bytes: number; readonly hits: readonly string[] };

export type Places = {
  readonly asked: readonly Asked[];
  readonly token: string;
  /** Of the database. */
  readonly folder: string;
  readonly said: string;
};

/** The names that the fake Telegram gives to everybody. */
const NAMES = ["Сүйінбике", "Нысанбаева", "canary_"];

export async function findCanaries({ asked, token, folder, said }: Places): Promise<Canaries> {
  const numbers = [...new Set(asked.map(({ chat }) => String(Math.abs(chat))))];
  const secret = token.slice(token.indexOf(":") + 1);
  const words = [...asked.map(({ word }) => word), ...numbers, String(COMMISSIONER), secret, ...NAMES];
  const places = new Map([["output", Buffer.from(said)]]);
  for (const name of await readdir(folder)) places.set(name, readFileSync(path.join(folder, name)));
  const search = createSearch(words);
  const hits = [...places].flatMap(([place, bytes]) => search(bytes).map((hit) => `${hit} in ${place}`));
  const bytes = [...places.values()].reduce((sum, one) => sum + one.length, 0);
  return { canaries: words.length, bytes, hits };
}
