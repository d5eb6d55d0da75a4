// The configuration: environment and .env, every fault shown at once.

import { z } from "zod";

const LOG_LEVELS = ["fatal", "error", "warn", "info", "debug", "silent"] as const;

const schema = z.object({
  HOST: z.string().min(1).default("127.0.0.1"),
  PORT: z.coerce
    .number("must be a number")
    .int("must be a whole number")
    .min(0, "must be 0 to 65535")
    .max(65535, "must be 0 to 65535")
    .default(8080),
  DATA_DIR: z.string().min(1).default("data"),
  LOG_LEVEL: z.enum(LOG_LEVELS, `must be one of ${LOG_LEVELS.join(", ")}`).default("info"),
});

export type Config = {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  readonly dataFolder: string;
  readonly logLevel: (typeof LOG_LEVELS)[number];
};

/** Throws one error that names every faulty key. An empty value counts as not set. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const set = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ""),
  );
  const parsed = schema.safeParse(set);
  if (!parsed.success) {
    const faults = parsed.error.issues.map(({ path, message }) => `${path.join(".")} ${message}`);
    throw new Error(`the configuration is wrong: ${faults.join("; ")} (see .env.example)`);
  }
  refuseTracing(set);
  const { HOST, PORT, DATA_DIR, LOG_LEVEL } = parsed.data;
  return { host: HOST, port: PORT, dataFolder: DATA_DIR, logLevel: LOG_LEVEL };
}

/** These variables make LangChain send what it handles to a service abroad. */
function refuseTracing(environment: Readonly<Record<string, unknown>>): void {
  const tracing = Object.keys(environment).filter((key) => /^(LANGSMITH|LANGCHAIN)_/.test(key));
  if (tracing.length > 0)
    throw new Error(`unset ${tracing.join(", ")}: with them questions could be sent to an outside service`);
}
