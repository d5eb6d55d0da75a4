// What can hinder a connection to Slack: how long to pause then, and what to say of it, once.

type Trouble = {
  readonly firstMs: number;
  readonly mostMs: number;
  readonly says: string;
  readonly over: string;
};

const TROUBLES = {
  network: {
    ...{ firstMs: 1_000, mostMs: 30_000 },
    says: "the connection to Slack is lost; trying again until it can be opened",
    over: "Slack is connected again",
  },
  refused: {
    ...{ firstMs: 5_000, mostMs: 60_000 },
    says: "Slack refuses a connection; trying again",
    over: "Slack takes connections again",
  },
  crowded: {
    ...{ firstMs: 30_000, mostMs: 300_000 },
    says: "too many processes are connected to Slack with SLACK_APP_TOKEN; waiting until one of them ends",
    over: "Slack is connected: there are no longer too many processes",
  },
  disabled: {
    ...{ firstMs: 300_000, mostMs: 300_000 },
    says: "Socket Mode is off: turn it on at api.slack.com/apps; everything else goes on",
    over: "Slack is connected: Socket Mode is on again",
  },
  unauthorised: {
    ...{ firstMs: 300_000, mostMs: 300_000 },
    says: "Slack does not accept SLACK_APP_TOKEN: take the token from the app's page at api.slack.com/apps and start again; everything else goes on",
    over: "Slack accepts SLACK_APP_TOKEN again",
  },
} as const satisfies Readonly<Record<string, Trouble>>;

export type Troubled = {
  readonly kind: keyof typeof TROUBLES;
  readonly code?: string;
  /** Where Slack says how long to wait. */
  readonly waitMs?: number;
};

export const LOST: Troubled = { kind: "network" };

type Deps = { readonly log: (message: string, code?: string) => void; readonly random: () => number };

export function createSocketTrouble({ log, random }: Deps) {
  let now: Troubled["kind"] | null = null;
  let times = 0;

  function end(): void {
    if (now !== null) log(TROUBLES[now].over);
    now = null;
    times = 0;
  }

  /** How long to pause. */
  function note({ kind, code, waitMs = 0 }: Troubled): number {
    if (kind !== now) {
      log(TROUBLES[kind].says, code);
      now = kind;
      times = 0;
    }
    times++;
    const { firstMs, mostMs } = TROUBLES[kind];
    const pauseMs = Math.min(mostMs, firstMs * 2 ** Math.min(times - 1, 10));
    return Math.max(firstMs, waitMs, pauseMs * (1 - random() / 4));
  }

  return { note, end, isOn: () => now !== null };
}
