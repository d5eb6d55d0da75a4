// The updates that wait in the fake Telegram: asked for by long polling, or pushed to a webhook.

export type Update = Readonly<Record<string, unknown>> & { readonly update_id: number };
export type Polling = { readonly offset: number; readonly limit: number; readonly timeoutSeconds: number };
export type Webhook = { readonly url: string; readonly secret: string };

/** `null` where a later call for updates took this one's place. */
type Waiter = (updates: Update[] | null) => void;

export type UpdateQueue = ReturnType<typeof createUpdateQueue>;

export function createUpdateQueue(firstId = 700_001) {
  let nextId = firstId;
  let pending: Update[] = [];
  let allowed: readonly string[] = [];
  let webhook: Webhook | null = null;
  let isPushing = false;
  let waiter: Waiter | null = null;
  const pushed = { delivered: 0, failed: 0 };

  function wake(updates: Update[] | null): void {
    const wakes = waiter;
    waiter = null;
    wakes?.(updates);
  }

  /** Returns the update's number, or `null` where the bot did not ask for updates of this kind. */
  function add(fields: Readonly<Record<string, unknown>>): number | null {
    if (allowed.length > 0 && !Object.keys(fields).some((kind) => allowed.includes(kind))) return null;
    const update_id = nextId++;
    pending.push({ update_id, ...fields });
    if (webhook) void push();
    else wake(pending.slice(0, 100));
    return update_id;
  }

  async function poll({ offset, limit, timeoutSeconds }: Polling): Promise<Update[] | null> {
    wake(null);
    pending = pending.filter(({ update_id }) => update_id >= offset);
    if (pending.length > 0 || timeoutSeconds <= 0) return pending.slice(0, limit);
    return new Promise((resolve) => {
      const over = setTimeout(() => finish([]), timeoutSeconds * 1000).unref();
      const finish: Waiter = (updates) => {
        clearTimeout(over);
        if (waiter === finish) waiter = null;
        resolve(updates === null ? null : updates.slice(0, limit));
      };
      waiter = finish;
    });
  }

  /** One after the other; what is not taken is brought again, as Telegram does. */
  async function push(): Promise<void> {
    if (isPushing) return;
    isPushing = true;
    for (let update = pending[0]; webhook && update; update = pending[0]) {
      const isTaken = await deliver(webhook, update);
      pushed[isTaken ? "delivered" : "failed"]++;
      if (isTaken) pending = pending.filter((other) => other !== update);
      else await new Promise((resolve) => setTimeout(resolve, 30));
    }
    isPushing = false;
  }

  return {
    add,
    poll,
    /** Telegram remembers the kinds until it is told others. */
    allow: (kinds: readonly string[]) => {
      allowed = kinds;
    },
    setWebhook: (given: Webhook | null) => {
      webhook = given;
      wake(null);
      if (webhook) void push();
    },
    hasWebhook: () => webhook !== null,
    pending: (): readonly Update[] => pending,
    pushed,
    stop: () => {
      webhook = null;
      wake([]);
    },
  };
}

async function deliver({ url, secret }: Webhook, update: Update): Promise<boolean> {
  const headers = { "content-type": "application/json", "x-telegram-bot-api-secret-token": secret };
  try {
    const response = await fetch(url, { method: "POST", headers, body: JSON.stringify(update) });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}
