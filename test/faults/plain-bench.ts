// The case work without a test runner: for processes that are killed, and for runs over two stores, restarts and long times.

import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

import { createVault, DICE, type KeyRing } from "../../adapters/aes-vault.ts";
import { type OpenedStore, openStore } from "../../adapters/store/open-store.ts";
import type { Bodies, Person } from "../../src/cases/bodies.ts";
import type { Card, Delivery, Messenger } from "../../src/cases/card.ts";
import type { Address } from "../../src/cases/case.ts";
import { type Courier, createCourier } from "../../src/cases/courier.ts";
import type { CaseDeps } from "../../src/cases/deps.ts";
import { createPress, type PressCard } from "../../src/cases/press.ts";
import { createReception, type Heard, type Reception } from "../../src/cases/reception.ts";
import { makeToken, type Party } from "../../src/cases/tokens.ts";
import { workingDaysSchema } from "../../src/cases/working-days.ts";
import { codenamesSchema, messagesSchema } from "../../src/knowledge/schemas.ts";

const person = (id: string): Person => ({ id, language: "en", page: true, away: false });
const name = (en: string) => ({ kk: en, ru: en, en });

export const BODIES: Bodies = {
  isConfigured: true,
  bodies: [
    {
      ...{ id: "gardens", name: name("Office of Gardens"), whenConcerned: "rivers" },
      commissioner: person("gardener"),
      deputies: [person("rake"), person("spade")],
    },
    { id: "rivers", name: name("Office of Rivers"), commissioner: person("ferryman"), deputies: [] },
  ],
};

/** A Monday morning in Kazakhstan. */
export const MONDAY = Date.parse("2026-09-07T05:00:00Z");
export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;

export type Sent = {
  readonly to: string;
  readonly card: Card;
  readonly codename: string;
  readonly isRepeat: boolean;
};

export type PlainBench = {
  readonly deps: CaseDeps;
  readonly opened: OpenedStore;
  readonly reception: Reception;
  readonly press: PressCard;
  readonly courier: Courier;
  readonly logged: string[];
  /** Runs everything that is due now. */
  settle(): Promise<void>;
};

export type PlainOptions = {
  readonly url: string;
  readonly ring: KeyRing;
  readonly now?: () => number;
  readonly deliver?: (sent: Sent) => Promise<Delivery>;
  readonly wrap?: Parameters<typeof openStore>[2];
  readonly bodies?: CaseDeps["bodies"];
};

export async function openPlain({ url, ring, now = () => MONDAY, ...options }: PlainOptions): Promise<PlainBench> {
  const opened = await openStore(
    url,
    createVault(() => ring),
    options.wrap,
  );
  const logged: string[] = [];
  const deps: CaseDeps = {
    ...{ store: opened.store, bodies: options.bodies ?? (() => BODIES), calendar: CALENDAR, messages: MESSAGES },
    ...{ terms: { acknowledgeDays: 3, feedbackDays: 15 }, escalation: { mode: "auto", delayMinutes: 0 } },
    ...{ codewords: CODEWORDS, mask: (text: string) => text, dice: DICE, now, onPosted: () => undefined },
    log: (message, code) => logged.push(`${message} ${code ?? ""}`.trim()),
  };
  const courier = createCourier({ ...deps, messengers: [createMessenger(options.deliver)] });
  const settle = async (): Promise<void> => {
    while ((await courier.run()) > 0);
  };
  return { deps, opened, courier, logged, settle, reception: createReception(deps), press: createPress(deps) };
}

function createMessenger(deliver: PlainOptions["deliver"] = async () => "delivered"): Messenger {
  return {
    channel: "page",
    toPerson: async ({ person: { id } }, make, { codename, isRepeat }) =>
      deliver({ to: id, card: await make({ person: id }), codename, isRepeat }),
    refresh: async () => "delivered",
    toAsker: ({ id }, card, about) => deliver({ to: id, card, ...about }),
  };
}

export function newRing(): KeyRing {
  return { current: "k1", keys: new Map([["k1", randomBytes(32)]]) };
}

export const askerOf = (id: string): Address => ({ channel: "page", id });

export function reportOf(id: string, overrides: Partial<Heard> = {}): Heard {
  return {
    ...{ text: `Report ${id}: the seeds of the office are sold.`, address: askerOf(`asker-${id}`), language: "en" },
    ...{ severity: "serious", category: null, isAboutCommissioner: false },
    ...overrides,
  };
}

export type Pressing = {
  readonly by: Party;
  readonly caseId: string;
  readonly action: string;
  readonly payload?: unknown;
  readonly text?: string;
  readonly event?: string;
};

/** A button made for this party and pressed by it. */
export async function pressAs(bench: PlainBench, pressing: Pressing): Promise<Card> {
  const { by, text, event } = pressing;
  const token = await bench.opened.store.transact((tx) => makeToken(tx, bench.deps, { party: by, ...pressing }));
  const actor =
    "asker" in by ? { kind: "asker" as const, address: by.asker } : { kind: "person" as const, id: by.person };
  const written = { ...(text === undefined ? {} : { text }), ...(event === undefined ? {} : { event }) };
  return bench.press({ actor, token, language: "en", ...written });
}

/** The case an asker opened last. */
export async function caseOf(bench: PlainBench, asker: Address): Promise<string> {
  const [id] = await bench.opened.store.transact((tx) => tx.askers.casesOf(asker));
  if (id === undefined) throw new Error("the asker has no case");
  return id;
}

/** A folder that is gone afterwards. */
export async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(path.join(tmpdir(), "adep-faults-"));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const CALENDAR = workingDaysSchema.parse(readRealJson("working-days.json"));
const CODEWORDS = codenamesSchema.parse(readRealJson("codenames.json"));
const MESSAGES = {
  kk: messagesSchema.parse(readRealJson("messages/kk.json")),
  ru: messagesSchema.parse(readRealJson("messages/ru.json")),
  en: messagesSchema.parse(readRealJson("messages/en.json")),
};

function readRealJson(file: string): unknown {
  return JSON.parse(readFileSync(new URL(`../../knowledge/${file}`, import.meta.url), "utf8"));
}
