// Handing in a case where nobody can be written back to, such as on the command line: the receipt is the way back.

import type { Language } from "../language.ts";
import { giveReceipt } from "./asker-leaving.ts";
import type { Address } from "./case.ts";
import { type CaseDeps, newId } from "./deps.ts";
import { escalateWithin, type Heard } from "./reception.ts";

export type HandedIn = { readonly codename: string; readonly receipt: string; readonly lines: readonly string[] };

/** Whoever hands in has agreed already, so `confirm` does not ask again. */
export async function handIn(deps: CaseDeps, heard: Omit<Heard, "address">): Promise<HandedIn> {
  const address: Address = { channel: "page", id: newId(deps) };
  const { language } = heard;
  const handed = await deps.store.transact(async (tx) => {
    const card = await escalateWithin(tx, deps, { ...heard, address });
    const [id = ""] = await tx.askers.casesOf(address);
    const found = await tx.cases.find(id);
    if (!found) throw new Error("a case that was just opened is not there");
    const receipt = await giveReceipt({ ...toPress(language), tx, deps, found, address });
    const code = receipt.quote ?? "";
    return {
      codename: found.codename,
      receipt: code,
      lines: [card.title, ...card.lines, receipt.title, code, ...receipt.lines],
    };
  });
  deps.onPosted();
  return handed;
}

function toPress(language: Language) {
  return { language, action: "receipt", payload: null, text: "" };
}
