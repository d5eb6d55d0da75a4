// `npm start`: the service. Without tokens it serves the local page.

import { pino } from "pino";

import { startPage } from "../adapters/page/server.ts";
import { writeDay } from "./day.ts";
import { loadConfig, openAsk, runEntry } from "./entry.ts";

async function main(): Promise<void> {
  const config = loadConfig();
  // Fixed messages and error names only: never a question's text, never an error's own words, which may quote it.
  const log = pino({ level: config.logLevel });
  const { knowledge, ask, manifest } = await openAsk(config, (message, cause) =>
    log.error({ fault: cause instanceof Error ? cause.name : "unknown" }, message),
  );
  const page = await startPage({ knowledge, ask }, config);
  const law = knowledge.documents.get("law-290-viii");
  log.info({ entries: manifest.entries, edition: law ? writeDay(law.edition) : null }, "ready");
  process.stdout.write(`Adep is on ${page.url} (stop with Ctrl-C)\n`);
  const stop = (): void => {
    void page.stop().then(() => process.exit(0));
  };
  // The first asker should not wait for what the first question has to prepare.
  setImmediate(() => void ask({ text: "?" }));
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
}

await runEntry(main);
