// The case work over a real SQLite file in a temporary folder, with a clock, people and platforms that a test controls.

import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import { onTestFinished } from "vitest";

import { createVault, DICE, type KeyRing } from "../adapters/aes-vault.ts";
import { type OpenedStore, openStore } from "../adapters/store/open-store.ts";
import type { Bodies } from "../src/cases/bodies.ts";
import type { Card, Delivery, Messenger } from "../src/cases/card.ts";
import type { Address, Channel } from "../src/cases/case.ts";
import { type Courier, createCourier } from "../src/cases/courier.ts";
import type { CaseDeps } from "../src/cases/deps.ts";
import { createDesk, type Desk } from "../src/cases/desk.ts";
import { createPress, type PressCard } from "../src/cases/press.ts";
import { createReception, type Heard, type Reception } from "../src/cases/reception.ts";
import { workingDaysSchema } from "../src/cases/working-days.ts";
import { codenamesSchema, messagesSchema } from "../src/knowledge/schemas.ts";
import type { Language } from "../src/language.ts";
import { temporaryFolder } from "./knowledge-files.ts";

const NAME = { kk: "Бақша басқармасы", ru: "Управление садов", en: "Office of Gardens" };
const OTHER_NAME = { kk: "Өзен басқармасы", ru: "Управление рек", en: "Office of Rivers" };

/** Two bodies; the first has two deputies, and its cases go to the second when they concern its commissioner. */
export const BODIES: Bodies = {
  isConfigured: true,
  bodies: [
    {
      ...{ id: "gardens", name: NAME, whenConcerned: "rivers" },
      commissioner: { id: "gardener", language: "en", page: true, away: false },
      deputies: [
        { id: "rake", language: "ru", page: true, away: false },
        { id: "spade", language: "kk", page: true, away: false },
      ],
    },
    {
      ...{ id: "rivers", name: OTHER_NAME },
      commissioner: { id: "ferryman", language: "en", page: true, away: false },
      deputies: [],
    },
  ],
};

/** A Monday morning in Kazakhstan. */
export const MONDAY = Date.parse("2026-09-07T05:00:00Z");

export type Sent = { readonly to: string; readonly card: Card; readonly isRepeat: boolean };

export type FakeMessenger = Messenger & {
  readonly sent: Sent[];
  /** What the next deliveries come to; after these, `delivered`. A thrown value makes the delivery reject. */
  readonly script: (Delivery | Error)[];
};

export function createFakeMessenger(channel: Channel = "page"): FakeMessenger {
  const sent: Sent[] = [];
  const script: (Delivery | Error)[] = [];
  const deliver = async (one: Sent): Promise<Delivery> => {
    const next = script.shift() ?? "delivered";
    if (next instanceof Error) throw next;
    if (next === "delivered") sent.push(one);
    return next;
  };
  return {
    ...{ channel, sent, script },
    toPerson: async ({ person }, make, { isRepeat }) =>
      deliver({ to: person.id, card: await make({ person: person.id }), isRepeat }),
    refresh: async () => "delivered",
    toAsker: ({ id }, card, { isRepeat }) => deliver({ to: id, card, isRepeat }),
  };
}

export type Clock = { now: number };

export type CaseBench = {
  readonly deps: CaseDeps;
  readonly opened: OpenedStore;
  readonly reception: Reception;
  readonly desk: Desk;
  readonly press: PressCard;
  readonly courier: Courier;
  readonly messenger: FakeMessenger;
  readonly clock: Clock;
  readonly logged: string[];
  readonly url: string;
  /** Runs everything that is due now. */
  settle(): Promise<void>;
};

export type BenchOptions = Partial<Omit<CaseDeps, "store" | "now" | "onPosted" | "log">> & {
  /** Another database than a new SQLite file. */
  readonly url?: string;
  readonly ring?: () => KeyRing;
  readonly clock?: Clock;
  readonly wrap?: Parameters<typeof openStore>[2];
};

export function someKeys(): KeyRing {
  return { current: "k1", keys: new Map([["k1", randomBytes(32)]]) };
}

/** Closed when the test is over. */
export async function openBench(options: BenchOptions = {}): Promise<CaseBench> {
  const { url, ring, clock = { now: MONDAY }, wrap, ...overrides } = options;
  const place = url ?? `sqlite:${path.join(await temporaryFolder(), "cases.db")}`;
  const keys = someKeys();
  const opened = await openStore(place, createVault(ring ?? (() => keys)), wrap);
  onTestFinished(() => opened.store.close().catch(() => undefined));
  const logged: string[] = [];
  const deps: CaseDeps = {
    ...{
      store: opened.store,
      bodies: () => BODIES,
      calendar: CALENDAR,
      terms: { acknowledgeDays: 3, feedbackDays: 15 },
    },
    ...{ escalation: { mode: "auto", delayMinutes: 0 }, codewords: CODEWORDS, messages: MESSAGES },
    ...{ mask: (text) => text.replaceAll("SECRET-NAME", "[name]"), dice: DICE, now: () => clock.now },
    ...{ log: (message, code) => logged.push(`${message} ${code ?? ""}`.trim()), onPosted: () => undefined },
    ...overrides,
  };
  const messenger = createFakeMessenger();
  const courier = createCourier({ ...deps, messengers: [messenger] });
  const settle = async (): Promise<void> => {
    while ((await courier.run()) > 0);
  };
  return {
    ...{ deps, opened, courier, messenger, clock, logged, url: place, settle },
    ...{ reception: createReception(deps), desk: createDesk(deps), press: createPress(deps) },
  };
}

export const ASKER: Address = { channel: "page", id: "asker-one" };
export const OTHER_ASKER: Address = { channel: "page", id: "asker-two" };

export function someReport(overrides: Partial<Heard> = {}): Heard {
  return {
    ...{ text: "The head gardener sells the seeds of the office.", address: ASKER, language: "en" as Language },
    ...{ severity: "serious", category: "misuse-of-state-property", isAboutCommissioner: false },
    ...overrides,
  };
}

/** The token of the button with this label, in English. Throws where the card has none. */
export function tokenOf(card: Card, label: string): string {
  const button = card.buttons.find((one) => one.label === label);
  if (!button) throw new Error(`no button "${label}" among: ${card.buttons.map((one) => one.label).join(", ")}`);
  return button.token;
}

/** The token by which the text that a card asks for comes back. */
export function inputOf(card: Card): string {
  if (!card.input) throw new Error(`the card asks for nothing: ${card.title}`);
  return card.input.token;
}

const CALENDAR = workingDaysSchema.parse(readRealJson("working-days.json"));
const CODEWORDS = codenamesSchema.parse(readRealJson("codenames.json"));
const MESSAGES = {
  ...{
    kk: messagesSchema.parse(readRealJson("messages/kk.json")),
    ru: messagesSchema.parse(readRealJson("messages/ru.json")),
  },
  en: messagesSchema.parse(readRealJson("messages/en.json")),
};

function readRealJson(file: string): unknown {
  return JSON.parse(readFileSync(new URL(`../knowledge/${file}`, import.meta.url), "utf8"));
}
