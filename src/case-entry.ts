// Opens the case work for an entry point: keys, store, people, courier.

import { existsSync } from "node:fs";
import path from "node:path";

import { createVault, DICE } from "../adapters/aes-vault.ts";
import { openBodiesFile } from "../adapters/bodies-file.ts";
import { type KeyStore, openKeyFile, readDataKey } from "../adapters/key-file.ts";
import { type OpenedStore, openStore } from "../adapters/store/open-store.ts";
import type { ReadBodies } from "./cases/bodies.ts";
import type { Messenger } from "./cases/card.ts";
import { createCourier } from "./cases/courier.ts";
import { defaultBodies } from "./cases/default-bodies.ts";
import type { CaseDeps } from "./cases/deps.ts";
import { createDesk, type Desk } from "./cases/desk.ts";
import { maskPersonalData, PERSONAL_KINDS, type PersonalKind } from "./cases/mask.ts";
import { createPress, type PressCard } from "./cases/press.ts";
import { createReception, type Reception } from "./cases/reception.ts";
import { rehomeAll } from "./cases/rehome.ts";
import { sweep } from "./cases/retention.ts";
import { within } from "./chat/slots.ts";
import type { Config } from "./config.ts";
import type { Knowledge } from "./knowledge/knowledge.ts";
import type { Language } from "./language.ts";
import { say } from "./messages.ts";

export type OpenedCases = {
  readonly deps: CaseDeps;
  readonly reception: Reception;
  readonly desk: Desk;
  readonly press: PressCard;
  readonly opened: OpenedStore;
  readonly keys: KeyStore;
};

type Log = CaseDeps["log"];

export function openKeys({ dataFolder, dataKey }: Pick<Config, "dataFolder" | "dataKey">): KeyStore {
  return dataKey === null ? openKeyFile(path.resolve(dataFolder, "data.key")) : readDataKey(dataKey);
}

export function openBodies(
  { bodiesFile, commissioner }: Pick<Config, "bodiesFile" | "commissioner">,
  log: Log,
): ReadBodies {
  if (bodiesFile !== null) return openBodiesFile(path.resolve(bodiesFile), log);
  const bodies = defaultBodies(commissioner);
  return () => bodies;
}

/** `onPosted` is called after each transaction that may have posted errands. */
export async function openCases(
  config: Config,
  knowledge: Knowledge,
  { log, onPosted }: Pick<CaseDeps, "log" | "onPosted">,
): Promise<OpenedCases> {
  const keys = openKeys(config);
  const bodies = openBodies(config, log);
  const opened = await openStore(config.databaseUrl, createVault(keys.ring));
  const deps: CaseDeps = {
    ...{
      store: opened.store,
      bodies,
      calendar: knowledge.workingDays,
      terms: config.terms,
      escalation: config.escalation,
    },
    ...{ codewords: knowledge.codenames, messages: knowledge.messages, mask: createMask(knowledge), dice: DICE },
    ...{ now: () => Date.now(), log, onPosted },
  };
  return { deps, opened, keys, reception: createReception(deps), desk: createDesk(deps), press: createPress(deps) };
}

export function createMask({
  personalNames,
  messages,
}: Pick<Knowledge, "personalNames" | "messages">): CaseDeps["mask"] {
  return (text: string, language: Language): string => {
    const placeholders = Object.fromEntries(
      PERSONAL_KINDS.map((kind) => [kind, say(messages[language], `mask.${kind}`)]),
    ) as Record<PersonalKind, string>;
    return maskPersonalData(text, { names: personalNames, placeholders }).text;
  };
}

const TICK_MS = 1_000;
const LAST_ERRANDS_MS = 15_000;
const SWEEP_MS = 6 * 3_600_000;

export type RunningCourier = { readonly poke: () => void; stop(): Promise<void> };

/** Runs errands as they fall due and sweeps what is over, until it is stopped; a store that fails is tried again. */
export function startCourier(
  deps: CaseDeps,
  messengers: readonly Messenger[],
  isLeader: () => boolean = () => true,
): RunningCourier {
  const courier = createCourier({ ...deps, messengers });
  let running: Promise<void> | null = null;
  let sweptAt = 0;
  let isAsked = false;
  let isStopped = false;
  const runAll = async (): Promise<void> => {
    do {
      isAsked = false;
      // Of several processes one sends, so that the limits of a platform are kept.
      while (!isStopped && isLeader() && (await courier.run()) > 0);
      if (isStopped) return;
      if (deps.now() - sweptAt < SWEEP_MS) continue;
      sweptAt = deps.now();
      await rehomeAll(deps);
      await sweep(deps);
    } while (isAsked);
  };
  const poke = (): void => {
    isAsked = true;
    running ??= runAll()
      .catch((fault: unknown) => deps.log("the case store failed", fault instanceof Error ? fault.name : "unknown"))
      .finally(() => {
        running = null;
      });
  };
  const timer = setInterval(poke, TICK_MS);
  return {
    poke,
    stop: async () => {
      clearInterval(timer);
      isStopped = true;
      // What is not told by then waits in the store, and is told after the next start.
      await within(LAST_ERRANDS_MS, running ?? Promise.resolve());
    },
  };
}

/** A wrong folder must not end in a new, empty store with a new key. */
export function refuseMissing({ databaseUrl, dataFolder, dataKey }: Config): void {
  const file = databaseUrl.startsWith("sqlite:") ? path.resolve(databaseUrl.slice("sqlite:".length)) : null;
  if (file !== null && !existsSync(file))
    throw new Error(
      `there is no case store ${file}; the service makes it (DATA_DIR or DATABASE_URL name another place)`,
    );
  const keys = path.resolve(dataFolder, "data.key");
  if (dataKey === null && !existsSync(keys)) throw new Error(`there is no key file ${keys}, and DATA_KEY is not set`);
}
