// What Telegram's messenger is given.

import type { ReadBodies } from "../../src/cases/bodies.ts";
import type { CaseStore } from "../../src/cases/store.ts";
import type { Knowledge } from "../../src/knowledge/knowledge.ts";
import type { TelegramApi } from "./api.ts";
import type { Moves } from "./moves.ts";
import type { Post } from "./post.ts";

export type MessengerDeps = {
  readonly api: TelegramApi;
  readonly post: Post;
  readonly store: CaseStore;
  readonly moves: Moves;
  readonly bodies: ReadBodies;
  readonly messages: Knowledge["messages"];
  readonly log: (message: string, code?: string) => void;
};

/** Longer than this nobody waits at the gate: the courier has others to serve. */
export const PATIENCE_MS = 3_000;
