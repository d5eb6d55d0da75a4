// Official texts that were fetched while nobody looked on.

import { describe, expect, test } from "vitest";

import { judgeFetched } from "../src/editions/judge-fetched.ts";
import { smallEdition } from "./small-editions.ts";

const PAGE = "https://adilet.zan.kz/rus/docs/Z2600000290";
const MIRROR = "https://mirror.example/rus.md";
const read = { text: "", units: [], chapters: [], notes: [], doubts: [] };
const OLD = smallEdition({ units: [["law-290-viii/5", "Статья 5. Зонт возвращают."]], source: PAGE });

function judge(source: string, options: { words?: string; edition?: string; isApproved?: boolean } = {}) {
  const { words = "Статья 5. Зонт дарят.", edition = "2026-10-01", isApproved = true } = options;
  const fetched = smallEdition({ units: [["law-290-viii/5", words]], source, edition, inForceFrom: edition });
  return judgeFetched({ read, refusals: [], edition: fetched }, { own: [OLD], today: "2026-11-22", isApproved });
}

const keptOf = (judged: ReturnType<typeof judge>) =>
  judged.kind === "keep"
    ? [judged.edition.edition, judged.edition.inForceFrom, judged.edition.isApproved]
    : [judged.kind];

describe("a fetched text", () => {
  test("is kept beside the others, and waits unless somebody approved beforehand", () => {
    expect([keptOf(judge(PAGE)), keptOf(judge(PAGE, { isApproved: false }))]).toEqual([
      ["2026-10-01", "2026-10-01", true],
      ["2026-10-01", "2026-10-01", false],
    ]);
  });

  test("that is there already changes nothing", () => {
    expect(judge(PAGE, { words: "Статья 5. Зонт возвращают.", edition: "2026-07-14" })).toEqual({ kind: "same" });
  });

  test("with other words under a known day is named by today, so that neither is lost", () => {
    expect(keptOf(judge(PAGE, { edition: "2026-07-14" }))).toEqual(["2026-11-22", "2026-11-22", true]);
  });

  test("from a mirror always waits for a person, and never contradicts an edition that is there", () => {
    expect(keptOf(judge(MIRROR))).toEqual(["2026-10-01", "2026-10-01", false]);
    expect(judge(MIRROR, { edition: "2026-07-14" }).kind).toBe("refused");
  });

  test("from a host that only sounds official is a mirror's", () => {
    expect(keptOf(judge("https://adilet.zan.kz.example/rus"))).toEqual(["2026-10-01", "2026-10-01", false]);
    expect(keptOf(judge("https://notzan.kz/rus"))).toEqual(["2026-10-01", "2026-10-01", false]);
  });

  test("that reads doubtfully waits for a person", () => {
    const doubtful = { ...read, doubts: [{ line: 3, about: "words are left out here" }] };
    const fetched = smallEdition({ units: [["law-290-viii/5", "Статья 5."]], source: PAGE, edition: "2026-10-01" });
    const options = { own: [], today: "2026-11-22", isApproved: true };
    expect(judgeFetched({ read: doubtful, refusals: [], edition: fetched }, options)).toMatchObject({
      edition: { isApproved: false },
    });
  });

  test("that looks wrong is refused with every reason", () => {
    const refusals = ["it is short", "it is another act"];
    const judged = judgeFetched({ read, refusals, edition: OLD }, { own: [], today: "2026-11-22", isApproved: true });
    expect(judged).toEqual({ kind: "refused", why: "it is short; it is another act" });
  });
});
