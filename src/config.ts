// The configuration: environment and .env, every fault shown at once.

import { z } from "zod";
import type { Terms } from "./cases/deadlines.ts";
import type { CommissionerKeys } from "./cases/default-bodies.ts";
import type { Escalation } from "./cases/deps.ts";
import {
  type EmbeddingsConfig,
  MODEL_FORMS,
  type ModelConfig,
  modelFaults,
  readEmbeddings,
  readModel,
} from "./model-config.ts";
import { readSlack, SLACK_FORMS, type SlackConfig, slackFaults } from "./slack-config.ts";
import { debugFaults, readTelegram, type TelegramConfig, webhookFaults } from "./telegram-config.ts";

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
  DATABASE_URL: z
    .string()
    .regex(/^(sqlite:.+|postgres(ql)?:\/\/.+)$/, "must be sqlite:<file> or postgres://…")
    .optional(),
  DATA_KEY: z
    .string()
    .refine((value) => value.split(",").every(isKey), "must be 32 bytes in base64 (openssl rand -base64 32)")
    .optional(),
  ESCALATION: z.enum(["auto", "confirm"], "must be auto or confirm").default("auto"),
  ESCALATION_DELAY_MINUTES: wholeNumber(0, 24 * 60).default(0),
  ACKNOWLEDGE_DAYS: wholeNumber(1, 60).default(3),
  FEEDBACK_DAYS: wholeNumber(1, 180).default(15),
  BODIES_FILE: z.string().min(1).optional(),
  COMMISSIONER_LANGUAGE: z.enum(["kk", "ru", "en"], "must be kk, ru or en").default("kk"),
  COMMISSIONER_TELEGRAM_CHAT: z
    .string()
    .regex(/^-?\d{1,15}$/, "must be the number of a chat")
    .transform(Number)
    .optional(),
  COMMISSIONER_TELEGRAM_USERS: listOf(/^\d{1,15}$/, "must be user numbers with commas between"),
  TELEGRAM_BOT_TOKEN: z
    .string()
    .regex(/^[\w-]+(:[\w-]+)?$/, "must be a token as @BotFather gives it, such as 123456:ABC-DEF…")
    .optional(),
  TELEGRAM_API_ROOT: z
    .string()
    .regex(/^https?:\/\/[^\s?#]+$/, "must be an http or https address")
    .default("https://api.telegram.org"),
  TELEGRAM_MODE: z.enum(["polling", "webhook"], "must be polling or webhook").default("polling"),
  TELEGRAM_WEBHOOK_URL: z
    .string()
    .regex(
      /^https?:\/\/[^\s?#/]+\/[\w/-]{2,}$/,
      "must be an https address with a path, such as https://bot.example.kz/telegram",
    )
    .optional(),
  TELEGRAM_WEBHOOK_SECRET: z
    .string()
    .regex(/^[\w-]{32,256}$/, "must be 32 to 256 letters, digits, _ and - (openssl rand -hex 32)")
    .optional(),
  COMMISSIONER_SLACK_CHANNEL: z
    .string()
    .regex(/^[CG][A-Z0-9]{2,}$/, "must be a channel id such as C0123456789")
    .optional(),
  COMMISSIONER_SLACK_USERS: listOf(/^[UW][A-Z0-9]{2,}$/, "must be user ids such as U0123456789, with commas between"),
  SLACK_BOT_TOKEN: SLACK_FORMS.botToken,
  SLACK_APP_TOKEN: SLACK_FORMS.appToken,
  SLACK_SIGNING_SECRET: SLACK_FORMS.signingSecret,
  SLACK_API_URL: SLACK_FORMS.apiUrl,
  SLACK_MODE: SLACK_FORMS.mode,
  SLACK_PROXY_URL: SLACK_FORMS.proxyUrl,
  SLACK_NO_PROXY: SLACK_FORMS.noProxy,
  ...MODEL_FORMS,
});

function listOf(pattern: RegExp, message: string) {
  return z
    .string()
    .default("")
    .transform((value) =>
      value
        .split(",")
        .map((part) => part.trim())
        .filter((part) => part !== ""),
    )
    .refine((parts) => parts.every((part) => pattern.test(part)), message)
    .refine((parts) => new Set(parts).size === parts.length, "must not name anybody twice");
}

function wholeNumber(least: number, most: number) {
  const message = `must be a whole number from ${least} to ${most}`;
  return z
    .string()
    .regex(/^\d{1,6}$/, message)
    .transform(Number)
    .refine((value) => value >= least && value <= most, message);
}

function isKey(value: string): boolean {
  return /^[A-Za-z0-9+/]{43}=$/.test(value.trim());
}

export type Config = {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  readonly dataFolder: string;
  readonly logLevel: (typeof LOG_LEVELS)[number];
  /** `sqlite:<file>` or `postgres://…`. */
  readonly databaseUrl: string;
  /** Without it the keys are in a file under the data folder. */
  readonly dataKey: string | null;
  readonly escalation: Escalation;
  readonly terms: Terms;
  /** Without it there is one body, and its commissioner works at the local page. */
  readonly bodiesFile: string | null;
  readonly commissioner: CommissionerKeys;
  /** `null` without a token. */
  readonly telegram: TelegramConfig | null;
  /** `null` without a bot token. */
  readonly slack: SlackConfig | null;
  /** `null`: answers are worded without one, as they are wherever it is of no use. */
  readonly chatModel: ModelConfig | null;
  readonly embeddings: EmbeddingsConfig;
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
    ...debugFaults(set),
    ...(parsed.data ? [...webhookFaults(parsed.data), ...slackFaults(parsed.data), ...modelFaults(parsed.data)] : []),
  ];
  if (!parsed.success || faults.length > 0) {
    throw new Error(`the configuration is wrong: ${faults.join("; ")} (see .env.example)`);
  }
  const { HOST, PORT, DATA_DIR, LOG_LEVEL, ...cases } = parsed.data;
  return {
    ...{ host: HOST, port: PORT, dataFolder: DATA_DIR, logLevel: LOG_LEVEL },
    databaseUrl: cases.DATABASE_URL ?? `sqlite:${DATA_DIR}/adep.db`,
    dataKey: cases.DATA_KEY ?? null,
    escalation: { mode: cases.ESCALATION, delayMinutes: cases.ESCALATION_DELAY_MINUTES },
    terms: { acknowledgeDays: cases.ACKNOWLEDGE_DAYS, feedbackDays: cases.FEEDBACK_DAYS },
    bodiesFile: cases.BODIES_FILE ?? null,
    commissioner: {
      language: cases.COMMISSIONER_LANGUAGE,
      ...{
        telegramChat: cases.COMMISSIONER_TELEGRAM_CHAT ?? null,
        slackChannel: cases.COMMISSIONER_SLACK_CHANNEL ?? null,
      },
      ...{ telegramUsers: cases.COMMISSIONER_TELEGRAM_USERS.map(Number), slackUsers: cases.COMMISSIONER_SLACK_USERS },
    },
    telegram: readTelegram(cases),
    slack: readSlack(cases),
    ...{ chatModel: readModel(cases), embeddings: readEmbeddings(cases) },
  };
}

/** These variables make LangChain send what it handles to a service abroad. */
function tracingFaults(environment: Readonly<Record<string, unknown>>): string[] {
  const tracing = Object.keys(environment).filter((key) => /^(LANGSMITH|LANGCHAIN)_/.test(key));
  return tracing.length > 0
    ? [`unset ${tracing.join(", ")}: with them questions could be sent to an outside service`]
    : [];
}
