// Deliveries of the fake Slack over Socket Mode: any connection of the app may get any envelope.

import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import type { Attempt, Kind, Parcel, Result } from "./slack-server-deliver.ts";
import { seeded } from "./slack-server-faults.ts";
import { readField, say } from "./slack-server-wire.ts";

export type DisconnectReason = "warning" | "refresh_requested" | "too_many_websockets" | "link_disabled";
type Pending = { readonly connection: WebSocket; readonly settle: (body: unknown, isTaken: boolean) => void };
type Deps = {
  readonly app: string;
  readonly patience: { readonly timeLimitMs: number };
  readonly takeId: (start: string) => string;
};

const TYPES: Readonly<Record<Kind, string>> = {
  event: "events_api",
  command: "slash_commands",
  interaction: "interactive",
};
const MOST = 10;

export function createSockets({ app, patience, takeId }: Deps) {
  const server = new WebSocketServer({ noServer: true });
  const tickets = new Set<string>();
  const connections: WebSocket[] = [];
  const pending = new Map<string, Pending>();
  const waiting: (() => void)[] = [];
  const chance = seeded(7);
  const refusals: number[] = [];
  const totals = { opened: 0, sent: 0, acknowledged: 0, unknownAcks: 0 };
  let isClosed = false;
  const pinging = setInterval(() => connections.forEach((connection) => void connection.ping()), 10_000).unref();

  function issueTicket(): string {
    const ticket = takeId("K");
    tickets.add(ticket);
    return ticket;
  }

  function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const ticket = new URL(request.url ?? "", "http://slack").searchParams.get("ticket") ?? "";
    const status = refusals.shift() ?? (tickets.delete(ticket) ? null : 401);
    if (status !== null)
      return void socket.end(`HTTP/1.1 ${status} Refused\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`);
    server.handleUpgrade(request, socket, head, welcome);
  }

  function welcome(connection: WebSocket): void {
    connection.on("message", (data) => read(String(data)));
    connection.on("close", () => forget(connection));
    connection.on("error", () => connection.terminate());
    if (connections.push(connection) > MOST) {
      dismiss(connection, "too_many_websockets", 0);
      return;
    }
    totals.opened += 1;
    say(connection, {
      type: "hello",
      num_connections: connections.length,
      debug_info: { host: "applink-1", build_number: 10, approximate_connection_time: 18_060 },
      connection_info: { app_id: app },
    });
    for (const wake of waiting.splice(0)) wake();
  }

  function read(text: string): void {
    const found = pending.get(readField(text, "envelope_id") as string);
    if (found) found.settle(readField(text, "payload"), true);
    else totals.unknownAcks += 1;
  }

  function leave(connection: WebSocket): void {
    const at = connections.indexOf(connection);
    if (at >= 0) connections.splice(at, 1);
  }

  function forget(connection: WebSocket): void {
    leave(connection);
    for (const { connection: other, settle } of [...pending.values()]) if (other === connection) settle(null, false);
  }

  /** Waits for a connection as long as it takes where it is an event; people are told at once that nobody is there. */
  async function carry(parcel: Parcel, { number, reason }: Attempt): Promise<Result | null> {
    while (connections.length === 0 && parcel.kind === "event" && !isClosed) {
      await new Promise<void>((resolve) => waiting.push(resolve));
    }
    const connection = connections[Math.floor(chance() * connections.length)];
    if (!connection || isClosed) return null;
    const envelope_id = takeId("E");
    const from = performance.now();
    const again = { retry_attempt: number, retry_reason: reason === null ? "" : "timeout" };
    const manner = { accepts_response_payload: parcel.kind !== "event", ...(parcel.kind === "event" ? again : {}) };
    return new Promise((resolve) => {
      const settle = (body: unknown, isTaken: boolean) => {
        clearTimeout(timer);
        pending.delete(envelope_id);
        const shared = { status: null, body, ms: performance.now() - from };
        totals.acknowledged += isTaken ? 1 : 0;
        resolve(isTaken ? { isTaken, ...shared } : { isTaken, ...shared, reason: "timeout", isFinal: false });
      };
      const timer = setTimeout(() => settle(null, false), patience.timeLimitMs);
      pending.set(envelope_id, { connection, settle });
      totals.sent += 1;
      say(connection, { envelope_id, payload: parcel.body, type: TYPES[parcel.kind], ...manner });
    });
  }

  /** Tells the bot to go; brings nothing more there and closes it after a while, except after a mere warning. */
  function dismiss(connection: WebSocket, reason: DisconnectReason, afterMs: number): void {
    say(connection, { type: "disconnect", reason, debug_info: { host: "applink-1" } });
    if (reason === "warning") return;
    leave(connection);
    setTimeout(() => connection.close(1000), afterMs).unref();
  }

  return {
    issueTicket,
    upgrade,
    carry,
    totals,
    count: (): number => connections.length,
    /** To all connections, or to the oldest so many. */
    disconnect: (reason: DisconnectReason, { count = connections.length, afterMs = 1000 } = {}): void => {
      for (const connection of connections.slice(0, count)) dismiss(connection, reason, afterMs);
    },
    /** Cuts all lines without a word. */
    drop: (): void => [...connections].forEach((connection) => void connection.terminate()),
    /** Any text, as it is. */
    sendRaw: (text: string): void => connections.forEach((connection) => void connection.send(text)),
    /** The next connections are answered with this status. */
    refuseNext: (status: number, times = 1): void => void refusals.push(...Array<number>(times).fill(status)),
    stop: (): void => {
      isClosed = true;
      clearInterval(pinging);
      for (const connection of server.clients) connection.terminate();
      for (const { settle } of [...pending.values()]) settle(null, false);
      for (const wake of waiting.splice(0)) wake();
      server.close();
    },
  };
}
