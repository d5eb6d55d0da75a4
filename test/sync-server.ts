// A site of this computer that stands in for those of the sources: https, under names that only the tests' look-up knows.

import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo, Server as NetServer, Socket } from "node:net";

import type { Allowed } from "../adapters/sync/address.ts";
import type { Resolve } from "../adapters/sync/checked-lookup.ts";
import type { Fetched, FetchOptions } from "../adapters/sync/fetch-text.ts";
import { isPublicAddress } from "../adapters/sync/public-address.ts";
import { createCertificate } from "./sync-certificate.ts";

export const HOST = "acts.test";
export const MIRROR = "mirror.test";
const CERTIFICATE = createCertificate([HOST, MIRROR]);

export type Reply = (response: ServerResponse, request: IncomingMessage) => void;

export const html =
  (body: string | Buffer, headers: Readonly<Record<string, string>> = {}, status = 200): Reply =>
  (response) =>
    response.writeHead(status, { "content-type": "text/html; charset=utf-8", ...headers }).end(body);

export const redirect =
  (location: string, status = 302): Reply =>
  (response) =>
    response.writeHead(status, { location }).end("elsewhere");

/** Answers by path; what is not there is answered with 404. */
export async function listen(paths: Record<string, Reply>, certificate = CERTIFICATE) {
  const requests: IncomingMessage[] = [];
  const answer: RequestListener = (request, response) => {
    requests.push(request);
    response.on("error", () => undefined);
    (paths[request.url ?? ""] ?? html("no such page", {}, 404))(response, request);
  };
  const server = createServer({ key: certificate.key, cert: certificate.cert }, answer);
  const { port, sockets, close } = await listenHere(server);
  return { port, requests, sockets, close, url: (path: string, host = HOST) => `https://${host}:${port}${path}` };
}

export async function listenHere(server: NetServer) {
  const sockets: Socket[] = [];
  server.on("connection", (socket: Socket) => {
    sockets.push(socket);
    socket.on("error", () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      for (const socket of sockets) socket.destroy();
    });
  return { port, sockets, close };
}

export const HERE: Resolve = async () => [{ address: "127.0.0.1", family: 4 }];

/** This computer's address stands for a public one; every other is judged as it is. */
export const isPublicOrHere = (address: string): boolean => address === "127.0.0.1" || isPublicAddress(address);

/** The two names, on whatever port the server got. */
export const knownNames: Allowed = ({ hostname }) => hostname === HOST || hostname === MIRROR;

export const ROUTE = { resolve: HERE, isPublic: isPublicOrHere, certificate: CERTIFICATE.cert };

/** Limits that a test can wait for. */
export const OPTIONS: FetchOptions = {
  ...{ allowed: knownNames, route: ROUTE, limits: { wholeMs: 1_200, headersMs: 400, connectMs: 1_000 } },
};

export const whyNot = (fetched: Fetched): string => (fetched.kind === "failed" ? fetched.why : `not: ${fetched.kind}`);
