import { describe, expect, test } from "vitest";

import { copiesFrom } from "../src/candidates/copies.ts";
import { maskForEvals } from "../src/candidates/mask-for-evals.ts";
import { writeReceipt } from "../src/cases/receipt.ts";
import { LANGUAGES } from "../src/language.ts";
import { MASKED, NAMED, realMask } from "./candidate-fakes.ts";
import { openBench } from "./case-fakes.ts";

const CODE = writeReceipt(new Uint8Array(16).fill(77));

describe("a text for the evals", () => {
  test.each([
    ["what is personal", NAMED, MASKED],
    ["a case as it is shown", "as in Saiga-4821.", "as in [case]."],
    ["a case as a chat writes it", "#Saiga_4821 again", "[case] again"],
    ["a case as people write it", "the case saiga 4821", "the case [case]"],
    ["a case in other letters", "дело Сайга-4821", "дело [case]"],
    ["a come-back code", `my code ${CODE}!`, "my code [case]!"],
    ["a come-back code without its hyphens", `my code ${CODE.replaceAll("-", "")}!`, "my code [case]!"],
  ])("loses %s", async (_what, text, masked) => {
    const { deps } = await openBench({ mask: realMask });
    expect(maskForEvals(deps, text, "en")).toBe(masked);
  });

  test.each(["article 8 of 2015, point 12(1)", "в 2026 году", "ст. 51 закона 2015 года"])(
    "keeps «%s»",
    async (text) => {
      const { deps } = await openBench({ mask: realMask });
      expect(maskForEvals(deps, text, "ru")).toBe(text);
    },
  );

  test.each(LANGUAGES)("is the same when it is masked once more, in %s", async (language) => {
    const { deps } = await openBench({ mask: realMask });
    const masked = maskForEvals(deps, `${NAMED} ${CODE} Saiga-4821`, language);
    expect(maskForEvals(deps, masked, language)).toBe(masked);
  });

  test("is no longer than 8,000 characters", async () => {
    const { deps } = await openBench({ mask: realMask });
    expect(maskForEvals(deps, "a ".repeat(9_000), "en")).toHaveLength(8_000);
  });
});

describe("six words of somebody else in a row", () => {
  const source = "My chief sells the seeds, of our office.";
  test.each([
    ["are a copy, whatever the signs between them", "So: MY CHIEF — sells the seeds of nobody", true],
    ["are no copy in another order", "of our office the seeds sells my chief", false],
    ["need six words", "my chief sells the seeds", false],
  ])("%s", (_claim, text, isCopy) => {
    expect(copiesFrom(text, ["", source])).toBe(isCopy);
  });
});
