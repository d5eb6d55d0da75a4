// An asker who takes the case back, wants to be forgotten, or asks for the way back without a name.

import type { AskerPress } from "./asker-press.ts";
import type { Card } from "./card.ts";
import { type CaseDeps, todayOf } from "./deps.ts";
import { postErrand, postRefresh } from "./errands.ts";
import { neutralCard, plainCard, sayIn } from "./plain-card.ts";
import { writeReceipt } from "./receipt.ts";
import { takeStep } from "./steps.ts";
import type { CaseTx } from "./store.ts";

const RECEIPT_BYTES = 16;

/** The texts, the address and the receipt are erased; that there was a case stays for the count. */
export async function withdrawCase({ tx, deps, found, language }: AskerPress): Promise<Card> {
  const say = sayIn(deps, language);
  const change = { closedOn: todayOf(deps), checkIns: false };
  const after = await takeStep(tx, deps, found, { action: "withdraw", role: "asker", actor: "asker", change });
  if (!after) return neutralCard(deps, language);
  await tx.cases.deleteEntries(found.id, "all");
  await tx.askers.forget(found.id);
  await tx.askers.deleteReceipt(found.id);
  await tx.outbox.deleteFor(found.id, "all");
  await postRefresh(tx, deps, found.id);
  const entry = await tx.cases.addEntry(found.id, { kind: "withdrawn", by: "asker", day: todayOf(deps), text: "" });
  // Whoever was never told of the case need not hear that it is gone.
  const told = found.state === "opened" ? [] : found.holder === null ? found.handlers : [found.holder];
  for (const to of told)
    await postErrand(tx, deps, { kind: "tell-step", caseId: found.id, to, seq: entry.seq, dueAt: deps.now() });
  return plainCard({
    title: say("withdrawn.title", { codename: found.codename }),
    lines: [say("withdrawn.text")],
    result: "erased",
  });
}

/** The address and a given name are erased; the receipt shown here is the only way back. */
export async function forgetAsker({ tx, deps, found, language }: AskerPress): Promise<Card> {
  const say = sayIn(deps, language);
  const after = await takeStep(tx, deps, found, {
    action: "forget",
    role: "asker",
    actor: "asker",
    change: { checkIns: false },
  });
  if (!after) return neutralCard(deps, language);
  await tx.askers.forget(found.id);
  await tx.cases.deleteEntries(found.id, ["name"]);
  const receipt = await makeReceipt(tx, deps, found.id);
  return plainCard({ title: say("forgotten.title"), lines: [say("forgotten.text")], quote: receipt, result: "erased" });
}

/** What stood on the card of a leaving, for whoever may not have seen it; a receipt in it is a new one. */
export async function giveAgain(
  tx: CaseTx,
  deps: CaseDeps,
  { found, language }: Pick<AskerPress, "found" | "language">,
): Promise<Card> {
  const say = sayIn(deps, language);
  const { codename, state } = found;
  if (state === "withdrawn") {
    return plainCard({ title: say("withdrawn.title", { codename }), lines: [say("withdrawn.text")], result: "erased" });
  }
  const receipt = await makeReceipt(tx, deps, found.id);
  return plainCard({ title: say("forgotten.title"), lines: [say("forgotten.text")], quote: receipt, result: "erased" });
}

export async function giveReceipt({ tx, deps, found, language }: AskerPress): Promise<Card> {
  const say = sayIn(deps, language);
  const after = await takeStep(tx, deps, found, { action: "receipt", role: "asker", actor: "asker" });
  if (!after) return neutralCard(deps, language);
  const receipt = await makeReceipt(tx, deps, found.id);
  return plainCard({ title: say("receipt.title"), lines: [say("receipt.text")], quote: receipt, result: "done" });
}

/** A new receipt takes the place of an earlier one. */
async function makeReceipt(tx: CaseTx, deps: CaseDeps, caseId: string): Promise<string> {
  const receipt = writeReceipt(deps.dice.bytes(RECEIPT_BYTES));
  await tx.askers.putReceipt(caseId, receipt);
  return receipt;
}
