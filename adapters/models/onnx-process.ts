// The encoder in a process of its own: it computes beside the service, and what it breaks is only itself.

import { type ChildProcess, fork } from "node:child_process";
import { createRequire } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";

import { type OnnxEncoder, openOnnxEncoder, type Role } from "./onnx-encoder.ts";
import { shutNetwork } from "./shut-network.ts";

type Order = { readonly folder: string; readonly threads: number };
type Opened = Pick<OnnxEncoder, "name" | "dimensions">;
type Opening = Opened | { readonly refused: string };
type Job = { readonly id: number; readonly texts: readonly string[]; readonly role: Role };
type Done = { readonly id: number; readonly vectors: Float32Array[] | null };

type Waiting = { resolve(vectors: Float32Array[]): void; reject(fault: Error): void };
type Running = {
  readonly opened: Promise<Opened>;
  readonly encode: OnnxEncoder["encode"];
  /** It worked, and then it ended: starting it again may help. */
  isWornOut(): boolean;
  close(): Promise<void>;
};

const SELF = fileURLToPath(import.meta.url);
const LONGEST_OPENING_MS = 300_000;
/** Who comes after so many would wait too long, and is better told so at once. */
const MOST_WAITING = 32;

/** Rejects with one readable sentence where there is no usable model. If its process ends, the next text starts it again. */
export async function openOnnxProcess(folder: string, threads: number): Promise<OnnxEncoder> {
  let running = start({ folder, threads });
  const opened = await running.opened;
  return {
    ...opened,
    async encode(texts, role) {
      if (running.isWornOut()) running = start({ folder, threads });
      const { dimensions } = await running.opened;
      if (dimensions !== opened.dimensions) throw new Error("the local model was exchanged while it was in use");
      return running.encode(texts, role);
    },
    close: () => running.close(),
  };
}

function start(order: Order): Running {
  const child = launch();
  const waiting = new Map<number, Waiting>();
  const state = { jobs: 0, hasServed: false, isClosed: false };
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  const opened = open(child, order).finally(() => hold(child, waiting.size > 0));
  opened.catch(() => undefined);
  const settle = ({ id, vectors }: Done): void => {
    const job = waiting.get(id);
    waiting.delete(id);
    hold(child, waiting.size > 0);
    state.hasServed ||= vectors !== null;
    if (vectors) job?.resolve(vectors);
    else job?.reject(new Error("the local model could not compute a text"));
  };
  child.on("message", (message: Opening | Done) => "id" in message && settle(message));
  child.once("close", () => {
    for (const { reject } of waiting.values()) reject(new Error("the process of the local model ended"));
  });
  return {
    opened,
    encode: (texts, role) =>
      new Promise((resolve, reject) => {
        if (!child.connected) return reject(new Error("the process of the local model ended"));
        if (waiting.size >= MOST_WAITING) return reject(new Error("the local model has too much to do"));
        const id = state.jobs++;
        waiting.set(id, { resolve, reject });
        hold(child, true);
        child.send({ id, texts, role } satisfies Job, (fault) => fault && settle({ id, vectors: null }));
      }),
    isWornOut: () => !child.connected && state.hasServed && !state.isClosed,
    async close() {
      state.isClosed = true;
      hold(child, true);
      child.kill("SIGKILL");
      await ended;
    },
  };
}

function open(child: ChildProcess, order: Order): Promise<Opened> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => child.kill("SIGKILL"), LONGEST_OPENING_MS);
    child.once("message", (opening: Opening) => {
      clearTimeout(timer);
      if ("refused" in opening) reject(new Error(opening.refused));
      else resolve(opening);
    });
    child.once("close", () => {
      clearTimeout(timer);
      reject(new Error("the model could not be opened with the memory and in the time there is"));
    });
    child.on("error", reject);
    child.send(order, (fault) => fault && child.kill("SIGKILL"));
  });
}

/** While nobody waits for it, it keeps nobody from ending. */
function hold(child: ChildProcess, isNeeded: boolean): void {
  for (const one of [child, child.channel]) isNeeded ? one?.ref() : one?.unref();
}

/** It gets no environment, for it needs no secrets, and no way to write into the log. */
function launch(): ChildProcess {
  const loader = pathToFileURL(createRequire(import.meta.url).resolve("tsx/esm")).href;
  return fork(SELF, [], {
    serialization: "advanced",
    execArgv: ["--import", loader, "--expose-gc"],
    env: {},
    stdio: ["ignore", "ignore", "ignore", "ipc"],
  });
}

async function serve({ folder, threads }: Order): Promise<void> {
  const send = (answer: Opening | Done): unknown => process.send?.(answer);
  try {
    const { name, dimensions, encode } = await openOnnxEncoder(folder, threads);
    // The bytes of the files, which the runtime has copied by now: left alone, they would stay for hours.
    globalThis.gc?.();
    process.on("message", ({ id, texts, role }: Job) => {
      encode(texts, role).then(
        (vectors) => send({ id, vectors }),
        () => send({ id, vectors: null }),
      );
    });
    send({ name, dimensions });
  } catch (cause) {
    process.send?.({ refused: cause instanceof Error ? cause.message : "unknown fault" }, () => process.exit());
  }
}

if (process.argv[1] === SELF && process.send) {
  shutNetwork();
  process.once("disconnect", () => process.exit());
  process.once("message", (order: Order) => void serve(order));
}
