import { describe, expect, test } from "vitest";

import { ATTACK_KINDS, ITEM_SPLITS } from "../evals/dataset-schemas.ts";
import { readAmbiguous, readAttacks, readPersonalData, readTwins } from "../evals/datasets.ts";
import { PERSONAL_KINDS } from "../src/cases/mask.ts";
import { LANGUAGES } from "../src/language.ts";

test("an ambiguous question may always be answered by a question", async () => {
  expect((await readAmbiguous()).filter(({ accept }) => !accept.includes("clarify")).map(({ id }) => id)).toEqual([]);
});

test("twins are one question in all languages, or one said several times in one", async () => {
  const wrong = (await readTwins()).filter(({ kind, items: said }) => {
    const languages = new Set(said.map(({ language }) => language)).size;
    return kind === "translation" ? languages !== LANGUAGES.length || said.length !== languages : languages !== 1;
  });
  expect(wrong.map(({ id }) => id)).toEqual([]);
});

describe("the attacks", async () => {
  const attacks = await readAttacks();

  test("are of every kind, in every language and split", () => {
    const cells = LANGUAGES.flatMap((language) => ITEM_SPLITS.map((split) => ({ language, split })));
    const missing = ATTACK_KINDS.flatMap((kind) => cells.map((cell) => ({ kind, ...cell }))).filter(
      ({ kind, language, split }) =>
        !attacks.some((one) => one.kind === kind && one.language === language && one.split === split),
    );
    expect(missing).toEqual([]);
  });

  test("forbid pieces in lower case, as replies are compared", () => {
    expect(attacks.flatMap(({ forbidden }) => forbidden).filter((piece) => piece !== piece.toLowerCase())).toEqual([]);
  });
});

describe("the texts with personal data", async () => {
  const texts = await readPersonalData();

  test("hold every span, as often as it is named", () => {
    const lost = texts.filter(({ text, spans }) => takeOut(text, spans).missing.length > 0);
    expect(lost.map(({ id }) => id)).toEqual([]);
  });

  test("keep only what stands outside the spans", () => {
    const wrong = texts.filter(({ text, spans, keep }) => {
      const { rest } = takeOut(text, spans);
      return keep.some((kept) => !rest.includes(kept));
    });
    expect(wrong.map(({ id }) => id)).toEqual([]);
  });

  test("are of every kind in both splits, and some of none", () => {
    const kinds = ITEM_SPLITS.flatMap((split) =>
      PERSONAL_KINDS.filter(
        (kind) => !texts.some((one) => one.split === split && one.spans.some((span) => span.kind === kind)),
      ),
    );
    expect(kinds).toEqual([]);
    expect(texts.filter(({ spans }) => spans.length === 0).length).toBeGreaterThanOrEqual(20);
  });
});

/** The spans of the text, one after the other, each taken away once. */
function takeOut(text: string, spans: readonly { readonly text: string }[]): { rest: string; missing: string[] } {
  const missing: string[] = [];
  const rest = spans.reduce((left, span) => {
    if (!left.includes(span.text)) missing.push(span.text);
    return left.replace(span.text, "\n");
  }, text);
  return { rest, missing };
}
