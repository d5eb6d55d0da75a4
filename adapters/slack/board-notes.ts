// What a board remembers of what its chat was told: what stands there, and what was begun and may stand there. The note of
// a beginning is written down before anything is sent, so that nobody sends it again without looking, after a crash either.

import type { Board } from "../../src/chat/board.ts";

/** A telling that was begun: which one, and when. */
export type Begun = { readonly mark: string; readonly at: number };

const MOST = 20;
const BEGUN = /^begun (\d+) (.+)$/u;

export function begin(board: Board, { mark, at }: Begun): Board {
  return { ...board, told: [...forget(board, mark).told, `begun ${at} ${mark}`].slice(-MOST) };
}

/** It stands there. */
export function arrive(board: Board, mark: string): Board {
  const told = forget(board, mark).told.filter((one) => one !== mark);
  return { ...board, told: [...told, mark].slice(-MOST) };
}

/** It does not stand there. */
export function forget(board: Board, mark: string): Board {
  return { ...board, told: board.told.filter((one) => readBegun(one)?.mark !== mark) };
}

export function findBegun(board: Board, mark: string): Begun | null {
  return listBegun(board).find((one) => one.mark === mark) ?? null;
}

/** While a board has no message it is what the card was begun for. */
export function lastBegun(board: Board): Begun | null {
  return listBegun(board).at(-1) ?? null;
}

/** The message is no more, nor is the thread under it. */
export function withoutCard(board: Board): Board {
  return { ...board, id: null, told: board.told.filter((one) => readBegun(one) === null) };
}

function listBegun({ told }: Board): Begun[] {
  return told.flatMap((one) => readBegun(one) ?? []);
}

function readBegun(one: string): Begun | null {
  const [, at, mark] = BEGUN.exec(one) ?? [];
  return at === undefined || mark === undefined ? null : { mark, at: Number(at) };
}
