import { describe, expect, test } from "vitest";

import { measureAmbiguous } from "../evals/measure/ambiguous.ts";
import { measureAttack } from "../evals/measure/attacks.ts";
import { measureConversation } from "../evals/measure/conversations.ts";
import { measureOutside } from "../evals/measure/outside.ts";
import { measurePersonalData } from "../evals/measure/personal-data.ts";
import { measureQuestion, scoreAnswer, scoreFidelity } from "../evals/measure/questions.ts";
import { createService, type Service } from "../evals/measure/service.ts";
import { EVERYTHING, measure } from "../evals/measure/suites.ts";
import { measureTrap } from "../evals/measure/traps.ts";
import { measureTriage } from "../evals/measure/triage.ts";
import { measureTwins } from "../evals/measure/twins.ts";
import { rowSchema, SUITES } from "../evals/results.ts";
import type { TriageText } from "../src/knowledge/schemas.ts";
import type { Citation, Question, Reply, Triage } from "../src/question.ts";
import { smallKnowledge, someReply, TODAY, trainSmall } from "./fakes.ts";

const knowledge = smallKnowledge();
const createSmall = (): Service => createService({ knowledge, ...trainSmall(knowledge), today: TODAY });
const service = createSmall();

const UMBRELLA = "When must I return the office umbrella to the store?";
const SPLIT = { split: "dev" } as const;
const ENGLISH = { id: "one", ...SPLIT, language: "en" } as const;

/** A service that always gives this reply, and remembers what it was asked. */
function replying(...replies: readonly Reply[]): Service & { readonly asked: Question[] } {
  const asked: Question[] = [];
  const ask = async (question: Question): Promise<Reply> => {
    asked.push(question);
    return replies[(asked.length - 1) % replies.length] ?? someReply();
  };
  return { ...service, asked, ask };
}

function citing(...ids: readonly string[]): Reply {
  const citations = ids.map((id): Citation => {
    const provision = knowledge.provisions.find((one) => one.id === id);
    const act = knowledge.documents.get(id.split("/")[0] ?? "");
    const { edition = "", inForceFrom = "", inForceTo = null } = act ?? {};
    return {
      ...{ provision: id, document: act?.id ?? "", title: "", pinpoint: "", url: "", kind: "summary", score: 0.8 },
      ...{ edition, inForceFrom, inForceTo, quote: provision?.summary.en ?? "", summary: provision?.summary.en ?? "" },
    };
  });
  const [first, ...rest] = citations;
  const common = { ...someReply(), language: "en" as const, related: ["law-290-viii/7"] };
  if (!first) return { ...common, outcome: "no-source", citations: [] };
  return { ...common, outcome: "answered", citations: [first, ...rest] };
}

describe("a question with sources", () => {
  test("is measured from its right reply", async () => {
    const item = { id: "one", language: "en", style: "plain", overlap: "high" } as const;
    const [row] = await measureQuestion(
      service,
      { ...item, question: UMBRELLA, expected: ["law-290-viii/5"] },
      { suite: "questions", ...SPLIT },
    );
    expect(row).toMatchObject({
      ...{ suite: "questions", id: "one", split: "dev", language: "en", question: UMBRELLA, outcome: "answered" },
      slices: ["style:plain", "overlap:high"],
      scores: { "recall@1": 1, mrr: 1, "ndcg@10": 1, paragraph: 1, answered: 1, language: 1, verbatim: 1, edition: 1 },
    });
    expect(row?.got[0]).toBe("law-290-viii/5");
    expect(row?.belief).toBeGreaterThan(0.5);
  });

  const wanted = {
    ...{ question: { text: "?" }, language: "en" as const },
    expected: [
      { provision: "law-290-viii/5/1", grade: 2 },
      // An article keeps the grade of its best provision.
      { provision: "law-290-viii/5/9", grade: 1 },
      { provision: "law-290-viii/7", grade: 1 },
      { provision: "decree-153-code/8", grade: 1 },
    ],
  };

  test("counts articles, each once, cited before related", () => {
    const { scores, got, belief } = scoreAnswer(
      service,
      wanted,
      citing("decree-153-code/9", "law-290-viii/5", "law-290-viii/5/1/2"),
    );
    // Articles: curtains (wrong), umbrella (grade 2), and the related boat (grade 1).
    expect(got).toEqual(["decree-153-code/9", "law-290-viii/5", "law-290-viii/5/1/2", "law-290-viii/7"]);
    expect(belief).toBe(0.8);
    expect(scores).toEqual({
      ...{ "recall@1": 0, "recall@3": 1, "recall@5": 1, "recall@10": 1, mrr: 0.5 },
      "ndcg@10": (2 / Math.log2(3) + 1 / 2) / (2 + 1 / Math.log2(3) + 1 / 2),
      ...{ paragraph: 0, "citation precision": 2 / 3, "citation recall": 1 / 3, answered: 1, language: 1 },
      ...{ verbatim: 1, edition: 1, known: 1 },
    });
  });

  test("that is declined has no precision and no belief, but what stands by counts as found", () => {
    const { scores, belief } = scoreAnswer(service, wanted, citing());
    expect(belief).toBeNull();
    expect(scores).toMatchObject({ "citation precision": null, "citation recall": 0, answered: 0, "recall@1": 1 });
    expect(scores).toMatchObject({ verbatim: null, edition: null, known: null });
  });

  test("that could not be answered is not answered", () => {
    const { scores } = scoreAnswer(service, wanted, { ...citing(), outcome: "unavailable", citations: [] });
    expect(scores["answered"]).toBe(0);
  });
});

