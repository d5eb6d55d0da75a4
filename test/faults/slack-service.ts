// The real service in a process of its own next to the small Slack of the tests: where it is called, and what it leaves behind.

import { randomBytes } from "node:crypto";
import path from "node:path";

import { type SlackServer, startSlack } from "../slack-server.ts";
import { lookInto, type Service, startService } from "./telegram-service.ts";

export const COMMISSIONER = "U0COMMISS1";
/** The commissioners' private channel. */
export const OFFICE = "C0OFFICE01";

export type SlackPlace = {
  readonly server: SlackServer;
  /** Of the store. */
  readonly url: string;
  readonly key: string;
  readonly isSocket: boolean;
  readonly more?: Readonly<Record<string, string>>;
};

export type Shape = { readonly isSocket?: boolean; readonly more?: Readonly<Record<string, string>> };

/** Nobody listens there. */
const NOWHERE = "http://127.0.0.1:9/slack/events";
/** Slack's own second and third tries come after one minute and five. */
const RETRY_DELAYS_MS = [0, 10_000, 20_000, 40_000];

export async function openSlackPlace(folder: string, { isSocket = false, more = {} }: Shape = {}): Promise<SlackPlace> {
  const signingSecret = randomBytes(16).toString("hex");
  const server = await startSlack({ signingSecret, patience: { retryDelaysMs: RETRY_DELAYS_MS } });
  server.person(COMMISSIONER);
  server.channel(OFFICE, { kind: "group", members: [COMMISSIONER] });
  server.scopes.add("groups:history");
  if (!isSocket) server.deliverTo(NOWHERE);
  const key = randomBytes(32).toString("base64");
  return { server, url: `sqlite:${path.join(folder, "adep.db")}`, key, isSocket, more };
}

/** Over HTTP Slack calls it as soon as its address is known. */
export function startSlackService({ server, url, key, isSocket, more = {} }: SlackPlace): Service {
  const mode = isSocket
    ? { SLACK_MODE: "socket", SLACK_APP_TOKEN: server.appToken }
    : { SLACK_MODE: "http", SLACK_SIGNING_SECRET: server.signingSecret };
  const service = startService({
    ...{ url, key, token: "", apiRoot: "" },
    more: {
      ...{ SLACK_BOT_TOKEN: server.token, SLACK_API_URL: server.apiUrl, ...mode },
      ...{ COMMISSIONER_TELEGRAM_USERS: "", COMMISSIONER_LANGUAGE: "en" },
      ...{ COMMISSIONER_SLACK_USERS: COMMISSIONER, COMMISSIONER_SLACK_CHANNEL: OFFICE, ...more },
    },
  });
  if (!isSocket) {
    service.ready.then(
      (page) => server.deliverTo(`${page}slack/events`),
      () => undefined,
    );
  }
  return service;
}

export type Left = {
  readonly inbox: number;
  readonly outgoing: number;
  readonly dead: number;
  readonly cases: number;
  /** Cases that hold another number of reports or tellings than one. */
  readonly uneven: number;
  readonly taken: number;
  readonly votes: number;
};

/** The store as the service left it, looked at while nobody else has it. */
export function countLeft(place: Pick<SlackPlace, "url" | "key">): Promise<Left> {
  return lookInto(place, ({ store }) =>
    store.transact(async (tx) => {
      const inbox = await tx.inbox.count("slack");
      const outgoing = await tx.outgoing.count("slack");
      const cases = await tx.cases.list({});
      let uneven = 0;
      for (const { id } of cases) {
        const kinds = (await tx.cases.entries(id)).map(({ kind }) => kind);
        const isEven = ["report", "told"].every((wanted) => kinds.filter((kind) => kind === wanted).length === 1);
        if (!isEven) uneven += 1;
      }
      const votes = (await tx.feedback.list()).reduce((sum, { count }) => sum + count, 0);
      return {
        ...{ inbox: inbox.waiting, outgoing: outgoing.waiting, dead: inbox.dead + outgoing.dead },
        ...{ cases: cases.length, uneven, votes, taken: cases.filter(({ state }) => state === "taken").length },
      };
    }),
  );
}
