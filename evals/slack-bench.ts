// `npm run bench:slack`: how fast Slack is acknowledged and answered, next to a bare Bolt app that only acknowledges. Both in
// processes of their own, in turns, under the same deliveries at fixed rates; printed as a table.

import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { loadavg, tmpdir } from "node:os";
import path from "node:path";

import { loadConfig } from "../src/command-entry.ts";
import { readInside } from "./datasets.ts";
import { type Bot, type Figures, type Load, measure } from "./slack-load.ts";

const SECONDS = Number(process.env["BENCH_SECONDS"] ?? 30);
const WARM_UP = 60;
/** Commands are answered as fast as Adep can; to private chats Slack takes ten messages a second. */
const STAGES: readonly Pick<Load, "by" | "perSecond">[] = [
  { by: "command", perSecond: 20 },
  { by: "command", perSecond: 50 },
  { by: "message", perSecond: 8 },
];

const { dataFolder } = loadConfig();
const questions = (await readInside("dev")).map(({ question }) => question);
const folder = await mkdtemp(path.join(tmpdir(), "adep-slack-bench-"));

function adep(name: string): Bot {
  const own = {
    ...{ DATA_DIR: path.resolve(dataFolder), DATABASE_URL: `sqlite:${path.join(folder, `${name}.db`)}`, PORT: "0" },
    ...{ DATA_KEY: randomBytes(32).toString("base64"), LOG_LEVEL: "info", BODIES_FILE: "", TELEGRAM_BOT_TOKEN: "" },
  };
  const args = ["--max-semi-space-size=4", "--import", "tsx", "src/main.ts"];
  return { args, environment: { ...process.env, ...own } };
}

const bare: Bot = { args: ["--import", "tsx", "evals/slack-empty.ts"], environment: process.env };

const COLUMNS: readonly (keyof Figures)[] = [
  ...(["brought", "acknowledged", "answered", "ackP50", "ackP99", "ackMax"] as const),
  ...(["answerP50", "answerP99", "residentMiB"] as const),
];

function printRow(name: string, cells: readonly (string | number)[]): void {
  process.stdout.write(
    `${name.padEnd(28)}${cells.map((cell) => (Number.isNaN(cell) ? "-" : String(cell)).padStart(13)).join("")}\n`,
  );
}

try {
  printRow("milliseconds", COLUMNS);
  for (const stage of STAGES) {
    const load = { ...stage, questions, seconds: SECONDS, warmUp: WARM_UP };
    const name = `${stage.perSecond} ${stage.by}s a second`;
    const bolt = await measure(bare, { ...load, isAnswering: false });
    printRow(
      `bolt  ${name}`,
      COLUMNS.map((column) => bolt[column]),
    );
    const own = await measure(adep(`${stage.by}-${stage.perSecond}`), { ...load, isAnswering: true });
    printRow(
      `adep  ${name}`,
      COLUMNS.map((column) => own[column]),
    );
    const more = Math.round((own.ackP99 - bolt.ackP99) * 10) / 10;
    process.stdout.write(`      p99 of the acknowledgement: ${more} ms more than bolt's\n`);
  }
  process.stdout.write(`load average ${loadavg().map((value) => value.toFixed(1))}\n`);
} finally {
  await rm(folder, { recursive: true, force: true });
}
