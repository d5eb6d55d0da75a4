// A small Slack on this computer for tests: its Web API with its limits and faults, its deliveries, and people who use the bot.
// A person or a channel is known once it was named with `person` or `channel`; before that nobody can be written to there.

import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { performance } from "node:perf_hooks";
import { createApp } from "./slack-server-app.ts";
import { createChat, type Told } from "./slack-server-chat.ts";
import { createComings } from "./slack-server-comings.ts";
import { createDeliveries, type Kind, type Patience } from "./slack-server-deliver.ts";
import { createDoor } from "./slack-server-door.ts";
import { createFaults, createStrictness } from "./slack-server-faults.ts";
import { createHistory } from "./slack-server-history.ts";
import { createFaultHooks } from "./slack-server-hooks.ts";
import { createLooking } from "./slack-server-looking.ts";
import { createMemory, type Json, type Room, type Stored } from "./slack-server-memory.ts";
import { createPayloads } from "./slack-server-payloads.ts";
import { type Act, createDoings, type Deps } from "./slack-server-people.ts";
import { createPerson, type Person, type PersonFields } from "./slack-server-person.ts";
import { createPresses } from "./slack-server-presses.ts";
import { createPush, type Urls } from "./slack-server-push.ts";
import { createResponses } from "./slack-server-respond.ts";
import { type ChannelFields, EVENTS, OWN, PATIENCE, type Settings, TOKENS } from "./slack-server-settings.ts";
import { createSockets } from "./slack-server-socket.ts";
import { createViews } from "./slack-server-views.ts";
import { createWindows } from "./slack-server-windows.ts";

export type SlackServer = Awaited<ReturnType<typeof startSlack>>;
export async function startSlack(settings: Settings = {}) {
  const { signingSecret = "canary-signing-secret", isEnterprise = false, concurrency = 64, kept = 50_000 } = settings;
  const now = (): number => Date.now();
  const patience: Patience = { ...PATIENCE, ...settings.patience };
  const memory = createMemory(now, OWN);
  const views = createViews({ memory, own: OWN, now });
  const payloads = createPayloads({ memory, own: OWN, now });
  const faults = createFaults();
  const strictness = createStrictness(() => performance.now());
  const sockets = createSockets({ app: OWN.app, patience, takeId: memory.takeId });
  const push = createPush({ secret: signingSecret, patience, concurrency });
  const target: { urls: Urls | null } = { urls: null };
  const deliveries = createDeliveries({
    carry: async (parcel, attempt) =>
      target.urls ? push.send(push.sign(target.urls[parcel.kind], parcel, attempt)) : sockets.carry(parcel, attempt),
    patience,
    kept,
  });
  const echo = { isOn: true };
  const tell: Told = (kind, stored, before) => echo.isOn && tellOfOwn(kind, stored, before);
  const chat = createChat({ memory, own: OWN, tell });
  const responses = createResponses({ memory, chat, now });

  let origin = "";
  const issueTicket = () => `${origin.replace("http", "ws")}/link/?ticket=${sockets.issueTicket()}&app_id=${OWN.app}`;
  const app = createApp({ memory, own: OWN, tokens: TOKENS, isEnterprise, issueTicket });
  const history = createHistory({ memory, own: OWN, enter: chat.enter });
  const methods = new Map([...chat.methods, ...history, ...views.methods, ...app.methods]);
  const door = createDoor({ methods, app, responses, faults, strictness, kept });
  // Whoever hangs up in the middle of asking is owed nothing.
  const server = createServer(
    (request, response) => void door.answer(request, response).catch(() => response.destroy()),
  );
  server.on("upgrade", sockets.upgrade);
  await new Promise<void>((resolve) => server.listen(settings.port ?? 0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const events = new Set(EVENTS);
  const respondUrl = (id: string): string => `${origin}/respond/${id}`;
  const deps: Deps = { memory, own: OWN, views, responses, payloads, deliver: deliveries.deliver, respondUrl, events };
  const doings = createDoings(deps);
  const comings = createComings(deps, doings);
  const means = { doings, comings, presses: createPresses(deps, doings), windows: createWindows(deps, doings) };
  const botsEyes = { id: OWN.user, name: OWN.name, isEnterprise };

  /** Slack tells a bot of its own messages, too. */
  function tellOfOwn(kind: Parameters<Told>[0], stored: Stored, before: Stored): void {
    const name = doings.messageName(stored);
    const shown = doings.shown(stored);
    if (kind === "posted") doings.tell(botsEyes, name, payloads.messageEvent(stored, shown));
    else if (kind === "changed")
      doings.tell(botsEyes, name, payloads.changedEvent(stored, shown, doings.shown(before)));
    else doings.tell(botsEyes, name, payloads.deletedEvent(stored, shown));
  }

  return {
    ...createLooking({ memory, views, calls: door.calls }),
    ...createFaultHooks(faults),
    origin,
    apiUrl: `${origin}/api/`,
    token: TOKENS.bot,
    appToken: TOKENS.app,
    signingSecret,
    own: OWN,
    /** May be changed at any time. */
    patience,
    events,
    scopes: app.scopes,
    prompts: app.prompts,
    statuses: app.statuses,
    violations: strictness.violations,
    rules: strictness.rules,
    triggerLife: views.life,
    responseLimits: responses.limits,
    /** Whether the bot is told of its own messages. */
    echo,
    sockets,
    push,
    deliveries: deliveries.deliveries,
    totals: deliveries.totals,

    /** Makes them known. The same id gives the same person's room. */
    person(id: string, fields: PersonFields = {}): Person {
      if (!memory.people.has(id)) memory.people.set(id, null);
      const usual = { name: `canary.${id.toLowerCase()}`, isEnterprise };
      const place = { id, room: memory.privateRoom(id).id, botUser: OWN.user };
      return createPerson({ ...usual, ...fields, ...place }, means);
    },
    channel(id: string, { members = [], hasBot = true, kind = "channel", ...fields }: ChannelFields = {}): Room {
      const all = new Set([...members, ...(hasBot ? [OWN.user] : [])]);
      return memory.addRoom(id, { kind, name: id.toLowerCase(), ...fields, members: all });
    },
    /** From now on every call about this person or room is refused so; `null` ends it. */
    block(id: string, error: string | null): void {
      const room = memory.roomOf(id);
      if (memory.people.has(id)) memory.people.set(id, error);
      if (room) room.refusal = error;
    },
    /** From now on every call is refused so; `null` ends it. */
    revoke(error: "token_revoked" | "invalid_auth" | "account_inactive" | null): void {
      app.revoked.error = error;
    },
    /** Over HTTP from now on; with `null` over sockets. */
    deliverTo(urls: string | Urls | null): void {
      target.urls = typeof urls === "string" ? { event: urls, command: urls, interaction: urls } : urls;
    },
    deliverEvent: (inner: Json, who = botsEyes): Act => doings.bring("event", payloads.event(who, inner)),
    /** Any body, as it is. */
    deliverRaw: (kind: Kind, body: Json): Act => doings.bring(kind, body),
    /** The same once more, as Slack does where it did not notice that it was taken. */
    deliverAgain: ({ body }: Pick<Act, "body">, kind: Kind = "event"): Act => doings.bring(kind, body),
    otherBotWrites: (at: string, text: string): Act => comings.otherBotWrites(botsEyes, at, text),
    close: (): Promise<void> =>
      new Promise((resolve) => {
        deliveries.stop();
        sockets.stop();
        push.stop();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
