// A call of the Bot API as data: what is sent can be kept, repeated and tested without a network.

export type Call = {
  readonly method: string;
  readonly payload: Readonly<Record<string, unknown>>;
  /** The same without form, for once, where Telegram cannot parse the form; `null` where there is none to lose. */
  readonly plain: Readonly<Record<string, unknown>> | null;
};
