// Where the words of canaries must not be: in what was printed or stored, and in front of anybody they are not meant for.

import { readFileSync } from "node:fs";
import { readdir } from "node:fs/promises";
import path from "node:path";

import type { SlackServer } from "../slack-server.ts";
import { createSearch } from "./searching.ts";
import { COMMISSIONER, OFFICE, type SlackPlace } from "./slack-service.ts";
import { lookInto, type Service } from "./telegram-service.ts";

export const KINDS = [
  "question",
  "aside",
  "report",
  "form",
  "details",
  "name",
  "reply",
  "ask",
  "answer",
  "note",
] as const;
export type Kind = (typeof KINDS)[number];

/** One asker's life. */
export type Lived = { readonly round: number; readonly word: (kind: Kind) => string };

export const askerOf = (round: number): string => `U0CANARY${String(round).padStart(3, "0")}`;

type Searching = {
  readonly folder: string;
  readonly words: readonly string[];
  readonly service: Service;
  readonly place: SlackPlace;
  readonly rounds: number;
};

/** Words, names and numbers of people, and secrets: in what was printed and in the files of the store. */
export async function search({ folder, words, service, place, rounds }: Searching) {
  const { token, appToken, signingSecret } = place.server;
  const people = Array.from({ length: rounds }, (_, round) => askerOf(round));
  const names = people.map((id) => `canary.${id.toLowerCase()}`);
  const find = createSearch([...words, ...people, ...names, token, appToken, signingSecret, place.key]);
  const places = new Map([["output", Buffer.from(service.said())]]);
  for (const name of await readdir(folder)) places.set(name, readFileSync(path.join(folder, name)));
  const hits = [...places].flatMap(([where, bytes]) => find(bytes).map((hit) => `${hit} in ${where}`));
  return { hits, bytes: [...places.values()].reduce((sum, { length }) => sum + length, 0) };
}

/** In a chat stand the answer to a command and what a commissioner sends; windows show words to those of the case. */
export function findShown(
  server: SlackServer,
  lives: readonly Lived[],
  windows: ReadonlyMap<string, string>,
): string[] {
  const people = lives.map(({ round }) => askerOf(round));
  const posts = (at: string): string => JSON.stringify(server.postsIn(at));
  const texts: [string, string][] = [
    ["office", posts(OFFICE)],
    ["office aside", JSON.stringify(server.ephemeralsFor(COMMISSIONER))],
    ["commissioner", posts(COMMISSIONER)],
    ...people.map((id): [string, string] => [`chat ${id}`, posts(id)]),
    ...people.map((id): [string, string] => [`aside ${id}`, JSON.stringify(server.ephemeralsFor(id))]),
    ...people.map((id): [string, string] => [`home ${id}`, JSON.stringify(server.homeOf(id))]),
    ...[...windows].map(([id, text]): [string, string] => [`window ${id}`, text]),
  ];
  return lives.flatMap(({ round, word }) =>
    KINDS.flatMap((kind) =>
      texts
        .filter(([where, text]) => text.includes(word(kind)) && !isMeantFor(where, kind, askerOf(round)))
        .map(([where]) => `${word(kind)} in ${where}`),
    ),
  );
}

const OF_ASKER: readonly Kind[] = ["report", "form", "details", "name", "answer", "reply", "ask"];
const OF_COMMISSIONER: readonly Kind[] = [...OF_ASKER, "note"];

function isMeantFor(where: string, kind: Kind, asker: string): boolean {
  if (where === `aside ${asker}`) return kind === "aside";
  // What a commissioner sends comes as a message.
  if (where === `chat ${asker}`) return kind === "reply" || kind === "ask";
  if (where === `window ${asker}`) return OF_ASKER.includes(kind);
  return where === `window ${COMMISSIONER}` && OF_COMMISSIONER.includes(kind);
}

export function countBack(place: SlackPlace, words: readonly string[]): Promise<number> {
  return lookInto(place, ({ store }) =>
    store.transact(async (tx) => {
      const texts: string[] = [];
      for (const { id } of await tx.cases.list({})) {
        texts.push(...(await tx.cases.entries(id)).map(({ text }) => text));
      }
      const all = texts.join("\n");
      return words.filter((word) => all.includes(word)).length;
    }),
  );
}