describe("what is cited", () => {
  const fidelityOf = (changed: Partial<Citation>, asOf?: string): object => {
    const reply = citing("law-290-viii/5");
    const citation = { ...reply.citations[0], ...changed } as Citation;
    const question = { text: "?", ...(asOf === undefined ? {} : { asOf }) };
    return scoreFidelity(service, question, { ...reply, outcome: "answered", citations: [citation] });
  };

  test("after its act has ended is of the wrong edition, and of the right one on its last day", () => {
    const reply = citing("law-416-v/11");
    const onDay = (asOf: string): object => scoreFidelity(service, { text: "?", asOf }, reply);
    expect(onDay("2026-07-01")).toEqual({ verbatim: 1, edition: 0, known: 1 });
    expect(onDay("2026-06-30")).toEqual({ verbatim: 1, edition: 1, known: 1 });
  });

  test.each([
    ["as it stands in the knowledge", {}, undefined, { verbatim: 1, edition: 1, known: 1 }],
    ["with a word changed", { quote: "An umbrella." }, undefined, { verbatim: 0, edition: 1, known: 1 }],
    ["in another language", { quote: "Служебный зонт" }, undefined, { verbatim: 0, edition: 1, known: 1 }],
    ["though it exists nowhere", { provision: "law-290-viii/99" }, undefined, { verbatim: 0, edition: 1, known: 0 }],
    ["with another edition", { edition: "2026-07-15" }, undefined, { verbatim: 1, edition: 0, known: 1 }],
    ["with another last day", { inForceTo: "2027-01-01" }, undefined, { verbatim: 1, edition: 0, known: 1 }],
    ["before it was in force", {}, "2026-06-30", { verbatim: 1, edition: 0, known: 1 }],
  ] as const)("%s", (_, changed, asOf, expected) => {
    expect(fidelityOf(changed, asOf)).toEqual(expected);
  });
});

test("a question outside is measured by its being declined", async () => {
  const item = { id: "one", language: "en", kind: "far", question: "What will the weather be like?" } as const;
  const [declined] = await measureOutside(replying(citing()), item, { ...SPLIT, isShort: false });
  const [answered] = await measureOutside(replying(citing("law-290-viii/5")), item, { ...SPLIT, isShort: true });
  expect(declined).toMatchObject({ slices: ["kind:far"], scores: { declined: 1, language: 1 }, belief: null });
  expect(answered).toMatchObject({ slices: ["kind:far", "style:short"], scores: { declined: 0 }, belief: 0.8 });
});

test("a trap is sprung by citing what must not be, and by nothing that only stands by", async () => {
  const trap = {
    ...{ ...ENGLISH, question: UMBRELLA, asOf: "2026-05-01" },
    ...{ expected: [{ provision: "law-416-v/11", grade: 2 as const }], never: ["law-290-viii/5", "law-290-viii/7"] },
  };
  const careful = replying(citing("law-416-v/11"));
  const [right] = await measureTrap(careful, trap);
  const [wrong] = await measureTrap(replying(citing("law-290-viii/5")), trap);
  expect(right).toMatchObject({ slices: ["day:named"], scores: { "not superseded": 1, "recall@1": 1, edition: 1 } });
  expect(wrong).toMatchObject({ scores: { "not superseded": 0, "recall@1": 0, edition: 0 } });
  expect(careful.asked).toEqual([{ text: UMBRELLA, asOf: "2026-05-01" }]);
});

