// The transactions that are made to fail: what prepares each, does it, and shows that all of it is there.

import { makeToken, type Party } from "../../src/cases/tokens.ts";
import { type Look, lookAt } from "./looking.ts";
import { askerOf, caseOf, type PlainBench, pressAs, reportOf } from "./plain-bench.ts";

export type Ready = {
  /** Whether it was promised. May be called again. */
  readonly act: () => Promise<boolean>;
  readonly isWhole: () => Promise<boolean>;
};
export type Work = (bench: PlainBench, name: string) => Promise<Ready>;

const COMMISSIONER: Party = { person: "gardener" };

export const WORKS: Readonly<Record<"escalate" | "close!" | "withdraw!" | "forget!", Work>> = {
  escalate: async (bench, name) => ({
    act: async () => (await bench.reception.escalate(reportOf(name, { event: name }))).result !== "refused",
    isWhole: async () => {
      const id = await bench.opened.store.transact((tx) => tx.events.caseOf(name));
      return id !== null && isWholeOpening(await lookAt(bench, id), `asker-${name}`);
    },
  }),
  "close!": (bench, name) =>
    pressing(bench, name, {
      by: COMMISSIONER,
      payload: { text: `Feedback ${name}`, outcome: "advice" },
      isWhole: ({ found, entries, errands }) => {
        const last = entries.at(-1);
        const isSaid = last?.kind === "closed" && last.text === `Feedback ${name}`;
        return found?.state === "closed" && isSaid && errands.includes(`relay asker ${last.seq}`);
      },
    }),
  "withdraw!": (bench, name) =>
    pressing(bench, name, {
      by: { asker: askerOf(`asker-${name}`) },
      isWhole: ({ found, entries, errands, link }) => {
        const isEmpty = entries.length === 1 && entries[0]?.kind === "withdrawn";
        const isTold = errands.length === 1 && errands[0]?.startsWith("tell-step gardener") === true;
        return found?.state === "withdrawn" && isEmpty && isTold && link === null;
      },
    }),
  "forget!": (bench, name) =>
    pressing(bench, name, {
      by: { asker: askerOf(`asker-${name}`) },
      isWhole: ({ entries, hasReceipt, link }) =>
        !entries.some(({ kind }) => kind === "name") && hasReceipt && link === null,
    }),
};

type Pressed = {
  readonly by: Party;
  readonly payload?: unknown;
  readonly isWhole: (look: Look) => boolean;
};

/** A case that was taken and whose asker gave a name, and the button that is pressed under the fault. */
async function pressing(bench: PlainBench, name: string, { by, payload, isWhole }: Pressed): Promise<Ready> {
  const asker = askerOf(`asker-${name}`);
  await bench.reception.escalate(reportOf(name));
  const caseId = await caseOf(bench, asker);
  await pressAs(bench, { by: COMMISSIONER, caseId, action: "take" });
  await pressAs(bench, { by: { asker }, caseId, action: "name", text: "A name given on purpose" });
  const action = name.slice(0, name.lastIndexOf("-"));
  const token = await bench.opened.store.transact((tx) =>
    makeToken(tx, bench.deps, { party: by, caseId, action, payload }),
  );
  const actor =
    "asker" in by ? { kind: "asker" as const, address: by.asker } : { kind: "person" as const, id: by.person };
  return {
    act: async () => ["done", "erased"].includes((await bench.press({ actor, token, language: "en" })).result),
    isWhole: async () => {
      const look = await lookAt(bench, caseId);
      return look.audited.filter((one) => `${one}!` === action).length === 1 && isWhole(look);
    },
  };
}

function isWholeOpening({ found, entries, link, audited, errands }: Look, asker: string): boolean {
  const posted = errands.map((errand) => errand.split(" ")[0]);
  const isClocked = ["hand-over", "remind-acknowledge", "remind-feedback", "tell"].every((kind) =>
    posted.includes(kind),
  );
  const isOpened = found?.state === "opened" && audited.join() === "open";
  return isOpened && entries.length === 1 && link?.address.id === asker && isClocked;
}
