import { describe, expect, test } from "vitest";

import type { Language } from "../src/language.ts";
import { type Claim, checkClaims } from "../src/model/check-claims.ts";
import type { ClaimTable, Said } from "./claim-table.ts";
import { ENGLISH } from "./claim-tables-en.ts";
import { KAZAKH } from "./claim-tables-kk.ts";
import { RUSSIAN } from "./claim-tables-ru.ts";

const TABLES: Readonly<Record<Language, ClaimTable>> = { kk: KAZAKH, ru: RUSSIAN, en: ENGLISH };

/** A detector that always agrees: the checks must do without it. */
function check(language: Language, ...said: readonly Said[]): Claim[] {
  const passages = Object.entries(TABLES[language].passages).map(([token, summary]) => ({
    token,
    summary,
    quote: null,
  }));
  const claims = said.map(([passage, text]) => ({ passage, text }));
  return checkClaims(claims, { passages, language, detectLanguage: () => language });
}

describe.each([
  ["kk", 0.7],
  ["ru", 0.8],
  ["en", 0.7],
] as const)("in %s", (language, share) => {
  const { good, bad } = TABLES[language];

  test("most honest claims are kept", () => {
    const dropped = good.filter((said) => check(language, said).length === 0).map(([, text]) => text);
    expect(good.length).toBeGreaterThanOrEqual(40);
    expect(1 - dropped.length / good.length, dropped.join("\n")).toBeGreaterThanOrEqual(share);
  });

  test.each(Object.keys(bad))("no claim passes that is wrong in its %s", (kind) => {
    const kept = (bad[kind] ?? []).filter((said) => check(language, said).length > 0);
    expect(kept).toEqual([]);
  });

  test("sixty wrong claims and more are tried", () => {
    expect(Object.values(bad).flat().length).toBeGreaterThanOrEqual(60);
  });
});
