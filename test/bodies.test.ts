import { readFileSync } from "node:fs";
import { rm, utimes, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

import { openBodiesFile } from "../adapters/bodies-file.ts";
import { findBody, findPerson, nameOfBody } from "../src/cases/bodies.ts";
import { defaultBodies } from "../src/cases/default-bodies.ts";
import { BODIES } from "./case-fakes.ts";
import { temporaryFolder } from "./knowledge-files.ts";

const NAME = { kk: "Бақша", ru: "Сад", en: "Garden" };
const GARDENER = { id: "gardener" };
const GARDEN = { id: "garden", name: NAME, commissioner: GARDENER };

async function writeBodies(content: unknown): Promise<string> {
  const file = path.join(await temporaryFolder(), "bodies.json");
  await writeFile(file, typeof content === "string" ? content : JSON.stringify(content));
  return file;
}

async function faultOf(content: unknown): Promise<string> {
  const file = await writeBodies(content);
  try {
    openBodiesFile(file, () => undefined);
    return "no fault";
  } catch (fault) {
    return fault instanceof Error ? fault.message : "no error";
  }
}

describe("the file of bodies", () => {
  test("is read, with a default for what is left out", async () => {
    const { bodies, isConfigured } = openBodiesFile(await writeBodies({ bodies: [GARDEN] }), () => undefined)();
    const commissioner = { id: "gardener", language: "kk", page: false, away: false };
    expect([bodies, isConfigured]).toEqual([[{ ...GARDEN, commissioner, deputies: [] }], true]);
  });

  test("has an example that is right and gives every body somebody", () => {
    const file = fileURLToPath(new URL("../bodies.example.json", import.meta.url));
    const { bodies } = openBodiesFile(file, () => undefined)();
    expect(bodies.length).toBeGreaterThan(1);
    expect(readFileSync(file, "utf8")).not.toMatch(/@|\+7|xox|:AA/);
  });

  test("that is not there says so with its place", async () => {
    const file = path.join(await temporaryFolder(), "none.json");
    expect(() => openBodiesFile(file, () => undefined)).toThrow(`the file of BODIES_FILE cannot be read: ${file}`);
  });

  test("that is not JSON says so in one line", async () => {
    expect(await faultOf('{"bodies": [}')).toMatch(/^the file of BODIES_FILE is not JSON \([^\n]+\): [^\n]+$/);
  });

  test("shows every fault at once, each with its place and what it should be", async () => {
    const fault = await faultOf({
      bodies: [
        { ...GARDEN, id: "The Garden", deputies: [{ id: "rake", telegramUser: "five" }] },
        { id: "river", name: { ...NAME, en: "" }, colour: "blue" },
      ],
    });
    expect(fault).toContain("bodies [1] → id: must be lower-case letters, digits and hyphens, such as aqtobe-tax");
    expect(fault).toContain("bodies [1] → deputies [1] → telegramUser");
    expect(fault).toContain("bodies [2] → commissioner");
    expect(fault).toContain("bodies [2] → name → en");
    expect(fault).toContain("colour");
    expect(fault.trimEnd().endsWith("See bodies.example.json.")).toBe(true);
  });

  test.each([
    ["no body", { bodies: [] }, "bodies"],
    ["a list instead of an object", [GARDEN], "file:"],
    ["nothing", null, "file:"],
    [
      "two bodies of one id",
      { bodies: [GARDEN, { ...GARDEN, commissioner: { id: "b" } }] },
      "garden stands there twice",
    ],
    [
      "one person twice in a body",
      { bodies: [{ ...GARDEN, deputies: [GARDENER] }] },
      "the person gardener stands there twice",
    ],
    [
      "one person in two bodies",
      { bodies: [GARDEN, { ...GARDEN, id: "river" }] },
      "the person gardener stands there twice",
    ],
    [
      "a way to a body that is not there",
      { bodies: [{ ...GARDEN, whenConcerned: "sea" }] },
      "must be the id of another body",
    ],
    ["a way to itself", { bodies: [{ ...GARDEN, whenConcerned: "garden" }] }, "must be the id of another body"],
    ["a key that is misspelt", { bodies: [{ ...GARDEN, deputy: [] }] }, "deputy"],
    [
      "a language nobody speaks here",
      { bodies: [{ ...GARDEN, commissioner: { id: "a", language: "de" } }] },
      "commissioner → language",
    ],
  ])("is refused with %s", async (_name, content, expected) => {
    expect(await faultOf(content)).toContain(expected);
  });

  test("shows faults between bodies together with those within one", async () => {
    const fault = await faultOf({
      bodies: [
        { ...GARDEN, deputies: "none" },
        { ...GARDEN, whenConcerned: "sea" },
      ],
    });
    const shown = ["deputies", "stands there twice", "whenConcerned"].map((part) => fault.includes(part));
    expect(shown).toEqual([true, true, true]);
  });

  test("says what is missing in words of the file, not of a program", async () => {
    expect(await faultOf({ bodies: [{ id: "garden", name: NAME }] })).not.toMatch(/undefined|Invalid input/);
  });

  // These words stand for others in the log of what was done and in the errands.
  test.each(["asker", "adep", "owner"])("has nobody called %s", async (id) => {
    expect(await faultOf({ bodies: [{ ...GARDEN, commissioner: { id } }] })).toContain("commissioner");
  });

  test.each([
    ["Telegram", { telegramUser: 5 }],
    ["Slack", { slackUser: "U05" }],
  ])(
    "has no two people with one account of %s, for a case about the one would open to the other",
    async (_name, account) => {
      const deputies = [{ id: "rake", ...account }];
      expect(await faultOf({ bodies: [{ ...GARDEN, commissioner: { ...GARDENER, ...account }, deputies }] })).toContain(
        "twice",
      );
    },
  );
});

describe("a file of bodies that changes", () => {
  const RIVER = { id: "river", name: NAME, commissioner: { id: "ferryman" } };
  const change = async (file: string, content: unknown, second: number): Promise<void> => {
    await writeFile(file, typeof content === "string" ? content : JSON.stringify(content));
    await utimes(file, second, second);
  };
  const openChanging = async () => {
    const file = await writeBodies({ bodies: [GARDEN] });
    const faults: string[] = [];
    const read = openBodiesFile(file, (message) => faults.push(message));
    return { file, faults, ids: () => read().bodies.map(({ id }) => id) };
  };

  test("counts from the next reading on", async () => {
    const { file, faults, ids } = await openChanging();
    await change(file, { bodies: [RIVER] }, 1000);
    expect([ids(), faults]).toEqual([["river"], []]);
  });

  test("into a faulty one keeps the people known before, and says so once", async () => {
    const { file, faults, ids } = await openChanging();
    await change(file, '{"bodies": [', 1000);
    expect([ids(), ids(), ids()]).toEqual([["garden"], ["garden"], ["garden"]]);
    expect(faults).toEqual(["BODIES_FILE was changed and is faulty; the people known before still count"]);
  });

  test("and is mended counts again", async () => {
    const { file, ids } = await openChanging();
    await change(file, "{}", 1000);
    expect(ids()).toEqual(["garden"]);
    await change(file, { bodies: [RIVER] }, 2000);
    expect(ids()).toEqual(["river"]);
  });

  test("and is gone keeps the people known before, until it is back", async () => {
    const { file, faults, ids } = await openChanging();
    await rm(file);
    expect([ids(), ids(), faults.length]).toEqual([["garden"], ["garden"], 1]);
    await change(file, { bodies: [RIVER] }, 3000);
    expect(ids()).toEqual(["river"]);
  });
});

describe("the one body of a service without a file", () => {
  const NOBODY = { language: "kk", telegramChat: null, telegramUsers: [], slackChannel: null, slackUsers: [] } as const;

  test("has a commissioner at the local page, who does not count as configured", () => {
    const { bodies, isConfigured } = defaultBodies(NOBODY);
    expect(isConfigured).toBe(false);
    expect(bodies[0]).toMatchObject({ commissioner: { id: "commissioner", page: true }, deputies: [] });
  });

  test("has the first user as commissioner and the others as deputies in their order", () => {
    const { bodies, isConfigured } = defaultBodies({
      ...NOBODY,
      telegramChat: -100,
      telegramUsers: [5, 6, 7],
    });
    expect(isConfigured).toBe(true);
    expect(bodies[0]).toMatchObject({ telegramChat: -100, commissioner: { telegramUser: 5, page: false } });
    expect(bodies[0]?.deputies).toMatchObject([
      { id: "deputy-1", telegramUser: 6 },
      { id: "deputy-2", telegramUser: 7 },
    ]);
  });

  test("takes users of both platforms in the same order for the same people", () => {
    const keys = { ...NOBODY, telegramUsers: [5], slackChannel: "C01", slackUsers: ["U05", "U06"] };
    const [body] = defaultBodies(keys).bodies;
    expect(body).toMatchObject({ slackChannel: "C01", commissioner: { telegramUser: 5, slackUser: "U05" } });
    expect(body?.deputies).toEqual([{ id: "deputy-1", language: "kk", page: false, away: false, slackUser: "U06" }]);
  });

  test("with a channel and nobody in it does not count as configured", () => {
    expect(defaultBodies({ ...NOBODY, telegramChat: -100 }).isConfigured).toBe(false);
  });

  test("is named in three languages", () => {
    const name = defaultBodies(NOBODY).bodies[0]?.name;
    expect(new Set(Object.values(name ?? {})).size).toBe(3);
  });
});

describe("people and bodies", () => {
  test("are found by their ids", () => {
    expect(findPerson(BODIES, "spade")).toMatchObject({ person: { id: "spade" }, body: { id: "gardens" } });
    expect(findPerson(BODIES, "nobody")).toBeNull();
    expect([findBody(BODIES, "rivers").id, findBody(BODIES, undefined).id]).toEqual(["rivers", "gardens"]);
  });

  test("have a name in each language; a body that is gone has its id", () => {
    expect([nameOfBody(BODIES, "rivers", "ru"), nameOfBody(BODIES, "sea", "ru")]).toEqual(["Управление рек", "sea"]);
  });
});
