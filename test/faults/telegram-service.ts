// The real service in a process of its own, talking to the fake Telegram of the tests: started, stopped, killed, listened to.

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { createVault } from "../../adapters/aes-vault.ts";
import { readDataKey } from "../../adapters/key-file.ts";
import { type OpenedStore, openStore } from "../../adapters/store/open-store.ts";

export type Place = {
  /** Of the store: `sqlite:<file>` or `postgres://…`. */
  readonly url: string;
  /** As DATA_KEY. */
  readonly key: string;
  readonly token: string;
  readonly apiRoot: string;
  readonly more?: Readonly<Record<string, string>>;
};

export type Service = {
  readonly pid: number;
  /** Resolves with the address of the page. */
  readonly ready: Promise<string>;
  /** Everything it has said so far, on both streams. */
  said(): string;
  readonly isRunning: () => boolean;
  /** SIGTERM; how it ended, and after how many milliseconds. */
  stop(): Promise<{ readonly code: number | null; readonly ms: number }>;
  kill(): Promise<void>;
};

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
/** The index is taken from where the service keeps it, and built there where it is missing. */
const DATA_FOLDER = path.resolve(ROOT, process.env["DATA_DIR"] ?? "data");
const LONGEST_STOP_MS = 60_000;

/** The number of the commissioner and of their private chat. */
export const COMMISSIONER = 7_190_000_077;

export function startService({ url, key, token, apiRoot, more = {} }: Place): Service {
  const child = spawn(process.execPath, ["--max-semi-space-size=4", "--import", "tsx", "src/main.ts"], {
    cwd: ROOT,
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      ...{ PATH: process.env["PATH"], HOME: process.env["HOME"], DATA_DIR: DATA_FOLDER, DATABASE_URL: url },
      ...{ DATA_KEY: key, TELEGRAM_BOT_TOKEN: token, TELEGRAM_API_ROOT: apiRoot, PORT: "0", LOG_LEVEL: "info" },
      // What the keys of a `.env` say is of no account here.
      ...{ BODIES_FILE: "", ESCALATION: "auto", COMMISSIONER_TELEGRAM_USERS: `${COMMISSIONER}`, ...more },
    },
  });
  const chunks: Buffer[] = [];
  const said = (): string => Buffer.concat(chunks).toString("utf8");
  const gone = once(child, "exit");
  const ready = new Promise<string>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (chunk: Buffer) => {
        chunks.push(chunk);
        const [url] = /http:\/\/\S+/.exec(said()) ?? [];
        if (url !== undefined) resolve(url);
      });
    }
    gone.then(() => reject(new Error(`the service ended before it was ready: ${said()}`)));
  });
  ready.catch(() => undefined);
  return {
    ...{ pid: child.pid ?? 0, ready, said, isRunning: () => child.exitCode === null && child.signalCode === null },
    stop: () => stop(child, gone),
    kill: async () => {
      child.kill("SIGKILL");
      await gone;
    },
  };
}

async function stop(child: ChildProcess, gone: Promise<unknown>) {
  const startedAt = performance.now();
  child.kill("SIGTERM");
  const timer = setTimeout(() => child.kill("SIGKILL"), LONGEST_STOP_MS);
  await gone;
  clearTimeout(timer);
  return { code: child.exitCode, ms: Math.round(performance.now() - startedAt) };
}

/** The store as the service left it, looked at while nobody else has it. */
export async function lookInto<T>(
  { url, key }: Pick<Place, "url" | "key">,
  look: (opened: OpenedStore) => Promise<T>,
): Promise<T> {
  const opened = await openStore(url, createVault(readDataKey(key).ring));
  try {
    return await look(opened);
  } finally {
    await opened.store.close();
  }
}

export type Left = {
  readonly inbox: number;
  readonly outgoing: number;
  readonly dead: number;
  readonly cases: number;
  /** Cases that hold another number of reports or tellings than one. */
  readonly uneven: number;
};

export function countLeft(place: Pick<Place, "url" | "key">): Promise<Left> {
  return lookInto(place, ({ store }) =>
    store.transact(async (tx) => {
      const inbox = await tx.inbox.count("telegram");
      const outgoing = await tx.outgoing.count("telegram");
      const cases = await tx.cases.list({});
      let uneven = 0;
      for (const { id } of cases) {
        const kinds = (await tx.cases.entries(id)).map(({ kind }) => kind);
        const isEven = ["report", "told"].every((wanted) => kinds.filter((kind) => kind === wanted).length === 1);
        if (!isEven) uneven += 1;
      }
      const dead = inbox.dead + outgoing.dead;
      return { inbox: inbox.waiting, outgoing: outgoing.waiting, dead, cases: cases.length, uneven };
    }),
  );
}
