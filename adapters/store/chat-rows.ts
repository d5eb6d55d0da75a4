// What is remembered of a chat, and where a case stands in a chat of those who work on it: sealed, found by keyed hash.

import type { BoardRows, ChatRows } from "../../src/chat/chat-store.ts";
import { opens, type RowDeps } from "./rows.ts";

export function createChatRows({ tx, vault, hasher }: RowDeps): ChatRows {
  const hashOf = (chat: string): string => hasher.hash("chat", chat);
  return {
    read: async (chat) => {
      const hash = hashOf(chat);
      const row = await tx.selectFrom("chats").select("sealed").where("hash", "=", hash).executeTakeFirst();
      return row ? vault.open(row.sealed, chatPlace(hash)) : null;
    },
    write: async (chat, value, usedOn) => {
      const hash = hashOf(chat);
      const row = { sealed: vault.seal(value, chatPlace(hash)), used_on: usedOn };
      await tx
        .insertInto("chats")
        .values({ hash, ...row })
        .onConflict((conflict) => conflict.column("hash").doUpdateSet(row))
        .execute();
    },
    delete: async (chat) => {
      await tx.deleteFrom("chats").where("hash", "=", hashOf(chat)).execute();
    },
    deleteUnusedSince: async (day) => {
      const { numDeletedRows } = await tx.deleteFrom("chats").where("used_on", "<", day).executeTakeFirst();
      return Number(numDeletedRows);
    },
  };
}

export function createBoardRows({ tx, vault, hasher }: RowDeps): BoardRows {
  // The case is part of the hash: nobody sees which cases stand in the same chat.
  const hashOf = (caseId: string, chat: string): string => hasher.hash("board", `${caseId} ${chat}`);
  return {
    read: async (caseId, chat) => {
      const hash = hashOf(caseId, chat);
      const row = await tx.selectFrom("boards").select("sealed").where("hash", "=", hash).executeTakeFirst();
      return row ? vault.open(row.sealed, boardPlace(hash)) : null;
    },
    write: async (caseId, chat, value) => {
      const hash = hashOf(caseId, chat);
      const sealed = vault.seal(value, boardPlace(hash));
      await tx
        .insertInto("boards")
        .values({ hash, case_id: caseId, sealed })
        .onConflict((conflict) => conflict.column("hash").doUpdateSet({ sealed }))
        .execute();
    },
    delete: async (caseId, chat) => {
      await tx.deleteFrom("boards").where("hash", "=", hashOf(caseId, chat)).execute();
    },
    list: async (caseId) => {
      const rows = await tx.selectFrom("boards").select(["hash", "sealed"]).where("case_id", "=", caseId).execute();
      return rows.flatMap(({ hash, sealed }) => {
        const place = boardPlace(hash);
        return opens(vault, { sealed, place }) ? [vault.open(sealed, place)] : [];
      });
    },
    has: async (caseId) => {
      const query = tx.selectFrom("boards").select("hash").where("case_id", "=", caseId).limit(1);
      return (await query.executeTakeFirst()) !== undefined;
    },
  };
}

export function chatPlace(hash: string): string {
  return `chats:${hash}:sealed`;
}

export function boardPlace(hash: string): string {
  return `boards:${hash}:sealed`;
}
