// Another process on the same store: `store-child.ts <url> <key> <times>` writes to the audit log and tells how it went.

import { createVault } from "../adapters/aes-vault.ts";
import { openStore } from "../adapters/store/open-store.ts";

const [url = "", key = "", times = "1"] = process.argv.slice(2);
const ring = { current: "k1", keys: new Map([["k1", Buffer.from(key, "base64")]]) };

process.stdout.write("starting\n");
try {
  const { store } = await openStore(
    url,
    createVault(() => ring),
  );
  process.stdout.write("open\n");
  for (let at = 0; at < Number(times); at += 1) {
    await store.transact(async (tx) => {
      // Reads before it writes, as almost every transaction does.
      await tx.cases.list({});
      await tx.audit.append({ day: "2026-09-07", caseId: "-", actor: "owner", action: "export", detail: "" });
    });
  }
  await store.close();
} catch (fault) {
  process.stdout.write(`failed: ${fault instanceof Error ? fault.message : "unknown"}\n`);
  process.exitCode = 1;
}
