import { describe, expect, test } from "vitest";

import { listEntries } from "../src/index/entries.ts";
import { listTopics } from "../src/index/topics.ts";
import { smallKnowledge } from "./fakes.ts";

const knowledge = smallKnowledge();
const topics = listTopics(knowledge);
const positionOf = (id: string): number => knowledge.provisions.findIndex((provision) => provision.id === id);
const topicOf = (id: string): string | undefined => topics.ids[topics.ofProvision[positionOf(id)] ?? -1];

describe("topics", () => {
  test("paragraphs belong to the topic of their article", () => {
    expect(topicOf("law-290-viii/5/1/2")).toBe("law-290-viii/5");
  });

  test("a provision of the old law belongs to the topic that replaced it", () => {
    expect(topicOf("law-416-v/11")).toBe("law-290-viii/5");
  });

  test("list every provision as a member exactly once", () => {
    expect(topics.members.flat().sort((one, other) => one - other)).toEqual(knowledge.provisions.map((_, at) => at));
  });
});

describe("entries", () => {
  const entries = listEntries(knowledge);

  test("hold each provision's text in each language", () => {
    expect(entries.filter(({ kind }) => kind === "text")).toHaveLength(3 * knowledge.provisions.length);
  });

  test("put a situation's questions under its first provision", () => {
    const boat = entries.filter(({ situation }) => situation === 0).map(({ provision }) => provision);
    expect(new Set(boat)).toEqual(new Set([positionOf("law-290-viii/7")]));
  });

  test("come in the same order every time", () => {
    expect(listEntries(knowledge)).toEqual(entries);
  });
});