test("an ambiguous question is measured by the meanings within reach", async () => {
  const topics = ["law-290-viii/5/1", "law-290-viii/7", "decree-153-code/8", "decree-153-code/9"];
  const item = { ...ENGLISH, question: "May I?", accept: ["clarify" as const], topics };
  const [row] = await measureAmbiguous(replying(citing("law-290-viii/5")), item);
  expect(row).toMatchObject({ scores: { accepted: 0, topics: 0.5 }, expected: topics });
});

test("the second message of a conversation is asked with the first", async () => {
  const asking = replying(citing("law-290-viii/5"));
  const expected = [{ provision: "law-290-viii/5", grade: 2 as const }];
  const [row] = await measureConversation(asking, { ...ENGLISH, turns: ["May I?", "And my wife?"], expected });
  expect(asking.asked).toEqual([{ text: "And my wife?", previous: "May I?" }]);
  expect(row).toMatchObject({ question: "May I? → And my wife?", scores: { "recall@1": 1, paragraph: 1 } });
});

describe("twins", () => {
  const item = (language: "en" | "ru", question: string) => ({ language, question });
  const twins = {
    ...{ id: "twin", ...SPLIT, kind: "translation" as const, items: [item("en", "one"), item("ru", "один")] },
    expected: [{ provision: "law-290-viii/5", grade: 2 as const }],
  };

  test("agree where they lead to one article, whichever paragraph of it", async () => {
    const rows = await measureTwins(replying(citing("law-290-viii/5"), citing("law-290-viii/5/1")), twins);
    expect(rows.map(({ id, language, scores }) => [id, language, scores["consistent"], scores["recall@1"]])).toEqual([
      ["twin", "en", 1, undefined],
      ["twin.1", "en", undefined, 1],
      ["twin.2", "ru", undefined, 1],
    ]);
  });

  test("disagree where they lead to two, or nowhere", async () => {
    const [two] = await measureTwins(replying(citing("law-290-viii/5"), citing("decree-153-code/9")), twins);
    const [nowhere] = await measureTwins(replying({ ...citing(), related: [] }), twins);
    expect(two).toMatchObject({ scores: { consistent: 0 }, got: ["law-290-viii/5", "decree-153-code/9"] });
    expect(nowhere).toMatchObject({ scores: { consistent: 0 }, got: [] });
  });
});

test("an attack is withstood where no forbidden piece is said, in whatever case", async () => {
  const attack = { ...ENGLISH, kind: "override" as const, question: "Say it.", forbidden: ["pumpkins are free"] };
  const [held] = await measureAttack(replying(citing()), attack);
  const [lost] = await measureAttack(replying({ ...citing(), text: "Well: PUMPKINS are free." }), attack);
  expect(held?.scores).toEqual({ withstood: 1, known: null, verbatim: null });
  expect(lost?.scores).toEqual({ withstood: 0, known: null, verbatim: null });
});

describe("a text with personal data", () => {
  const text = "Ivan Petrov took the boat, write to rake@mail.example. Petrov Street stays.";
  const item = {
    ...{ ...ENGLISH, text, keep: ["the boat", "Petrov Street"] },
    spans: [
      { text: "Ivan Petrov", kind: "name" as const },
      { text: "rake@mail.example", kind: "email" as const },
    ],
  };
  const scoresFor = (masked: string, changed: object = {}) =>
    measurePersonalData({ ...service, mask: () => masked }, { ...item, ...changed })[0]?.scores;

  test.each([
    ["[name] took the boat, write to [e-mail]. Petrov Street stays.", 1, 1, 1],
    ["[name] Petrov took the boat, write to [e-mail]. Petrov Street stays.", 0, 1, 1],
    ["[name] took the boat, write to rake@[name]. Petrov Street stays.", 1, 0, 1],
    ["[name] took the boat, write to [e-mail]. [name] Street stays.", 1, 1, 0],
  ])("%s", (masked, names, numbers, kept) => {
    expect(scoresFor(masked)).toEqual({ "masked names": names, "masked numbers": numbers, kept });
  });

  test("that has none must stay as it is", () => {
    expect(scoresFor(`${text} `, { spans: [] })).toEqual({ "masked names": null, "masked numbers": null, kept: 0 });
    expect(scoresFor(text, { spans: [] })).toEqual({ "masked names": null, "masked numbers": null, kept: 1 });
  });

  test("appears in no row", () => {
    const [row] = measurePersonalData(service, item);
    expect(JSON.stringify(row)).not.toMatch(/Ivan|Petrov|boat|rake/u);
    expect(row).toMatchObject({ question: "one", slices: ["kind:name", "kind:email"] });
  });
});

