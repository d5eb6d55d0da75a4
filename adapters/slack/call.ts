// A call of Slack's Web API as data: what is sent can be kept, repeated and tested without a network.

/** What calls are for: each has a client of its own, so that none waits because another does. */
export const USES = ["windows", "messages", "cases"] as const;
export type Use = (typeof USES)[number];

export type Call = { readonly method: string; readonly payload: Readonly<Record<string, unknown>> };
