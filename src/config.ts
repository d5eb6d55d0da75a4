// The configuration: environment and .env, every fault shown at once.

import { z } from "zod";

const LOG_LEVELS = ["fatal", "error", "warn", "info", "debug", "silent"] as const;

const schema = z.object({
  HOST: z.string().min(1).default("127.0.0.1"),
  PORT: z
    .string()
    .regex(/^\d+$/, "must be a whole number")
    .transform(Number)
    .refine((port) => port <= 65535, "must be 0 to 65535")
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
  const faults = [
    ...(parsed.error?.issues ?? []).map(({ path, message }) => `${path.join(".")} ${message}`),
    ...tracingFaults(set),
  ];
  if (!parsed.success || faults.length > 0) {
    throw new Error(`the configuration is wrong: ${faults.join("; ")} (see .env.example)`);
  }
  const { HOST, PORT, DATA_DIR, LOG_LEVEL } = parsed.data;
  return { host: HOST, port: PORT, dataFolder: DATA_DIR, logLevel: LOG_LEVEL };
}

/** These variables make LangChain send what it handles to a service abroad. */
function tracingFaults(environment: Readonly<Record<string, unknown>>): string[] {
  const tracing = Object.keys(environment).filter((key) => /^(LANGSMITH|LANGCHAIN)_/.test(key));
  return tracing.length > 0
    ? [`unset ${tracing.join(", ")}: with them questions could be sent to an outside service`]
    : [];
}
