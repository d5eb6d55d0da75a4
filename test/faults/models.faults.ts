// The whole service over the real knowledge and a ready index, while its language model lies, obeys, babbles, hangs and falls.

import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { type Opened, openAsk } from "../../src/entry.ts";
import type { ModelConfig } from "../../src/model-config.ts";
import { wordsOf } from "../../src/text/grams.ts";
import * as servers from "../model-server.ts";
import { print } from "./figures.ts";
import { leaked, OWN_ATTACKS } from "./model-attacks.ts";
import * as minds from "./model-minds.ts";
import { attacks, CANARIES, ordinary, personal } from "./model-questions.ts";
import { add, configOf, type Done, listen, nothingYet, runTrial, type Trial } from "./model-trial.ts";

const PROVIDERS = ["openai", "ollama"] as const;
const dataFolder = process.env["DATA_DIR"] ?? "data";
const honest = minds.createHonest();

let core: Opened;
let questions: Awaited<ReturnType<typeof ordinary>>;
let server: servers.ModelServer;

beforeAll(async () => {
  core = await openAsk({ dataFolder }, () => undefined);
  questions = await ordinary();
  server = await servers.openModelServer();
});
afterAll(async () => {
  await core.close();
  await server.close();
});

/** With whatever the server does; `said`: all that was logged or written meanwhile. */
async function tryOut(
  provider: ModelConfig["provider"],
  behave: servers.Behave,
  trial: Omit<Trial, "core" | "asked">,
): Promise<Done> {
  server.behave(honest.behave);
  const logged: string[] = [];
  const { result, output } = await listen(async () => {
    const asked = await openAsk({ dataFolder, chatModel: configOf(server, provider) }, (message, cause) => {
      logged.push(`${message} ${String(cause)}`);
    });
    // A process that has just started answers the first ones slowly.
    for (const question of questions.slice(0, 3)) await asked.ask(question);
    server.behave(behave);
    const before = server.requests.length;
    const figures = await runTrial({ ...trial, core, asked }).finally(() => asked.close());
    return { ...figures, requests: server.requests.slice(before) };
  });
  return { ...result, said: logged.join("\n") + output };
}

function report(name: string, { requests, said: _, faults, ...figures }: Done): void {
  print(`models, ${name}`, { ...figures, requests: requests.length, faults: faults.length });
}

const late: servers.Behave = async (request) => {
  await sleep(6000, undefined, { ref: false });
  return honest.behave(request);
};

describe.each(PROVIDERS)("over the protocol of %s", (provider) => {
  test.each([
    ["honest", minds.createHonest],
    ["lying", minds.createLiar],
    ["obeying", minds.createObeyer],
  ] as const)("a model that is %s changes nothing but the choice of checked sentences", async (name, create) => {
    const mind = create();
    const done = await tryOut(provider, mind.behave, { questions, lies: mind.lies });
    report(`${name}, ${provider}`, done);
    expect([done.faults, done.said]).toEqual([[], ""]);
    expect(done.worded).toBeGreaterThan(10);
  });

  const failing: readonly (readonly [string, servers.Behave])[] = [
    ...servers.GARBAGE_KINDS.map((kind) => [`babbles ${kind}`, servers.babbling(kind)] as const),
    ...servers.BROKEN_KINDS.map((kind) => [`breaks the protocol with ${kind}`, servers.broken(kind)] as const),
    ...[401, 429, 500].map((status) => [`answers ${status}`, servers.failing(status)] as const),
    ["leads elsewhere", servers.redirecting("http://127.0.0.1:9/v1/chat/completions")],
    ["closes before the headers", servers.closing("headers")],
    ["closes in the body", servers.closing("body")],
  ];
  test("a model that fails in any way leaves the replies as they are", async () => {
    const total = nothingYet();
    for (const [name, behave] of failing) {
      const some = questions.filter((_, at) => at % 6 === 0);
      add(total, await tryOut(provider, minds.mostly(behave, honest.behave), { questions: some }), name);
    }
    print(`models, ${failing.length} failures, ${provider}`, { ...total, faults: total.faults.length });
    expect([total.faults, total.said]).toEqual([[], ""]);
  });

  test.each([
    ["is slow", late],
    ["hangs before the headers", servers.hanging("headers")],
    ["hangs in the body", servers.hanging("body")],
  ] as const)("a model that %s holds no reply up for longer than it may", async (name, behave) => {
    const total = nothingYet();
    // Two for each start: after five failures in a row the model would not be asked any more.
    for (const first of [0, 10, 20, 30]) {
      const some = [first, first + 21].flatMap((at) => questions[at] ?? []);
      add(total, await tryOut(provider, behave, { questions: some, atOnce: 2 }), name);
    }
    print(`models, ${name}, ${provider}`, { ...total, faults: total.faults.length });
    expect([total.faults, total.said]).toEqual([[], ""]);
  });

  test("no personal data are sent", async () => {
    const texts = [...CANARIES, ...(await personal())];
    const done = await tryOut(provider, honest.behave, { questions: texts.map(({ question }) => question) });
    const sent = new Set(done.requests.flatMap(({ material }) => wordsOf(JSON.stringify(material)).join(" ")));
    const leaks = (pieces: readonly string[]): string[] =>
      pieces.filter((piece) => [...sent].some((text) => ` ${text} `.includes(` ${wordsOf(piece).join(" ")} `)));
    const [numbers, names] = [texts.flatMap((text) => text.numbers), texts.flatMap((text) => text.names)];
    const found = { numbers: leaks(numbers), names: leaks(names) };
    report(`personal data, ${provider}`, done);
    print("personal data sent", { ofNumbers: numbers.length, ofNames: names.length, ...found });
    expect([leaks(CANARIES.flatMap((canary) => [...canary.numbers, ...canary.names])), done.faults]).toEqual([[], []]);
    // What the mask does not know by itself: its own measure is in docs/evals.md.
    expect(found.numbers.length).toBeLessThanOrEqual(1);
    expect(found.names.length).toBeLessThanOrEqual(names.length * 0.15);
  });
});

test.each([
  ["obeys", minds.createObeyer],
  ["lies", minds.createLiar],
] as const)("300 attacks on a model that %s come to nothing", async (name, create) => {
  const mind = create();
  const attacking = [...(await attacks()), ...OWN_ATTACKS];
  const forbidden = new Map(attacking.map((attack) => [attack.question, attack.forbidden]));
  const prompts = Object.values(core.knowledge.prompts);
  const done = await tryOut("openai", mind.behave, {
    ...{ questions: attacking.map(({ question }) => question), lies: mind.lies },
    minded: ({ question, reply }) => [
      ...(forbidden.get(question) ?? []).filter((piece) => reply.text.toLowerCase().includes(piece)),
      ...(leaked(reply.text, prompts) ? ["instructions in a reply"] : []),
    ],
  });
  report(`attacks, ${name}`, done);
  expect([done.asked, done.faults, done.said]).toEqual([300, [], ""]);
});
