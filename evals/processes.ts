// Child processes, timed and weighed from outside: seconds by the clock, memory as the kernel counts it.

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readdir, readFile } from "node:fs/promises";

type Environment = Readonly<Record<string, string | undefined>>;

const TSX = ["--import", "tsx"];
const SAMPLE_MS = 250;
const QUESTIONS = ["подрядчик подарил часы", "сенбіде жұмысқа шығамын ба", "may I run an online shop"];

/** Runs a TypeScript file to its end. `peakMiB` adds up the process and its children, sampled. */
export async function runMeasured(
  args: readonly string[],
  environment: Environment,
): Promise<{ seconds: number; peakMiB: number }> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, [...TSX, ...args], {
    env: environment,
    stdio: ["ignore", "ignore", "inherit"],
  });
  let peakMiB = 0;
  const timer = setInterval(async () => {
    peakMiB = Math.max(peakMiB, await familyMiB(child.pid ?? 0));
  }, SAMPLE_MS);
  const [code] = await once(child, "exit");
  clearInterval(timer);
  if (code !== 0) throw new Error(`${args.join(" ")} ended with exit code ${code}`);
  return { seconds: (performance.now() - startedAt) / 1000, peakMiB };
}

/** Starts the service, asks it a few questions, reads its memory and stops it. */
export async function startService(environment: Environment): Promise<{ secondsToReady: number; residentMiB: number }> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, ["--max-semi-space-size=4", ...TSX, "src/main.ts"], {
    env: environment,
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    const url = await readUrl(child);
    const secondsToReady = (performance.now() - startedAt) / 1000;
    for (let round = 0; round < 100; round += 1) {
      const question = QUESTIONS[round % QUESTIONS.length];
      const answer = await fetch(`${url}api/ask`, { method: "POST", body: JSON.stringify({ question }) });
      if (!answer.ok) throw new Error(`the service answered ${answer.status}`);
    }
    return { secondsToReady, residentMiB: await residentMiB(child.pid ?? 0) };
  } finally {
    child.kill("SIGTERM");
    await once(child, "exit");
  }
}

async function readUrl(child: ChildProcess): Promise<string> {
  let seen = "";
  for await (const chunk of child.stdout ?? []) {
    seen += String(chunk);
    const url = /http:\/\/\S+/.exec(seen)?.[0];
    if (url) return url;
  }
  throw new Error("the service did not start");
}

async function familyMiB(pid: number): Promise<number> {
  const children = await childrenOf(pid);
  const sizes = await Promise.all([pid, ...children].map(residentMiB));
  return sizes.reduce((sum, size) => sum + size, 0);
}

async function childrenOf(pid: number): Promise<number[]> {
  const processes = (await readdir("/proc").catch(() => [])).filter((name) => /^\d+$/.test(name));
  const parents = await Promise.all(
    processes.map(async (name) => {
      const stat = await readFile(`/proc/${name}/stat`, "utf8").catch(() => "");
      return { child: Number(name), parent: Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]) };
    }),
  );
  return parents.filter(({ parent }) => parent === pid).map(({ child }) => child);
}

/** Resident memory; 0 where the process is gone or the system has no /proc. */
async function residentMiB(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
}
