// Updates that Telegram brings by itself. It brings each again until it hears 200, which it hears once the update is durable.

import { createHash, timingSafeEqual } from "node:crypto";
import { type Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { z } from "zod";

export type WebhookDeps = {
  /** Begins with a slash. */
  readonly path: string;
  /** What Telegram was told to show with each update. */
  readonly secret: string;
  /** Resolves once the updates are durable. The same ones may come again. */
  readonly onUpdates: (updates: readonly unknown[]) => Promise<void>;
  readonly log: (message: string, code?: string) => void;
};

const SECRET_HEADER = "x-telegram-bot-api-secret-token";
const LONGEST_BODY = 1024 * 1024;

/** Kinds of updates that nobody knows yet are taken as well: refused, they would be brought again for a day. */
const updateSchema = z.looseObject({ update_id: z.int().nonnegative() });

export function createWebhookRoute({ path, secret, onUpdates, log }: WebhookDeps): Hono {
  if (secret === "") throw new Error("the webhook of Telegram needs a secret");
  const strangers = createSaying(log, "somebody calls the webhook of Telegram without its secret");
  const storing = createSaying(
    log,
    "updates from Telegram could not be stored; Telegram brings them again",
    "updates from Telegram are stored again",
  );
  const app = new Hono();
  app.onError((_fault, context) => context.body(null, 500));
  app.post(
    path,
    async (context, next) => {
      if (isSame(context.req.header(SECRET_HEADER) ?? "", secret)) return next();
      strangers.begin();
      return context.body(null, 403);
    },
    bodyLimit({ maxSize: LONGEST_BODY, onError: (context) => context.body(null, 413) }),
    async (context) => {
      const update = await readBody(context);
      if (update === null) return context.body(null, 400);
      try {
        await onUpdates([update]);
      } catch {
        storing.begin();
        return context.body(null, 500);
      }
      storing.end();
      return context.body(null, 200);
    },
  );
  return app;
}

/** Decoded once and whole: a letter may come in two pieces. `null` where it is no update. */
async function readBody(context: Context): Promise<unknown> {
  const bytes = await context.req.arrayBuffer();
  try {
    const body: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    return updateSchema.safeParse(body).success ? body : null;
  } catch {
    return null;
  }
}

/** Of hashes, for their equal length lets the time tell nothing. */
function isSame(given: string, secret: string): boolean {
  return timingSafeEqual(hash(given), hash(secret));
}

function hash(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}

/** Whatever lasts all day must not fill the log. */
function createSaying(log: WebhookDeps["log"], begins: string, ends = "") {
  let isOn = false;
  return {
    begin: (): void => {
      if (!isOn) log(begins);
      isOn = true;
    },
    end: (): void => {
      if (isOn) log(ends);
      isOn = false;
    },
  };
}