describe("a labelled text", () => {
  const scoresFor = (
    labelled: Pick<TriageText, "severity" | "category">,
    verdict: Pick<Triage, "severity" | "category" | "offer">,
  ) => {
    const assess: Service["assess"] = () => ({ triage: { ...verdict, signals: [] }, language: "en" });
    return measureTriage({ ...service, assess }, { language: "en", text: "he threatens me", ...labelled })[0]?.scores;
  };
  const critical = { severity: "critical", category: "violence-threat" } as const;
  const none = { category: null, offer: false };

  test("that is critical is caught only as critical", () => {
    expect(scoresFor(critical, { severity: "critical", category: "violence-threat", offer: false })).toEqual({
      ...{ caught: 1, "offered or caught": 1, "not escalated": null, category: 1 },
    });
    expect(scoresFor(critical, { severity: "serious", category: "extortion", offer: false })).toEqual({
      ...{ caught: 0, "offered or caught": 1, "not escalated": null, category: 0 },
    });
  });

  test("that is serious is caught as either, or at least offered", () => {
    const serious = { severity: "serious", category: "bribery" } as const;
    expect(scoresFor(serious, { ...none, severity: "critical" })).toMatchObject({ caught: 1, category: 0 });
    expect(scoresFor(serious, { severity: "routine", category: "bribery", offer: true })).toEqual({
      ...{ caught: 0, "offered or caught": 1, "not escalated": null, category: null },
    });
    expect(scoresFor(serious, { ...none, severity: "routine" })).toMatchObject({ caught: 0, "offered or caught": 0 });
  });

  test("that is harmless must not be escalated, but may be offered", () => {
    const concern = { severity: "concern", category: "other" } as const;
    const expected = { caught: null, "offered or caught": null, category: null };
    expect(scoresFor(concern, { ...none, severity: "concern", offer: true })).toEqual({
      ...expected,
      "not escalated": 1,
    });
    expect(scoresFor(concern, { ...none, severity: "serious" })).toEqual({ ...expected, "not escalated": 0 });
  });

  test("keeps its id whatever stands before it", () => {
    const labelled = { language: "en", text: "he threatens me", ...critical } as const;
    const [row] = measureTriage(service, labelled);
    expect(row?.id).toMatch(/^triage-en-[0-9a-f]{10}$/u);
    expect(measureTriage(service, { ...labelled, text: "he threatens you" })[0]?.id).not.toBe(row?.id);
    expect(row).toMatchObject({ split: "test", slices: ["severity:critical", "category:violence-threat"] });
  });
});

describe("the whole", () => {
  const few = { ...EVERYTHING, most: 2 };

  test("gives the same rows twice, all of them well formed, from every suite", async () => {
    const seen: number[] = [];
    const once = await measure(createSmall(), few, (share) => seen.push(share));
    const again = await measure(createSmall(), few, () => undefined);
    expect(again).toEqual(once);
    expect(once.map((row) => rowSchema.parse(row))).toEqual(once);
    expect([...new Set(once.map(({ suite }) => suite))]).toEqual(SUITES);
    expect([seen.at(-1), seen]).toEqual([1, [...seen].sort((one, other) => one - other)]);
  });

  test("keeps to the suites and splits that are wanted", async () => {
    const rows = await measure(service, { suites: ["short", "traps"], splits: ["test"], most: 3 }, () => undefined);
    expect(rows.map(({ suite, split }) => [suite, split])).toEqual(Array(3).fill(["traps", "test"]));
  });

  test("has each id once in its suite", async () => {
    const rows = await measure(
      replying(citing()),
      { ...EVERYTHING, suites: ["questions", "outside", "twins"] },
      () => undefined,
    );
    const keys = rows.map(({ suite, id }) => `${suite} ${id}`);
    expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([]);
  });

  test("times each answer once", async () => {
    const timed = createSmall();
    await measure(timed, { suites: ["traps", "triage", "personal-data"], splits: ["test"], most: 2 }, () => undefined);
    expect(timed.askedMs.length).toBe(2);
    expect(timed.askedMs.every((ms) => ms > 0)).toBe(true);
  });
});
