// `npm run cases -- erase` and `rotate-key`: what is kept, and under which key.

import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { createVault } from "../adapters/aes-vault.ts";
import { syncFolder } from "../adapters/private-file.ts";
import { rotateKeys } from "../adapters/store/rotate.ts";
import { codenamesOf } from "../adapters/store/sealed-rows.ts";
import type { OpenedCases } from "./case-entry.ts";
import { type CaseDeps, todayOf } from "./cases/deps.ts";
import { eraseCase } from "./cases/retention.ts";
import { findNamed, type Output, print } from "./cases-show-command.ts";

type EraseOptions = Output & { readonly yes?: true };

export async function eraseOne(deps: CaseDeps, codename: string, options: EraseOptions): Promise<void> {
  const { id } = await deps.store.transact(async (tx) => {
    const found = await findNamed(tx, codename);
    if (options.yes) await eraseCase(tx, deps, { caseId: found.id, by: "owner" });
    return found;
  });
  if (!options.yes) {
    throw new Error(
      `--yes would erase ${codename} for good: its texts, the asker's address and way back, its buttons and messages; nothing was done`,
    );
  }
  const isCompact = await deps.store.compact().then(
    () => true,
    () => false,
  );
  const remains = [
    `the lines of the audit log about ${id}: day, who and which step, no text`,
    "a report that was shown to its asker before it was sent: sealed, on buttons of no case, for about a week",
    "copies outside the store: exports, back-ups, and what Telegram or Slack have delivered",
  ];
  const space = isCompact
    ? []
    : ["The database was busy, so its file was not rewritten; erased rows lie overwritten in it."];
  print(options, [`erased: ${codename}`, "What remains:", ...remains.map((one) => `- ${one}`), ...space], {
    ...{ erased: codename, id, isCompact, remains },
  });
}

export async function rotate({ deps, opened, keys }: OpenedCases, options: Output): Promise<void> {
  const { resealed, damaged, isResumed } = await rotateKeys({
    ...{ opened, keys, vault: createVault(keys.ring), today: todayOf(deps), sleep },
    onKeyAdded: () => syncFolder(path.dirname(keys.place)),
  });
  if (damaged.length > 0) {
    const codenames = await codenamesOf(opened.database.db, damaged);
    const names = damaged.map(
      ({ caseId, what }) => `${caseId === null ? "the store" : (codenames.get(caseId) ?? caseId)} (${what})`,
    );
    throw new Error(`the old keys were kept, because some sealed texts do not open: ${names.join(", ")}`);
  }
  const isCompact = await deps.store.compact().then(
    () => true,
    () => false,
  );
  const next = keys.file
    ? [
        `the old key is gone from ${keys.place}`,
        "Back-ups from before open with the key file of that time only: keep it with them, or destroy both.",
      ]
    : [
        "Nothing is sealed under any key of DATA_KEY but the first: the others can be taken out, and the service restarted.",
        "Back-ups from before open with the old key only: keep it with them, or destroy both.",
      ];
  const resumed = isResumed ? ["An earlier change of key was finished."] : [];
  const lines = [
    `sealed anew: ${resealed} texts; everything is under the key ${keys.ring().current}`,
    ...resumed,
    ...next,
  ];
  print(options, lines, { resealed, isResumed, key: keys.ring().current, isCompact });
}
