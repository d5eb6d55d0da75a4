import { describe, expect, test } from "vitest";

import type { Language } from "../src/language.ts";
import { restsOn } from "../src/model/check-claim.ts";
import { checkClaims } from "../src/model/check-claims.ts";
import { isSameWord } from "../src/model/claim-endings.ts";
import { readPassage, splitSentences } from "../src/model/claim-passage.ts";

type Case = readonly [language: Language, passage: string, claim: string];

function rests([language, passage, claim]: Case): boolean {
  return readPassage({ token: "P1", summary: passage, quote: null }, language).some((source) =>
    restsOn(claim, source, language),
  );
}

function keptOf(language: Language, summary: string, ...claims: readonly string[]): string[] {
  const said = claims.map((text) => ({ passage: "P1", text }));
  const passages = [{ token: "P1", summary, quote: null }];
  return checkClaims(said, { passages, language, detectLanguage: () => language }).map(({ text }) => text);
}

describe("two words are one", () => {
  test.each([
    ["kk", "қайтарады", "қайтару"],
    ["kk", "қайтарады", "қайтарасыз"],
    ["ru", "возвращает", "возвращаете"],
    ["en", "parties", "party"],
  ] as const)("in %s, where only the ending bends: %s, %s", (language, one, other) => {
    expect(isSameWord(one, other, language)).toBe(true);
  });

  test.each([
    ["kk", "қайтарады", "қайтармайды"],
    ["kk", "қайтарады", "қайтарды"],
    ["kk", "қоймаға", "қоймадан"],
    ["kk", "рұқсат", "рұқсатсыз"],
    ["kk", "бармайды", "барады"],
    ["kk", "тыңдау", "тыңдамау"],
    ["ru", "законный", "незаконный"],
    ["ru", "совет", "советник"],
    ["ru", "право", "правонарушение"],
    ["en", "employer", "employee"],
    ["en", "unit", "unity"],
    ["en", "lawful", "unlawful"],
  ] as const)("and never, in %s, %s and %s", (language, one, other) => {
    expect(isSameWord(one, other, language)).toBe(false);
  });
});

describe("a part may be left out", () => {
  const may: readonly Case[] = [
    ["en", "The head keeps a register of boats: names and colours.", "The head keeps a register of boats."],
    ["en", "The head keeps a register of boats; the clerk copies it.", "The head keeps a register of boats."],
    ["en", "You may take small things from the store, such as rope.", "You may take small things from the store."],
    ["ru", "Служащему запрещено: красить лодку; чинить вёсла; ночевать в лодке.", "Служащему запрещено красить лодку."],
    ["ru", "Служащему запрещено: красить лодку; чинить вёсла; спать в лодке.", "Служащему запрещено спать в лодке."],
    ["kk", "Басшы қайық журналын жүргізеді: аты және түсі.", "Басшы қайық журналын жүргізеді."],
  ];
  test.each(may)("in %s: %s", (...said) => {
    expect(rests(said)).toBe(true);
  });

  const never: readonly Case[] = [
    ["en", "Dogs may not board, unless they are small; cats may board; birds board.", "Dogs may not board."],
    [
      "en",
      "Guests may not board the boat except: old members; rescuers; doctors.",
      "Guests may not board the boat except old members.",
    ],
    ["en", "The head keeps a register of boats; it lasts 5 years.", "The head keeps a register of boats."],
    ["en", "The head sells the old boats; not the new ones.", "The head sells the old boats."],
    ["en", "The boat is lent to members, guests and doctors.", "The boat is lent to members."],
    ["en", "Members of the crew: rowers; cooks; doctors.", "Members of the crew: rowers."],
    ["ru", "Служащий сдаёт лодку и вёсла (кроме запасных).", "Служащий сдаёт лодку и вёсла."],
    ["ru", "Гостям нельзя: брать лодку, полученную от клуба; спать.", "Гостям нельзя: брать лодку; спать."],
    ["kk", "Мүшелер (балалардан басқа) қайық алады.", "Мүшелер қайық алады."],
    ["kk", "Мүшелер қайық алады; балалар бұған кірмейді.", "Мүшелер қайық алады."],
  ];
  test.each(never)("and never, in %s: %s", (...said) => {
    expect(rests(said)).toBe(false);
  });
});

describe("who does what to whom", () => {
  const swapped: readonly Case[] = [
    ["ru", "Служащий сообщает руководителю о лодке.", "Служащему сообщает руководитель о лодке."],
    ["ru", "Служащий сообщает руководителю о лодке.", "Служащему сообщает руководителю о лодке."],
    ["ru", "Служащий пишет, руководитель решает.", "Служащий решает."],
    ["kk", "Қызметші басшыға хабарлайды.", "Қызметшіге басшы хабарлайды."],
    ["en", "The servant writes, the head decides.", "The servant decides."],
    ["en", "The heading stays on the boat.", "The head stays on the boat."],
    ["en", "The state body keeps the boats.", "The state and body keeps the boats."],
  ];
  test.each(swapped)("is not exchanged, in %s: %s", (...said) => {
    expect(rests(said)).toBe(false);
  });
});

describe("a claim is not torn from", () => {
  const rule = "A member may take the boat.";
  const leaning = "He brings it back at night.";
  const exception = "Exceptions: guests and children.";

  test("the sentence it leans on", () => {
    expect(keptOf("en", `${rule} ${leaning}`, leaning)).toEqual([]);
    expect(keptOf("en", `${rule} ${leaning}`, rule, leaning)).toEqual([rule, leaning]);
    expect(keptOf("en", `${rule} The head may sell a person's boat. ${leaning}`, rule, leaning)).toEqual([rule]);
  });

  test("the sentence that limits it", () => {
    const limit = "This does not apply to rowing boats.";
    expect(keptOf("en", `${rule} ${limit}`, rule)).toEqual([]);
    expect(keptOf("en", `${rule} ${limit}`, rule, limit)).toEqual([rule, limit]);
    expect(keptOf("en", `${rule} A child may take rowing boats only.`, rule)).toEqual([]);
  });

  test("the exceptions at the end", () => {
    const between = "A guest takes the ferry home.";
    expect(keptOf("en", `${rule} ${between} ${exception}`, rule)).toEqual([]);
    expect(keptOf("en", `${rule} ${between} ${exception}`, rule, between, exception)).toHaveLength(3);
  });

  test("the news that the rule is law no more", () => {
    const lapsed = "The rule of persons on boats is repealed.";
    expect(keptOf("en", `${rule} ${lapsed}`, rule)).toEqual([]);
    expect(keptOf("en", `${rule} ${lapsed}`, rule, lapsed)).toEqual([rule, lapsed]);
  });
});

test("an address is not said, even one that stands in the passage", () => {
  expect(keptOf("en", "The head sells boats on boats.example.", "The head sells boats on boats.example.")).toEqual([]);
});

test("a question, a fragment and a long claim are not said", () => {
  const long = `The head sells ${"old ".repeat(75)}boats.`;
  for (const claim of ["The head sells boats?", "The head sells boats –", "the head sells boats.", long])
    expect(keptOf("en", claim, claim)).toEqual([]);
});

test("no sentence ends after a short word", () => {
  expect(splitSentences("В г. Алматы по ст. 5 нельзя. Можно в п. 3 и т.д. Да.")).toEqual([
    ...["В г. Алматы по ст. 5 нельзя.", "Можно в п. 3 и т.д. Да."],
  ]);
});
