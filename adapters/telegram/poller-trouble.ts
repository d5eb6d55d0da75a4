// What can hinder the asking for updates: how long to pause then, and what to say of it, once.

type Trouble = {
  readonly firstMs: number;
  readonly mostMs: number;
  /** Said at this time in a row, and never again until it is over. */
  readonly saidAt: number;
  readonly says: string;
  readonly over: string;
};

const TROUBLES = {
  network: {
    ...{ firstMs: 1000, mostMs: 60_000, saidAt: 1 },
    says: "Telegram cannot be reached; trying again until it can",
    over: "Telegram can be reached again",
  },
  refused: {
    ...{ firstMs: 5000, mostMs: 60_000, saidAt: 1 },
    says: "Telegram refuses to hand over updates; trying again",
    over: "Telegram hands over updates again",
  },
  conflict: {
    ...{ firstMs: 5000, mostMs: 60_000, saidAt: 3 },
    says: "another process is polling Telegram with this bot's token, or a webhook is set for it; waiting until it ends",
    over: "no other process is polling Telegram with this bot's token any more",
  },
  unauthorised: {
    ...{ firstMs: 300_000, mostMs: 300_000, saidAt: 1 },
    says: "Telegram does not accept TELEGRAM_BOT_TOKEN: get the bot's current token from @BotFather and start again",
    over: "Telegram accepts TELEGRAM_BOT_TOKEN again",
  },
  store: {
    ...{ firstMs: 1000, mostMs: 60_000, saidAt: 1 },
    says: "updates from Telegram could not be stored; asking for them again",
    over: "updates from Telegram are stored again",
  },
} as const satisfies Readonly<Record<string, Trouble>>;

export type Troubled = { readonly kind: keyof typeof TROUBLES; readonly code?: string };
export type Step =
  | { readonly kind: "went"; readonly pauseMs: number }
  /** Nothing was learnt. */
  | { readonly kind: "idle"; readonly pauseMs: number }
  | Troubled;

type Deps = { readonly log: (message: string, code?: string) => void; readonly random: () => number };

/** How long to pause after each step, and what to say of it, once. */
export function createTrouble({ log, random }: Deps) {
  let now: Troubled["kind"] | null = null;
  let times = 0;

  function end(): void {
    if (now !== null && times >= TROUBLES[now].saidAt) log(TROUBLES[now].over);
    now = null;
    times = 0;
  }

  function note(step: Step): number {
    if (step.kind === "idle") return step.pauseMs;
    if (step.kind !== now) end();
    if (step.kind === "went") return step.pauseMs;
    now = step.kind;
    times++;
    const { firstMs, mostMs, saidAt, says } = TROUBLES[step.kind];
    if (times === saidAt) log(says, step.code);
    const pauseMs = Math.min(mostMs, firstMs * 2 ** Math.min(times - 1, 10));
    return Math.max(firstMs, pauseMs * (1 - random() / 4));
  }

  return { note, isOn: () => now !== null };
}
